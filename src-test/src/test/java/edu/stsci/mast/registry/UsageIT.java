package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked of the registry, and by which programs, as the staff see it. */
class UsageIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private Registry registry;
    private HttpClient reader;

    @BeforeEach
    void start() throws Exception {
        open();
        registry.loadExamples("mast");
        reader = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
    }

    private void open() {
        registry = TestRegistry.start(folder.resolve("data"), "registry.tap.enabled", false);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private int ask(String path, String program) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(registry.url() + path))
                                .timeout(LIMIT)
                                .header("User-Agent", program)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private Document page() throws Exception {
        HttpResponse<String> answer = StaffBrowser.get(reader, registry.url() + "/staff/usage");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private static String table(Document page, String title) {
        return page.select("h2:contains(" + title + ") ~ table")
                .first()
                .select("tbody")
                .text();
    }

    @Test
    void usesAreCountedAndShownByDayAndByProgram() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(ask("/oai?verb=ListRecords&metadataPrefix=ivo_vor", "DaCHS/2.9 (someone@example.org)"))
                    .isEqualTo(200);
        }
        assertThat(ask("/api/search?q=hubble", "=HYPERLINK(1)")).isEqualTo(200);
        assertThat(ask("/api/search?q=hubble", "pyVO/1.7 Python/3.12")).isEqualTo(200);
        assertThat(ask("/resource/archive.stsci.edu/hst", "Mozilla/5.0 (X11)")).isEqualTo(200);
        assertThat(ask("/resource/archive.stsci.edu/HST", "Mozilla/5.0 (compatible; Googlebot/2.1)"))
                .isEqualTo(200);
        assertThat(ask("/resource/archive.stsci.edu/nothing", "Mozilla/5.0 (X11)"))
                .isEqualTo(404);

        // A request is counted after its last byte was sent.
        await().atMost(LIMIT).untilAsserted(() -> assertThat(table(page(), "Records that were looked at"))
                .isEqualTo("archive.stsci.edu/hst 1"));
        Document page = page();
        assertThat(table(page, "Harvests of our records")).isEqualTo("DaCHS 3");
        assertThat(table(page, "Queries by programs")).contains("pyVO 1");
        assertThat(table(page, "What was asked most")).contains("oai ListRecords 3", "api search 2");
        assertThat(page.select(".usagechart").eachAttr("aria-label"))
                .anySatisfy(words -> assertThat(words).startsWith("oai: 3 requests"));
        assertThat(page.text()).doesNotContain("example.org");

        String csv = StaffBrowser.get(reader, registry.url() + "/staff/usage?format=csv")
                .body();
        assertThat(csv)
                .startsWith("date,kind,name,number")
                .contains(",harvesters,DaCHS,3")
                .doesNotContain(",=HYPER");
    }

    @Test
    void countsOutliveTheServer() throws Exception {
        assertThat(ask("/resource/archive.stsci.edu/hst", "Mozilla/5.0 (X11)")).isEqualTo(200);
        registry.close();
        open();
        reader = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
        assertThat(table(page(), "Records that were looked at")).isEqualTo("archive.stsci.edu/hst 1");
    }
}
