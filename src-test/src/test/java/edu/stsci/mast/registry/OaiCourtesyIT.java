package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How OAI-PMH treats many and returning clients: limits, conditional requests, pages by bytes. */
class OaiCourtesyIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String LIST = "/oai?verb=ListRecords&metadataPrefix=ivo_vor";
    private static final String HST =
            "/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/hst";
    /** More than all buffers between server and client hold. */
    private static final int LARGE = 24 << 20;

    @TempDir
    static Path folder;

    private static Registry registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() {
        registry = TestRegistry.start(
                folder,
                "registry.oai.concurrent-lists",
                1,
                "registry.oai.retry-after",
                "7 seconds",
                "registry.oai.page-bytes",
                "256 KiB");
        registry.loadExamples("mast");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(registry.url() + path)).timeout(LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static void save(String from, String to, String title) throws Exception {
        String document = new String(
                registry.storage()
                        .masterCopy()
                        .find(Ivoid.of(from))
                        .orElseThrow()
                        .document(),
                StandardCharsets.UTF_8);
        String changed = document.replace("<identifier>" + from + "<", "<identifier>" + to + "<")
                .replaceFirst("<title>[^<]*<", "<title>" + title + "<");
        registry.save(
                List.of(new DocumentNormaliser(SchemaValidator.shared())
                        .normalise(changed.getBytes(StandardCharsets.UTF_8))),
                "a test");
    }

    /** What is saved next has another datestamp than all before it, and so comes first in a list from its datestamp. */
    private static void beginASecondOfItsOwn() {
        Instant before = Instant.now();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).isAfter(before));
    }

    // OAI-PMH 2.0, section 3.1.2.2: 503 with Retry-After.
    @Test
    void listsBeyondTheLimitAreToldWhenToComeAgain() throws Exception {
        beginASecondOfItsOwn();
        save("ivo://archive.stsci.edu/hst", "ivo://archive.stsci.edu/large", "x".repeat(LARGE));
        String large = LIST + "&from="
                + registry.storage()
                        .masterCopy()
                        .find(Ivoid.of("ivo://archive.stsci.edu/large"))
                        .orElseThrow()
                        .datestamp();
        URI server = URI.create(registry.url());
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(64 << 10); // given a size, the system does not make it larger
            slow.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) LIMIT.toMillis());
            slow.setSoTimeout((int) LIMIT.toMillis());
            slow.getOutputStream()
                    .write(("GET " + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo('H'); // the answer has begun, and will not end unread

            HttpResponse<String> refused = get(LIST);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("7");
            assertThat(refused.body()).contains("7 seconds");
            assertThat(get("/oai?verb=ListIdentifiers&metadataPrefix=ivo_vor").statusCode())
                    .isEqualTo(503);
            assertThat(get("/oai?verb=Identify").statusCode()).isEqualTo(200);
            assertThat(get(HST).statusCode()).isEqualTo(200);
        }
        // the slow client has gone away, and with it the list
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(get(LIST).statusCode()).isEqualTo(200));
    }

    @Test
    void requestsThatFailOrAskForHeadersOnlyLeaveNoListBehind() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpRequest head = HttpRequest.newBuilder(URI.create(registry.url() + LIST))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .timeout(LIMIT)
                    .build();
            assertThat(http.send(head, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            assertThat(get("/oai?verb=ListRecords").body()).contains("badArgument");
            assertThat(get(LIST, "Accept", "text/html").statusCode()).isEqualTo(200);
        }
    }

    // RFC 9110, section 13.1.2.
    @Test
    void whatTheClientHasAlreadyIsNotSentAgain() throws Exception {
        for (String path : List.of(
                HST,
                "/oai?verb=Identify",
                "/oai?verb=ListSets",
                "/oai?verb=ListMetadataFormats",
                "/resource/archive.stsci.edu/hst?format=xml")) {
            HttpResponse<String> first = get(path);
            String tag = first.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> second = get(path, "If-None-Match", tag);
            assertThat(second.statusCode()).as(path).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(second.headers().firstValue("ETag")).contains(tag);
            assertThat(get(path, "If-None-Match", "W/\"other\"").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void recordThatHasChangedIsSentAgain() throws Exception {
        String path = "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=ivo://archive.stsci.edu/changing";
        save("ivo://archive.stsci.edu/hst", "ivo://archive.stsci.edu/changing", "Before");
        String tag = get(path).headers().firstValue("ETag").orElseThrow();
        save("ivo://archive.stsci.edu/changing", "ivo://archive.stsci.edu/changing", "After");

        HttpResponse<String> answer = get(path, "If-None-Match", tag);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("After");
    }

    @Test
    void listsAndErrorsAreNeverHeldBack() throws Exception {
        for (String path : List.of(LIST + "&set=ivo_managed&until=2000-01-01", "/oai?verb=Nothing")) {
            assertThat(get(path).headers().firstValue("ETag")).isEmpty();
            assertThat(get(path, "If-None-Match", "*").statusCode()).isEqualTo(200);
        }
        assertThat(get("/oai?verb=Identify").headers().firstValue("Cache-Control"))
                .contains("no-cache");
    }

    @Test
    void pagesEndWhereTheSettingSays() throws Exception {
        HttpResponse<String> first = get(LIST + "&set=type_vs.CatalogService");
        assertThat(first.body().length()).isBetween(64 << 10, 512 << 10);
        assertThat(first.body()).containsPattern("<resumptionToken completeListSize=\"\\d+\" cursor=\"0\">[\\w-]+<");
    }
}
