package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.harvester.HarvestProgress;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.StopSignal;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers that operators see, over HTTP. */
class MetricsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Registry registry;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"), "registry.metrics.every", "200 ms");
        registry.loadExamples("mast");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
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
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String metrics() throws Exception {
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        return answer.body();
    }

    /** The value of the line that begins so; 0 when there is none, as Prometheus takes it. */
    private double value(String begin) throws Exception {
        Matcher line = Pattern.compile("^" + Pattern.quote(begin) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    @Test
    void requestsAreCountedByProtocolVerbAndOutcome() throws Exception {
        String identify = "registry_requests_seconds_count{outcome=\"ok\",protocol=\"oai\",verb=\"Identify\"}";
        String missing = "registry_requests_seconds_count{outcome=\"refused\",protocol=\"page\",verb=\"record\"}";
        double before = value(identify);
        double missingBefore = value(missing);
        assertThat(get("/oai?verb=Identify").statusCode()).isEqualTo(200);
        HttpResponse<String> posted = http.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/oai"))
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("verb=Identify"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(get("/resource/archive.stsci.edu/nothing-here").statusCode()).isEqualTo(404);
        // A request is counted after its last byte was sent.
        await().atMost(LIMIT).until(() -> value(identify) == before + 2);
        await().atMost(LIMIT).until(() -> value(missing) == missingBefore + 1);
        assertThat(metrics())
                .contains("registry_requests_seconds_bucket{outcome=\"ok\",protocol=\"oai\",verb=\"Identify\",le=");
    }

    @Test
    void recordsAndIndexesAreTold() throws Exception {
        await().atMost(LIMIT).until(() -> value("registry_records{registry=\"managed\",state=\"active\"}") >= 10);
        assertThat(value("registry_index_lag_changes{index=\"solr\"}")).isZero();
        assertThat(value("registry_index_lag_changes{index=\"regtap\"}")).isZero();
        assertThat(value("registry_index_position{index=\"solr\"}")).isPositive();
        assertThat(metrics())
                .contains("hikaricp_connections_active{pool=\"master-copy\"}")
                .contains("jvm_memory_used_bytes{");
    }

    /** A dashboard that asks for numbers which there are not shows nothing, and nobody learns why. */
    @Test
    void theDashboardAsksForNumbersThatThereAre() throws Exception {
        HarvestSource nobody = registry.sources().add(NewSource.at("http://127.0.0.1:9/oai"));
        StopSignal stopped = new StopSignal();
        stopped.stop("Nobody answers there");
        registry.harvesting().harvester().harvest(nobody, false, stopped, HarvestProgress.NONE);
        assertThat(metrics()).containsPattern("registry_harvest_seconds_count\\{[^}]*outcome=\"failed\"[^}]*} 1");
        get("/api/search?q=hubble");
        get("/tap/sync?LANG=ADQL&QUERY=SELECT%20ivoid%20FROM%20rr.resource");
        Set<String> asked = new TreeSet<>();
        for (String page : List.of("grafana-dashboard.json", "operating.md")) {
            Matcher name = Pattern.compile("\\b(registry|hikaricp|jvm|process)_[a-z_]*[a-z]\\b")
                    .matcher(Files.readString(Path.of("../docs", page)));
            while (name.find()) {
                asked.add(name.group());
            }
        }
        assertThat(asked).hasSizeGreaterThan(10);
        // This one needs a harvest that was complete.
        asked.remove("registry_harvest_age_seconds");
        await().atMost(LIMIT).untilAsserted(() -> {
            String all = metrics();
            assertThat(asked).allSatisfy(name -> assertThat(all).containsPattern("(?m)^" + name + "(_count)?[{ ]"));
        });
    }

    @Test
    void everyRequestHasANameThatItsSenderMayChoose() throws Exception {
        assertThat(get("/health", "X-Request-ID", "proxy-17.a").headers().allValues("X-Request-ID"))
                .containsExactly("proxy-17.a");
        String first = get("/health").headers().firstValue("X-Request-ID").orElseThrow();
        String second = get("/health", "X-Request-ID", "not { usable")
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();
        assertThat(first).matches("[0-9a-f]{16}").isNotEqualTo(second);
        assertThat(second).matches("[0-9a-f]{16}");
    }

    @Test
    void numbersAreNotForEverybody() throws Exception {
        HttpResponse<String> refused = get("/metrics", "X-Forwarded-For", "203.0.113.9");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("registry.metrics.readers").doesNotContain("registry_records");
        assertThat(get("/metrics", "X-Forwarded-For", "10.1.2.3").statusCode()).isEqualTo(200);
    }
}
