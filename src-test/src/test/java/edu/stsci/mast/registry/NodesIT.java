package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.RawHttp.Answer;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node has begun, another goes on with: each request of a client may go to another one. */
class NodesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Database database;
    private static Database.Settings access;
    private static Registry one;
    private static Registry other;

    @BeforeAll
    static void start() throws Exception {
        access = TestDatabase.emptied(Files.createDirectory(folder.resolve("database")));
        database = Database.open(access);
        one = node("one", Map.of());
        one.loadExamples("mast");
        other = node("other", Map.of());
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        database.close();
    }

    private static Registry node(String name, Map<String, Object> more) {
        Map<String, Object> settings = TestRegistry.settings(
                folder.resolve(name),
                "registry.database.url",
                access.url(),
                "registry.database.user",
                access.user(),
                "registry.database.connections",
                6,
                "registry.tap.async.folder",
                folder.resolve("jobs").toString());
        settings.putAll(more);
        return TestRegistry.start(settings);
    }

    private static RawHttp http(Registry node) {
        return new RawHttp(URI.create(node.url()));
    }

    private static Document xml(Answer answer) {
        return Jsoup.parse(answer.text(), "", Parser.xmlParser());
    }

    // UWS 1.1, section 2.2
    @Test
    void aJobIsMadeStartedWaitedForAndFetchedOnDifferentNodes() throws Exception {
        Answer made = http(one).form("/tap/async", "LANG=ADQL&FORMAT=csv&QUERY=SELECT+COUNT(*)+AS+n+FROM+rr.resource");
        assertThat(made.status()).isEqualTo(303);
        String job = URI.create(made.header("Location").orElseThrow()).getPath();

        assertThat(xml(http(other).get(job)).select("uws|phase").text()).isEqualTo("PENDING");
        assertThat(http(other).form(job + "/phase", "PHASE=RUN").status()).isEqualTo(303);
        await().atMost(LIMIT)
                .until(
                        () -> xml(http(one).get(job + "?WAIT=20"))
                                .select("uws|phase")
                                .text(),
                        "COMPLETED"::equals);
        String result = http(one).get(job + "/results/result").text();
        assertThat(result)
                .matches("n\\s+[1-9][0-9]*\\s+")
                .isEqualTo(http(other).get(job + "/results/result").text());

        assertThat(http(one).send("DELETE", job, null).status()).isEqualTo(303);
        assertThat(http(other).get(job).status()).isEqualTo(404);
    }

    @Test
    void aSessionAndTheTokensOfItsFormsHoldOnEveryNode() throws Exception {
        String name = StaffBrowser.account(one, Role.ADMINISTRATOR).name();
        HttpClient browser = StaffBrowser.browser();
        // even the page to sign in may come from one node, and its form go to another
        String token = Jsoup.parse(
                        StaffBrowser.get(browser, one.url() + "/staff/login").body())
                .select("input[name=csrf]")
                .attr("value");
        assertThat(StaffBrowser.post(
                                browser,
                                other.url(),
                                "/staff/login",
                                Map.of("name", name, "password", StaffBrowser.PASSWORD, "csrf", token))
                        .statusCode())
                .isEqualTo(303);

        Document page = Jsoup.parse(
                StaffBrowser.get(browser, other.url() + "/staff/harvest").body());
        String form = page.select("input[name=csrf]").attr("value");
        HttpResponse<String> added = StaffBrowser.post(
                browser,
                one.url(),
                "/staff/harvest/sources",
                Map.of("csrf", form, "name", "there", "url", "http://127.0.0.1:1/oai", "schedule", "every day"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
        assertThat(other.sources().list()).hasSize(1);

        assertThat(StaffBrowser.post(browser, one.url(), "/staff/logout", Map.of("csrf", form))
                        .statusCode())
                .isEqualTo(303);
        assertThat(StaffBrowser.get(browser, other.url() + "/staff/").statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void aNewNodeIsReadyWhenItsIndexesAreAsNewAsTheRecordsUntilItLeaves() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Registry fresh = node("fresh", Map.of("registry.http.drain-time", "3 seconds"))) {
            RawHttp http = http(fresh);
            await().atMost(LIMIT).until(() -> http.get("/health/ready").status() == 200);
            assertThat(Jsoup.parse(http.get("/search?q=hubble").text()).select("main a[href^=/resource/]"))
                    .isNotEmpty();

            Future<?> leaving = threads.submit(fresh::close);
            await().atMost(LIMIT).until(() -> http.get("/health/ready").status() == 503);
            assertThat(http.get("/health/ready").text()).contains("being stopped");
            assertThat(http.get("/oai?verb=Identify").status()).isEqualTo(200);
            leaving.get();
        } finally {
            threads.shutdownNow();
        }
    }
}
