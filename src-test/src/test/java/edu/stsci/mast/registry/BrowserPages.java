package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import edu.stsci.mast.registry.model.accounts.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests of pages in a browser, and what holds for all pages: they fit into every window from 360 pixels on, in the light and the dark
 * scheme; they are accessible, by the keyboard alone too; nothing jumps while they are loaded; they ask nothing of others. Without
 * Chromium these tests are skipped.
 */
@ExtendWith(BrowserRegistry.Start.class)
abstract class BrowserPages {
    private static final String AXE = axe();

    /** The browser's own stops of the Tab key, beside those of the page. */
    private static final int SPARE_STOPS = 10;

    /** Set before the tests of a class. */
    static BrowserRegistry shared;

    /**
     * A page as it looks at a width and in a colour scheme.
     *
     * @param page the opened page
     * @param status the status of its answer
     * @param outside the requests that went to other hosts
     * @param errors what the browser complained of: scripts that failed, and what the content security policy forbade
     */
    record Opened(Page page, int status, List<String> outside, List<String> errors) implements AutoCloseable {
        @Override
        public void close() {
            page.context().close();
        }

        /** The page at another width. */
        Opened widened(int width) {
            page.setViewportSize(width, 800);
            return this;
        }

        /** What sticks out of the window, so that one must scroll sideways. */
        String tooWide() {
            return page.evaluate(
                            "() => document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('*')]"
                                    + ".filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll'))"
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

        /** Breaches of WCAG 2.2 A and AA, and of good practice, that axe-core finds, one line each. */
        List<String> accessibilityProblems() {
            return problems("{runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}");
        }

        /** Only what colours can do wrong. */
        List<String> contrastProblems() {
            return problems("{runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}}");
        }

        /** Long lists are looked at as far as their first entries go: the others are alike, and axe takes a second for a hundred. */
        private List<String> problems(String options) {
            if (!(Boolean) page.evaluate("() => 'axe' in window")) {
                page.evaluate(AXE);
            }
            List<?> found = (List<?>) page.evaluate(
                    "async () => (await axe.run({include: [['html']], exclude: [['tbody > tr:nth-child(n+5)'],"
                            + " ['li:nth-child(n+7)'], ['.oai-record:nth-of-type(n+4)'], ['main svg *'],"
                            + " ['.tables details:nth-of-type(n+4)'], ['.query aside details:nth-of-type(n+4)']]},"
                            + options
                            + ")).violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 150) + ' '"
                            + " + (n.any[0] ? n.any[0].message : '')).join(' || '))");
            return found.stream().map(Object::toString).toList();
        }

        /** What cannot be reached by the Tab key, or is not seen to have the focus when it has. */
        List<String> keyboardProblems() {
            int stops = (Integer) page.evaluate("""
                    () => {
                      const described = e => `${e.tagName} ${(e.textContent || e.name || e.id).trim().slice(0, 40)}`;
                      window.wanted = new Map([...document.querySelectorAll('a[href], button, input, textarea, select, summary, [tabindex="0"]')]
                        .filter(e => e.type !== 'hidden' && !e.disabled && e.checkVisibility({visibilityProperty: true}))
                        .filter(e => !e.closest('[aria-hidden=true]'))
                        // of radio buttons that belong together one is reached, and the others by the arrow keys
                        .filter(e => e.type !== 'radio' || e === [...document.querySelectorAll('[type=radio]')].find(r => r.name === e.name))
                        .map(e => [e, described(e) + ' is not reached']));
                      document.addEventListener('focusin', ({target}) => {
                        const style = getComputedStyle(target);
                        if (target.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) {
                          window.wanted.delete(target);
                        } else {
                          window.wanted.set(target, described(target) + ' has no outline');
                        }
                      });
                      return window.wanted.size;
                    }""");
            assertThat(stops).isPositive();
            for (int i = 0; i < stops + SPARE_STOPS && remaining() > 0; i++) {
                page.keyboard().press("Tab");
            }
            return ((List<?>) page.evaluate("() => [...window.wanted.values()]"))
                    .stream().map(Object::toString).toList();
        }

        private int remaining() {
            return (Integer) page.evaluate("() => window.wanted.size");
        }
    }

    /** Opens a page of the registry. */
    Opened open(String path, int width, ColorScheme colours) {
        return open(path, width, colours, true);
    }

    /** Opens a page, perhaps in a browser in which scripts are off. */
    Opened open(String path, int width, ColorScheme colours, boolean scripts) {
        return open(path, width, colours, scripts, List.of());
    }

    /** Opens a page in a browser in which an administrator has signed in. */
    Opened openAsAdministrator(String path, int width, ColorScheme colours, boolean scripts) {
        String session = shared.registry
                .accounts()
                .sessions()
                .begin(StaffBrowser.account(shared.registry, Role.ADMINISTRATOR), "password", "")
                .identifier();
        return open(path, width, colours, scripts, List.of(new Cookie("mast-session", session).setUrl(url())));
    }

    private Opened open(String path, int width, ColorScheme colours, boolean scripts, List<Cookie> cookies) {
        BrowserContext context = shared.browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(colours)
                .setJavaScriptEnabled(scripts));
        context.addCookies(cookies);
        Page page = context.newPage();
        List<String> outside = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        String address = url() + path;
        page.onRequest(request -> {
            if (!request.url().startsWith(url())) {
                outside.add(request.url());
            }
        });
        page.onConsoleMessage(message -> {
            // that the page itself has status 404, say, is no fault of it
            if (message.type().equals("error") && !message.location().startsWith(page.url())) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        int status = page.navigate(address).status();
        return new Opened(page, status, outside, errors);
    }

    /** The registry's address, without a slash at the end. */
    static String url() {
        return shared.registry.url();
    }

    /** Asserts what holds for every page, and leaves to the caller what it shows. */
    void assertGood(String path) {
        try (Opened opened = open(path, 360, ColorScheme.LIGHT)) {
            assertGood(opened);
        }
    }

    /** Asserts what can be seen of a page that has just been opened. */
    void assertGood(Opened opened) {
        Page page = opened.page();
        String path = page.url();
        SoftAssertions all = new SoftAssertions();
        all.assertThat(opened.layoutShift()).as("Things jump on " + path).isCloseTo(0, within(0.01));
        all.assertThat(page.title()).as("Title of " + path).contains(" · ");
        // what is folded is looked at, too
        page.locator("details").evaluateAll("all => all.forEach(details => details.open = true)");
        for (int width : List.of(1600, 768, 360)) {
            all.assertThat(opened.widened(width).tooWide())
                    .as(path + " at " + width)
                    .isEmpty();
        }
        all.assertThat(opened.accessibilityProblems()).as(path).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        all.assertThat(opened.contrastProblems()).as("Dark " + path).isEmpty();
        all.assertThat(opened.outside()).as("Requests elsewhere of " + path).isEmpty();
        all.assertThat(opened.errors()).as("Errors of " + path).isEmpty();
        all.assertAll();
    }

    /** Asserts that everything on a page is reached by the Tab key and seen to be. */
    void assertUsableByKeyboard(String path) {
        try (Opened opened = open(path, 1280, ColorScheme.DARK)) {
            assertThat(opened.layoutShift()).as("Things jump on " + path).isCloseTo(0, within(0.01));
            assertThat(opened.keyboardProblems()).as(path).isEmpty();
        }
    }

    private static String axe() {
        try (InputStream script = BrowserPages.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of what a selector finds. */
    static String texts(Page page, String selector) {
        return page.locator(selector).allTextContents().stream()
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .collect(Collectors.joining("; "));
    }
}
