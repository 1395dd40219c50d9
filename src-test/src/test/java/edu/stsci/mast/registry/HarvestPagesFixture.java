package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that harvests a second one and whatever servers a test makes up, and what a test needs to use its pages as a browser does.
 */
abstract class HarvestPagesFixture {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    static Registry mast;
    static Registry observatory;
    static HarvestSource good;
    /** What the Registry of Registries answers. */
    static final AtomicReference<TestHarvests.Answer> rofrAnswers =
            new AtomicReference<>(query -> OaiXml.error("noRecordsMatch", "none"));

    private static HttpServer rofr;

    /** An administrator's browser. */
    static HttpClient http;

    private final List<AutoCloseable> servers = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        rofr = TestHarvests.listen(query -> rofrAnswers.get().to(query));
        mast = TestRegistry.start(
                folder.resolve("mast"),
                "registry.harvest.registry-of-registries",
                TestHarvests.address(rofr),
                // Tests alone say when it is asked.
                "registry.harvest.discovery-schedule",
                "0 0 0 1 1 ? 2099");
        observatory = TestRegistry.start(
                folder.resolve("observatory"),
                "registry.identifier",
                "ivo://observatory.example/registry",
                "registry.managed-authorities",
                List.of("observatory.example"),
                "registry.harvest.enabled",
                false);
        http = StaffBrowser.signedIn(mast, Role.ADMINISTRATOR);
        observatory.loadExamples("observatory");
        good = add("The Observatory", observatory.url() + "/oai");
        harvest(good, true);
    }

    @AfterAll
    static void stop() {
        mast.close();
        observatory.close();
        rofr.stop(0);
    }

    @AfterEach
    void stopServers() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    static HarvestSource add(String name, String url) {
        return TestHarvests.add(mast, name, url);
    }

    static HarvestReport harvest(HarvestSource source, boolean full) {
        return TestHarvests.harvest(mast, source, full);
    }

    HttpResponse<String> get(String address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(mast.url() + address))
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    Document page(String address) throws Exception {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        return Jsoup.parse(answer.body(), mast.url() + address);
    }

    JsonNode json(String address) throws Exception {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> post(String address, Map<String, String> fields, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(mast.url() + address))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Sends a form as the browser does that shows it; the page that it leads to. */
    Document submit(Element form, Map<String, String> typed) throws Exception {
        Map<String, String> fields = new HashMap<>();
        form.select("input[name]").forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        fields.putAll(typed);
        HttpResponse<String> answer =
                post(form.attr("action"), fields, "Origin", mast.url(), "Sec-Fetch-Site", "same-origin");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        URI next = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return page(next.getRawPath() + "?" + next.getRawQuery());
    }

    static Element form(Document page, String action) {
        return page.select("form[action$=" + action + "]").first();
    }

    static Map<String, String> facts(Document page) {
        Map<String, String> facts = new HashMap<>();
        page.select("dl.facts dt")
                .forEach(dt -> facts.put(dt.text(), dt.nextElementSibling().text()));
        return facts;
    }

    static String cell(Element row, String label) {
        return row.select("td[data-label^=" + label + "]").text();
    }

    /** A server that answers Identify and lists like a registry, and the page of records with what the test says. */
    String server(String registry, TestHarvests.Answer records) throws Exception {
        HttpServer server = TestHarvests.registry(registry, records);
        servers.add(() -> server.stop(0));
        return TestHarvests.address(server);
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
