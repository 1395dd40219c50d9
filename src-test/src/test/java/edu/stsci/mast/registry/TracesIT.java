package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.server.Registry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans that a collector of OpenTelemetry gets. */
class TracesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static final List<Span> SPANS = new CopyOnWriteArrayList<>();
    private static HttpServer collector;
    private static Registry registry;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceSpansList()
                    .forEach(resource ->
                            resource.getScopeSpansList().forEach(scope -> SPANS.addAll(scope.getSpansList())));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        registry = TestRegistry.start(
                folder.resolve("data"),
                "registry.http.proxies",
                List.of("127.0.0.1"),
                "registry.traces.share",
                1,
                "registry.traces.collector",
                "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
        registry.loadExamples("mast");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
        collector.stop(0);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(registry.url() + path)).timeout(LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Span span(Predicate<Span> wanted) {
        await().atMost(LIMIT).until(() -> SPANS.stream().anyMatch(wanted));
        return SPANS.stream().filter(wanted).findFirst().orElseThrow();
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey(),
                        attribute -> attribute.getValue().hasIntValue()
                                ? Long.toString(attribute.getValue().getIntValue())
                                : attribute.getValue().getStringValue()));
    }

    /** The span of the request that was given this name. */
    private static Span ofRequest(String id) {
        return span(span -> id.equals(attributes(span).get("http.request.id")));
    }

    private static Span childOf(Span parent, String name) {
        return span(span -> span.getParentSpanId().equals(parent.getSpanId())
                && span.getTraceId().equals(parent.getTraceId())
                && span.getName().equals(name));
    }

    @Test
    void aSearchIsASpanOfTheRequestThatAsksForIt() throws Exception {
        assertThat(get("/api/search?q=hubble", "X-Request-ID", "search-1").statusCode())
                .isEqualTo(200);

        Span request = ofRequest("search-1");
        assertThat(request.getName()).isEqualTo("GET api search");
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(attributes(request))
                .containsEntry("http.request.method", "GET")
                .containsEntry("url.path", "/api/search")
                .containsEntry("http.response.status_code", "200");
        assertThat(request.toString()).doesNotContain("hubble");
        assertThat(attributes(childOf(request, "registry.search"))).containsEntry("kind", "search");
    }

    @Test
    void aQueryIsASpanWithItsOutcome() throws Exception {
        String tap = "/tap/sync?LANG=ADQL&QUERY=";
        get(tap + encoded("SELECT TOP 1 ivoid FROM rr.resource"), "X-Request-ID", "query-1");
        get(tap + encoded("SELECT nothing FROM nowhere"), "X-Request-ID", "query-2");

        assertThat(attributes(childOf(ofRequest("query-1"), "registry.query"))).containsEntry("outcome", "ok");
        assertThat(attributes(childOf(ofRequest("query-2"), "registry.query"))).containsEntry("outcome", "bad_request");
        String metrics = get("/metrics").body();
        assertThat(metrics)
                .containsPattern("registry_query_seconds_count\\{[^}]*outcome=\"ok\"[^}]*} [1-9]")
                .containsPattern("registry_query_seconds_count\\{[^}]*outcome=\"bad_request\"[^}]*} [1-9]");
    }

    @Test
    void aProxysTraceIsGoneOnWith() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String parent = "00f067aa0ba902b7";

        get("/search?q=x", "X-Request-ID", "proxied", "traceparent", "00-" + trace + "-" + parent + "-01");
        get(
                "/search?q=x",
                "X-Request-ID",
                "unwanted",
                "traceparent",
                "00-" + trace.replace('4', '5') + "-" + parent + "-00");
        get("/oai?verb=Identify", "X-Request-ID", "later");

        Span span = ofRequest("proxied");
        assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray())).isEqualTo(trace);
        assertThat(HexFormat.of().formatHex(span.getParentSpanId().toByteArray()))
                .isEqualTo(parent);
        assertThat(ofRequest("later").getName()).isEqualTo("GET oai Identify");
        assertThat(SPANS).noneMatch(other -> "unwanted".equals(attributes(other).get("http.request.id")));
    }

    @Test
    void filesAndChecksOfHealthHaveNoSpans() throws Exception {
        get("/health");
        get("/metrics");
        get("/capabilities", "X-Request-ID", "after");

        assertThat(ofRequest("after").getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(SPANS)
                .noneMatch(span -> attributes(span).getOrDefault("url.path", "").matches("/health|/metrics"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
