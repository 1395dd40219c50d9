package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How TAP treats many queries of one sender, and clients that go away. One query of a sender is answered at a time here. */
class TapCourtesyIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Takes much longer than this test may. */
    private static final String ENDLESS =
            "SELECT COUNT(*) FROM rr.res_detail AS a, rr.res_detail AS b, rr.res_detail AS c, rr.res_detail AS d,"
                    + " rr.res_detail AS e WHERE a.cap_index + b.cap_index + c.cap_index + d.cap_index + e.cap_index < 0";

    private static final String SHORT = sync("SELECT TOP 1 ivoid FROM rr.resource");

    @TempDir
    static Path folder;

    private static Registry registry;
    private static RawHttp http;

    @BeforeAll
    static void start() throws InterruptedException {
        registry = TestRegistry.start(
                folder,
                "registry.tap.sync-time",
                "1 hour",
                "registry.tap.sync-per-sender",
                1,
                "registry.tap.async.max-jobs-per-sender",
                3,
                "registry.tap.async.active-per-sender",
                1);
        registry.loadExamples("mast");
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
        http = new RawHttp(URI.create(registry.url()));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String sync(String query) {
        return "/tap/sync?LANG=ADQL&FORMAT=csv&QUERY=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static String from(String sender) {
        return "X-Forwarded-For: " + sender;
    }

    // 'UNION ALL': a row is there at once, and waits in a buffer for those that never come.
    @ParameterizedTest
    @ValueSource(strings = {ENDLESS, "SELECT COUNT(*) FROM rr.resource UNION ALL " + ENDLESS})
    void aClientThatGoesAwayStopsItsQuery(String query) throws Exception {
        for (String target :
                new String[] {sync(query), "/tap?QUERY=" + URLEncoder.encode(query, StandardCharsets.UTF_8)}) {
            try (Socket client = beginAlone(target)) {
                assertThat(client.isClosed()).isFalse();
            }
            await().atMost(LIMIT).until(() -> http.get(SHORT).status() == 200);
        }
    }

    private static Socket begin(String target) throws IOException {
        URI server = URI.create(registry.url());
        Socket client = new Socket("127.0.0.1", server.getPort());
        client.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /** Begins until the query has its sender's only place: one of those by which this looks for it may have had it. */
    private static Socket beginAlone(String target) throws IOException {
        while (true) {
            Socket client = begin(target);
            await().atMost(LIMIT)
                    .until(() -> client.getInputStream().available() > 0
                            || http.get(SHORT).status() == 429);
            if (client.getInputStream().available() == 0) {
                return client;
            }
            client.close();
        }
    }

    @Test
    void whatAClientSendsBeforeItsAnswerHasComeIsKept() throws Exception {
        String slow = "WITH n AS (SELECT a.cap_index FROM rr.res_detail AS a, rr.res_detail AS b, rr.res_detail AS c"
                + " WHERE a.cap_index + b.cap_index < 0 AND c.ivoid = 'ivo://archive.stsci.edu/hst')"
                + " SELECT COUNT(*) AS n FROM n";
        try (Socket client = beginAlone(sync(slow))) {
            client.setSoTimeout((int) LIMIT.toMillis());
            client.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("(?s)HTTP/1.1 200.*n\\s+0.*HTTP/1.1 200.*queryable");
        }
    }

    @Test
    void queriesBeyondASendersShareAreRefused() throws Exception {
        try (Socket client = beginAlone(sync(ENDLESS))) {
            RawHttp.Answer refused = http.get(SHORT);

            assertThat(refused.header("Content-Type")).contains("application/x-votable+xml");
            assertThat(refused.text()).contains("QUERY_STATUS", "answers 1 queries of one sender", "send it as a job");
            // another sender behind the same proxy
            assertThat(http.get(SHORT, from("192.0.2.1")).status()).isEqualTo(200);
            // what the proxy was told by somebody before it does not count
            assertThat(http.get(SHORT, from("192.0.2.9, 127.0.0.1")).status()).isEqualTo(200);
            assertThat(client.isClosed()).isFalse();
        }
        await().atMost(LIMIT).until(() -> http.get(SHORT).status() == 200);
    }

    private static RawHttp.Answer job(String sender, String more) throws IOException {
        return http.send(
                "POST",
                "/tap/async",
                "LANG=ADQL" + more + "&QUERY=" + URLEncoder.encode(ENDLESS, StandardCharsets.UTF_8),
                "Content-Type: application/x-www-form-urlencoded",
                from(sender));
    }

    // UWS 1.1, section 2.2.3.1: 403 for jobs that are not accepted
    @Test
    void jobsBeyondASendersShareAreRefused() throws Exception {
        RawHttp.Answer running = job("192.0.2.2", "&PHASE=RUN");
        assertThat(running.status()).isEqualTo(303);
        RawHttp.Answer second = job("192.0.2.2", "&PHASE=RUN");
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.text()).contains("1 jobs of one sender at a time");
        assertThat(job("192.0.2.2", "").status()).isEqualTo(303);
        assertThat(job("192.0.2.2", "").status()).isEqualTo(303);
        RawHttp.Answer fourth = job("192.0.2.2", "");
        assertThat(fourth.status()).isEqualTo(403);
        assertThat(fourth.text()).contains("keeps 3 jobs of one sender");

        assertThat(job("192.0.2.3", "").status()).isEqualTo(303);
        String address = URI.create(running.header("Location").orElseThrow()).getPath();
        assertThat(http.get(address).text()).doesNotContain("192.0.2.2");
        assertThat(http.send("DELETE", address, null).status()).isEqualTo(303);
        RawHttp.Answer next = job("192.0.2.2", "&PHASE=RUN");
        assertThat(next.status()).isEqualTo(303);
        http.send("DELETE", URI.create(next.header("Location").orElseThrow()).getPath(), null);
    }
}
