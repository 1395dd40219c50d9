package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * For tests of pages in a browser: a registry with the MAST records, and Chromium as it is installed on the machine. Without one the tests
 * are skipped; nothing is ever downloaded.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserPages {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Where systems install it. */
    private static final List<String> CHROMIUM = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable");

    @TempDir
    static Path folder;

    Registry registry;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        Path chromium = CHROMIUM.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeThat(chromium).as("Chromium is installed").isNotNull();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setChromiumSandbox(false)
                        .setArgs(List.of("--disable-gpu", "--disable-quic", "--disable-background-networking")));
        registry = Registry.start(RegistrySettings.load(
                null,
                Map.of(),
                Map.of(
                        "registry.data",
                        folder.resolve("data").toString(),
                        "registry.http.port",
                        0,
                        "registry.http.address",
                        "127.0.0.1")));
        registry.loadExamples("mast");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    void stop() {
        for (AutoCloseable part : Stream.of(browser, playwright, registry)
                .filter(p -> p != null)
                .map(AutoCloseable.class::cast)
                .toList()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * A page as it looks at a width and in a colour scheme.
     *
     * @param page the opened page
     * @param outside the requests that went to other hosts
     * @param errors what the browser complained of: scripts that failed, and what the content security policy forbade
     */
    record Opened(Page page, List<String> outside, List<String> errors) implements AutoCloseable {
        @Override
        public void close() {
            page.context().close();
        }

        /** What sticks out of the window, so that one must scroll sideways. */
        String tooWide() {
            return page.evaluate(
                            "() => document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('*')]"
                                    + ".filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, pre'))"
                                    + ".slice(0, 5).map(e => e.tagName + '.' + e.getAttribute('class')).join(', ') || 'something'")
                    .toString();
        }

        /** How far things jumped while the page was loaded (cumulative layout shift). */
        double layoutShift() {
            Object shift = page.evaluate("() => new Promise(done => { let sum = 0; new PerformanceObserver(list =>"
                    + " list.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true});"
                    + " requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })");
            return ((Number) shift).doubleValue();
        }

        /** Breaches of WCAG 2.2 A and AA that axe-core finds, one line each. */
        List<String> accessibilityProblems() {
            page.evaluate(axe());
            List<String> problems = new ArrayList<>();
            Object found = page.evaluate(
                    "async () => (await axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}))"
                            + ".violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 150) + ' '"
                            + " + (n.any[0] ? n.any[0].message : '')).join(' || '))");
            ((List<?>) found).forEach(problem -> problems.add(problem.toString()));
            return problems;
        }

        private static String axe() {
            try (InputStream script = BrowserPages.class.getResourceAsStream("/axe.min.js")) {
                return new String(script.readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Opens a page of the registry. */
    Opened open(String path, int width, ColorScheme colours) {
        return open(path, width, colours, true);
    }

    /** Opens a page, perhaps in a browser in which scripts are off. */
    Opened open(String path, int width, ColorScheme colours, boolean scripts) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(colours)
                .setJavaScriptEnabled(scripts));
        Page page = context.newPage();
        List<String> outside = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        page.onRequest(request -> {
            if (!request.url().startsWith(registry.url())) {
                outside.add(request.url());
            }
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.navigate(registry.url() + path);
        return new Opened(page, outside, errors);
    }
}
