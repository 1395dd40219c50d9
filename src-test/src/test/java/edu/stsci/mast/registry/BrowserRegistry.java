package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What all tests in a browser share, since it takes long to start: Chromium as it is installed on the machine, and a registry with the MAST
 * records that has harvested a registry in order and one with troubles.
 */
final class BrowserRegistry implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Where systems install it. */
    private static final List<String> CHROMIUM = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    final Browser browser;
    final Registry registry;
    /** A source whose last harvest was complete, with a record in quarantine. */
    final HarvestSource harvested;
    /** That harvest. */
    final HarvestReport run;
    /** A harvest that failed. */
    final HarvestReport failed;

    /** Starts all of it before the first class that needs it, and stops it after the last test of the whole run. */
    static final class Start implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            Path chromium = CHROMIUM.stream()
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            assumeThat(chromium).as("Chromium is installed").isNotNull();
            BrowserPages.shared = context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(BrowserRegistry.class))
                    .getOrComputeIfAbsent(
                            BrowserRegistry.class, key -> new BrowserRegistry(chromium), BrowserRegistry.class);
        }
    }

    private BrowserRegistry(Path chromium) {
        try {
            // nothing is ever downloaded
            Playwright playwright = opened(Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
            browser = opened(playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            .setChromiumSandbox(false)
                            .setArgs(List.of("--disable-gpu", "--disable-quic", "--disable-background-networking"))));
            Path folder = Files.createTempDirectory("browser-registry");
            opened(() -> remove(folder));
            registry = opened(TestRegistry.start(folder.resolve("data")));
            registry.loadExamples("mast");
            harvested = source(
                    "The Observatory",
                    "ivo://observatory.example/registry",
                    query -> OaiXml.page(
                            "",
                            OaiXml.item("ivo://observatory.example/images"),
                            OaiXml.item("ivo://observatory.example/spectra"),
                            OaiXml.item("ivo://archive.stsci.edu/taken")));
            run = TestHarvests.harvest(registry, harvested, true);
            HarvestSource troubled =
                    source("A broken one", "ivo://broken.example/registry", query -> "<html><p>Sorry</html>");
            failed = TestHarvests.harvest(registry, troubled, true);
            assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
            assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private HarvestSource source(String name, String ivoid, TestHarvests.Answer records) throws IOException {
        HttpServer server = TestHarvests.registry(ivoid, records);
        opened(() -> server.stop(0));
        return TestHarvests.add(registry, name, TestHarvests.address(server));
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the browser tests does not stop", e);
            }
        }
    }
}
