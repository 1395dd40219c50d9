package edu.stsci.mast.registry.harvester;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okXml;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OaiClientTest {
    private static final OaiClientSettings SETTINGS = new OaiClientSettings(
            "MAST registry test (ivo://archive.stsci.edu/registry)",
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            1 << 20,
            4,
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            3);

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final List<Duration> pauses = new ArrayList<>();
    private final Clock clock = Clock.fixed(Instant.parse("2024-05-01T12:00:00Z"), ZoneOffset.UTC);
    private OaiClient client = client(SETTINGS);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void introducesItselfAndReadsTheAnswer() throws Exception {
        SERVER.stubFor(get(anyUrl()).willReturn(okXml("<a>é</a>")));

        assertThat(fetch()).isEqualTo("<a>é</a>");
        SERVER.verify(getRequestedFor(urlEqualTo("/oai")).withHeader("User-Agent", equalTo(SETTINGS.userAgent())));
    }

    @Test
    void argumentsOfAnyCharactersArriveAsTheyAre() throws Exception {
        String token = "a b+c&d=e/f?g%20h#é\"<|>~*";
        SERVER.stubFor(get(anyUrl()).willReturn(okXml(Xml.page("2024-05-01T12:00:00Z", null))));
        OaiSession session = session();

        session.resume(
                token,
                response -> {
                    response.next();
                    return null;
                },
                broken -> null);

        SERVER.verify(getRequestedFor(anyUrl())
                .withQueryParam("verb", equalTo("ListRecords"))
                .withQueryParam("resumptionToken", equalTo(token)));
    }

    @Test
    void asksForChangesInASet() throws Exception {
        SERVER.stubFor(get(anyUrl()).willReturn(okXml(Xml.page("2024-05-01T12:00:00Z", null))));

        session().listRecords(Optional.of("2024-01-01T00:00:00Z"), "ivo_managed", response -> null, broken -> null);

        SERVER.verify(getRequestedFor(urlEqualTo(
                "/oai?verb=ListRecords&metadataPrefix=ivo_vor&set=ivo_managed&from=2024-01-01T00%3A00%3A00Z")));
    }

    @Test
    void aBaseUrlMayHaveArgumentsOfItsOwn() throws Exception {
        assertThat(OaiSession.uri("http://x.org/oai?reg=1", Map.of("verb", "Identify")))
                .hasToString("http://x.org/oai?reg=1&verb=Identify");
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws Exception {
        failing(1, aResponse().withStatus(503).withHeader("Retry-After", "17"));
        assertThat(fetch()).isEqualTo("<ok/>");

        failing(1, aResponse().withStatus(429).withHeader("Retry-After", "Wed, 01 May 2024 12:01:30 GMT"));
        assertThat(fetch()).isEqualTo("<ok/>");

        assertThat(pauses).containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(90));
    }

    @Test
    void givesUpAServerThatAsksForTooLongAPause() {
        failing(1, aResponse().withStatus(503).withHeader("Retry-After", "86400"));

        assertThatThrownBy(this::fetch)
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("503 Service Unavailable")
                .hasMessageContaining("24 h")
                .hasMessageContaining("10 min");
        assertThat(pauses).isEmpty();
    }

    @Test
    void triesAgainWithGrowingPausesAndGivesUp() throws Exception {
        failing(2, aResponse().withStatus(500));
        assertThat(fetch()).isEqualTo("<ok/>");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));

        failing(4, aResponse().withStatus(502));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("answered 502")
                .hasMessageContaining("4 attempts");
    }

    @Test
    void triesAgainWhenTheConnectionBreaks() throws Exception {
        failing(1, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(fetch()).isEqualTo("<ok/>");

        failing(1, aResponse().withBody("<half").withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        assertThat(fetch()).isEqualTo("<ok/>");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() {
        SERVER.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(404)));

        assertThatThrownBy(this::fetch)
                .isInstanceOf(HarvestException.class)
                .hasMessage(base() + " answered 404 Not Found");
        SERVER.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void aSilentServerIsTriedAgainAndThenGivenUp() {
        OaiClientSettings impatient = withTimes(Duration.ofMillis(100), Duration.ofSeconds(30), 2);
        client = client(impatient);
        SERVER.stubFor(get(anyUrl()).willReturn(okXml("<ok/>").withFixedDelay(20_000)));

        assertThatThrownBy(this::fetch)
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("did not answer in time");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void anAnswerThatTricklesIsGivenUp() {
        client = client(withTimes(Duration.ofSeconds(10), Duration.ofMillis(300), 3));
        SERVER.stubFor(get(anyUrl())
                .willReturn(okXml("<ok>" + "x".repeat(1000) + "</ok>").withChunkedDribbleDelay(1000, 60_000)));

        assertThatThrownBy(this::fetch)
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("did not finish its answer within 300 ms");
        assertThat(pauses).isEmpty();
    }

    @Test
    void readsCompressedAnswersAndBoundsTheirSize() throws Exception {
        // WireMock compresses when the client says that it understands.
        SERVER.stubFor(get(anyUrl()).willReturn(okXml("<a>" + "x".repeat(100_000) + "</a>")));
        assertThat(fetch()).hasSize(100_007);
        SERVER.verify(getRequestedFor(anyUrl()).withHeader("Accept-Encoding", containing("gzip")));

        SERVER.stubFor(get(anyUrl()).willReturn(okXml("<a>" + "x".repeat(2 << 20) + "</a>")));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("more than the 1048576 bytes");
    }

    @Test
    void followsSomeRedirectionsButNotForEver() throws Exception {
        SERVER.stubFor(get(urlEqualTo("/oai")).willReturn(temporaryRedirect("/moved")));
        SERVER.stubFor(get(urlEqualTo("/moved")).willReturn(ok("<ok/>")));
        assertThat(fetch()).isEqualTo("<ok/>");

        SERVER.stubFor(get(urlEqualTo("/moved")).willReturn(temporaryRedirect("/oai")));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(HarvestException.class)
                .hasMessageContaining("did not answer properly");
    }

    @Test
    void stopsInTheMiddleOfARequest() throws Exception {
        StopSignal stop = new StopSignal();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI request = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/oai");
            CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> failure(request, stop, quiet()));
            try (Socket connection = silent.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo('G');
                stop.stop("Enough");

                assertThat(end)
                        .succeedsWithin(4, TimeUnit.SECONDS)
                        .isInstanceOfSatisfying(
                                StoppedException.class, e -> assertThat(e).hasMessage("Enough"));
            }
        }
    }

    @Test
    void stopsInTheMiddleOfAPause() {
        failing(1, aResponse().withStatus(503).withHeader("Retry-After", "500"));
        client.close();
        client = new OaiClient(SETTINGS, clock, Waiter.REAL);
        StopSignal stop = new StopSignal();
        CompletableFuture<Duration> waiting = new CompletableFuture<>();

        CompletableFuture<Throwable> end =
                CompletableFuture.supplyAsync(() -> failure(URI.create(base()), stop, new OaiClient.Listener() {
                    @Override
                    public void sending(URI request, boolean again) {}

                    @Override
                    public void waiting(Duration pause, String why) {
                        waiting.complete(pause);
                    }
                }));
        assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS);
        stop.stop("Enough");

        assertThat(end).succeedsWithin(10, TimeUnit.SECONDS).isInstanceOf(StoppedException.class);
    }

    private static OaiClientSettings withTimes(Duration read, Duration answer, int attempts) {
        return new OaiClientSettings(
                SETTINGS.userAgent(),
                SETTINGS.connectTimeout(),
                read,
                answer,
                1 << 20,
                attempts,
                SETTINGS.firstPause(),
                SETTINGS.longestPause(),
                SETTINGS.redirects());
    }

    /** A server that fails some times and then answers. */
    private static void failing(int times, ResponseDefinitionBuilder how) {
        SERVER.resetAll();
        for (int i = 0; i < times; i++) {
            SERVER.stubFor(get(anyUrl())
                    .inScenario("failing")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "failed " + i)
                    .willReturn(how)
                    .willSetStateTo("failed " + (i + 1)));
        }
        SERVER.stubFor(get(anyUrl())
                .inScenario("failing")
                .whenScenarioStateIs("failed " + times)
                .willReturn(ok("<ok/>")));
    }

    private Throwable failure(URI request, StopSignal stop, OaiClient.Listener listener) {
        try (OaiAnswer answer = client.get(request, stop, listener)) {
            return new AssertionError("It answered " + answer.size() + " bytes");
        } catch (HarvestException e) {
            return e;
        }
    }

    private String fetch() throws HarvestException, IOException {
        try (OaiAnswer answer = client.get(URI.create(base()), new StopSignal(), quiet());
                InputStream stream = answer.stream()) {
            if (!answer.whole()) {
                throw new HarvestException(answer.trouble());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private OaiClient client(OaiClientSettings settings) {
        return new OaiClient(settings, clock, (duration, stop) -> pauses.add(duration));
    }

    private OaiSession session() {
        return new OaiSession(
                client,
                new DocumentNormaliser(SchemaValidator.shared()),
                base(),
                new StopSignal(),
                HarvestProgress.NONE,
                clock);
    }

    private static String base() {
        return SERVER.baseUrl() + "/oai";
    }

    private static OaiClient.Listener quiet() {
        return new OaiClient.Listener() {
            @Override
            public void sending(URI request, boolean again) {}

            @Override
            public void waiting(Duration pause, String why) {}
        };
    }
}
