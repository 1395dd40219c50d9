package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about harvests, their forms and the same in JSON: one registry that harvests a second one, and some that misbehave. */
class HarvestPagesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Registry mast;
    private static Registry observatory;
    private static HarvestSource good;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final List<AutoCloseable> servers = new ArrayList<>();

    private static RegistrySettings settings(String name, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "registry.data",
                folder.resolve(name).toString(),
                "registry.http.port",
                0,
                "registry.http.address",
                "127.0.0.1"));
        settings.putAll(more);
        return RegistrySettings.load(null, Map.of(), settings);
    }

    @BeforeAll
    static void start() {
        mast = Registry.start(settings("mast", Map.of()));
        observatory = Registry.start(settings(
                "observatory",
                Map.of(
                        "registry.identifier",
                        "ivo://observatory.example/registry",
                        "registry.managed-authorities",
                        List.of("observatory.example"),
                        "registry.harvest.enabled",
                        false,
                        "registry.harvest.actions",
                        "off")));
        observatory.loadExamples("observatory");
        good = add("The Observatory", observatory.url() + "/oai");
        harvest(good, true);
    }

    @AfterAll
    static void stop() {
        mast.close();
        observatory.close();
    }

    @AfterEach
    void stopServers() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    /** A source that is never due, so that tests alone say when it is harvested. */
    private static HarvestSource add(String name, String url) {
        HarvestSource source = mast.sources()
                .add(new NewSource(
                        name,
                        url,
                        Optional.empty(),
                        HarvestSource.MANAGED_SET,
                        new Schedule.Cron("0 0 0 1 1 ? 2099"),
                        true,
                        Duration.ZERO,
                        0,
                        Optional.empty(),
                        false));
        mast.scheduler().reconcile();
        return source;
    }

    private static HarvestReport harvest(HarvestSource source, boolean full) {
        long before = mast.harvesting().runs().latest(source.id(), 1).stream()
                .mapToLong(HarvestReport::run)
                .findFirst()
                .orElse(0);
        mast.scheduler().harvestNow(source, full);
        return await().atMost(LIMIT)
                .until(
                        () -> mast.harvesting().runs().latest(source.id(), 1),
                        runs -> !runs.isEmpty()
                                && runs.get(0).run() != before
                                && runs.get(0).ended().isPresent())
                .get(0);
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(mast.url() + address))
                        .timeout(LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private Document page(String address) throws Exception {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        return Jsoup.parse(answer.body(), mast.url() + address);
    }

    private JsonNode json(String address) throws Exception {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> post(String address, Map<String, String> fields, String... headers) throws Exception {
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
    private Document submit(Element form, Map<String, String> typed) throws Exception {
        Map<String, String> fields = new HashMap<>();
        form.select("input[name]").forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        fields.putAll(typed);
        HttpResponse<String> answer =
                post(form.attr("action"), fields, "Origin", mast.url(), "Sec-Fetch-Site", "same-origin");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        URI next = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return page(next.getRawPath() + "?" + next.getRawQuery());
    }

    private static Element form(Document page, String action) {
        return page.select("form[action$=" + action + "]").first();
    }

    private static Map<String, String> facts(Document page) {
        Map<String, String> facts = new HashMap<>();
        page.select("dl.facts dt")
                .forEach(dt -> facts.put(dt.text(), dt.nextElementSibling().text()));
        return facts;
    }

    private static String cell(Element row, String label) {
        return row.select("td[data-label^=" + label + "]").text();
    }

    /** A server that answers Identify and lists like a registry, and the page of records with what the test says. */
    private String server(String registry, Answer records) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/oai", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            String body =
                    switch (query.replaceAll(".*verb=(\\w+).*", "$1")) {
                        case "Identify" -> OaiXml.identify(registry);
                        case "ListSets" -> OaiXml.sets("ivo_managed");
                        default -> records.to(query);
                    };
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        servers.add(() -> {
            server.stop(0);
            threads.shutdownNow();
        });
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/oai";
    }

    @FunctionalInterface
    private interface Answer {
        String to(String query);
    }

    @Test
    void theCountsOfARunAreTheSameOnAllPagesAndInJson() throws Exception {
        HarvestReport report = mast.harvesting().runs().latest(good.id(), 1).get(0);
        assertThat(report.created()).isGreaterThan(5);

        Element row = page("/staff/harvest/" + good.id())
                .select("table.runs tbody tr")
                .first();
        assertThat(row.select("th").text()).startsWith(Long.toString(report.run()));
        assertThat(cell(row, "New")).isEqualTo(Integer.toString(report.created()));
        assertThat(cell(row, "Unchanged")).isEqualTo(Integer.toString(report.unchanged()));
        assertThat(cell(row, "State")).isEqualTo("complete");

        Document run = page(row.select("th a").attr("href"));
        assertThat(run.select(".figures").text()).contains(report.created() + " new", "0 quarantined");
        assertThat(facts(run).get("Asked for")).startsWith("all records in the set ivo_managed");

        JsonNode source = json("/api/harvest/sources/" + good.id());
        assertThat(source.path("health").asText()).isEqualTo("good");
        assertThat(source.path("registry").asText()).isEqualTo("ivo://observatory.example/registry");
        // The registry's own record comes with Identify, too, and before the list.
        int held = report.created() + report.unchanged();
        assertThat(source.path("records").asInt()).isEqualTo(held);
        assertThat(facts(page("/staff/harvest/" + good.id()))).containsEntry("Records held", Integer.toString(held));
        JsonNode inJson =
                json("/api/harvest/sources/" + good.id() + "/runs").path("runs").path(0);
        assertThat(inJson).isEqualTo(json("/api/harvest/runs/" + report.run()));
        assertThat(inJson.path("created").asInt()).isEqualTo(report.created());
        assertThat(inJson.path("requests").asInt()).isEqualTo(report.requests());
    }

    @Test
    void theOverviewShowsEachSourceWithItsHealthAndTrend() throws Exception {
        Document page = page("/staff/harvest");
        Element row = page.select("table.sources tbody tr:has(th a:contains(The Observatory))")
                .first();

        assertThat(row.select("th").text()).contains("ivo://observatory.example/registry", observatory.url() + "/oai");
        assertThat(cell(row, "Health")).startsWith("good");
        assertThat(row.select("svg[role=img]").attr("aria-label"))
                .contains("run", "none of them failed", "Records changed: ");
        JsonNode source = json("/api/harvest/sources/" + good.id());
        assertThat(row.select("svg g")).hasSize(source.path("trend").size());
        assertThat(cell(row, "Records")).isEqualTo(source.path("records").asText());
        assertThat(cell(row, "Last success"))
                .isEqualTo(source.path("lastSuccess").asText().substring(0, 19).replace('T', ' '));
        assertThat(page.select("main a[href^=/], main form").eachAttr("href")).contains("/staff/harvest/anomalies");
        assertThat(get("/static/htmx.js").statusCode()).isEqualTo(200);
    }

    @Test
    void aSourceThatFailsIsShownWithTheReason() throws Exception {
        // Answers, but not as a registry does.
        HarvestSource source = add("Broken", server("ivo://broken.example/registry", query -> "<html><p>Sorry</html>"));
        HarvestReport report = harvest(source, false);

        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        Document overview = page("/staff/harvest");
        Element row = overview.select("table.sources tbody tr:has(th a:contains(Broken))")
                .first();
        assertThat(cell(row, "Health")).startsWith("failing").contains(report.failure());
        assertThat(row.select("svg g.failed")).hasSize(1);
        assertThat(row.select("svg").attr("aria-label")).contains("1 of them failed");
        assertThat(cell(row, "Last success")).isEqualTo("never");
        assertThat(page("/staff/harvest/" + source.id()).select("#live > p").text())
                .contains(report.failure());
        JsonNode json = json("/api/harvest/sources/" + source.id());
        assertThat(json.path("health").asText()).isEqualTo("failing");
        assertThat(json.path("sentence").asText()).contains(report.failure());
        assertThat(json.path("lastSuccess").isNull()).isTrue();
        mast.sources().remove(source.id());
    }

    @Test
    void recordsInQuarantineCanBeRetriedAndDiscarded() throws Exception {
        Map<String, String> records = new HashMap<>();
        // Both belong to an authority that is ours, so that they cannot be taken.
        records.put("ivo://archive.stsci.edu/theirs", "One");
        records.put("ivo://archive.stsci.edu/other", "Two");
        Map<String, String> answers = new HashMap<>();
        HarvestSource source = add("Quarantined", server("ivo://q.example/registry", query -> {
            if (query.contains("verb=GetRecord")) {
                return answers.getOrDefault(
                        query.replaceAll(".*identifier=([^&]*).*", "$1"),
                        OaiXml.error("idDoesNotExist", "never heard of it"));
            }
            return OaiXml.records(
                    "ListRecords", records.keySet().stream().map(OaiXml::item).toArray(String[]::new));
        }));
        assertThat(harvest(source, false).quarantined()).isEqualTo(2);
        String address = "/staff/harvest/" + source.id();

        Document page = page(address);
        assertThat(page.select("#quarantine h3").eachText()).hasSize(2).contains("ivo://archive.stsci.edu/theirs");
        assertThat(page.select("#quarantine article").text()).contains("is ours");
        assertThat(page.select("#quarantine pre").text()).contains("<identifier>ivo://archive.stsci.edu/theirs");
        assertThat(page.select("#live .health").first().text()).isEqualTo("troubled");
        JsonNode inJson = json("/api/harvest/quarantine?source=" + source.id());
        assertThat(inJson.path("total").asInt()).isEqualTo(2);
        assertThat(inJson.path("records").path(0).path("reason").asText()).contains("is ours");

        // It is as it was.
        answers.put(
                "ivo://archive.stsci.edu/theirs",
                OaiXml.records("GetRecord", OaiXml.item("ivo://archive.stsci.edu/theirs")));
        Document refused = submit(retry(page, "ivo://archive.stsci.edu/theirs"), Map.of());
        assertThat(refused.select(".told").text()).contains("still cannot be taken");
        assertThat(refused.select("#quarantine article")).hasSize(2);

        // It was mended: it has another identifier now.
        answers.put(
                "ivo://archive.stsci.edu/theirs", OaiXml.records("GetRecord", OaiXml.item("ivo://q.example/mended")));
        Document taken = submit(retry(page, "ivo://archive.stsci.edu/theirs"), Map.of());
        assertThat(taken.select(".told").text()).contains("could be taken");
        assertThat(taken.select("#quarantine h3").eachText()).containsExactly("ivo://archive.stsci.edu/other");
        assertThat(get("/resource/q.example/mended").statusCode()).isEqualTo(200);

        Document discarded =
                submit(taken.select("#quarantine form[action$=discard]").first(), Map.of());
        assertThat(discarded.select(".told").text()).contains("taken out of quarantine");
        assertThat(discarded.select("#quarantine article")).isEmpty();
        assertThat(json("/api/harvest/quarantine?source=" + source.id())
                        .path("total")
                        .asInt())
                .isZero();

        harvest(source, true);
        Document again = page(address);
        assertThat(again.select("#quarantine article")).hasSize(2);
        answers.clear();
        Document gone = submit(retry(again, "ivo://archive.stsci.edu/other"), Map.of());
        assertThat(gone.select(".told").text()).contains("does not have the record any more");
        assertThat(gone.select("#quarantine article")).hasSize(1);
        mast.sources().remove(source.id());
    }

    private static Element retry(Document page, String identifier) {
        return page.select("#quarantine article:has(h3:contains(" + identifier + ")) form[action$=retry]")
                .first();
    }

    @Test
    void aRunningHarvestIsShownAsFarAsItHasCome() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        HarvestSource source = add("Slow", server("ivo://slow.example/registry", query -> {
            if (!query.contains("resumptionToken")) {
                return OaiXml.page("more", OaiXml.item("ivo://slow.example/a"), OaiXml.item("ivo://slow.example/b"));
            }
            awaitQuietly(goOn);
            return OaiXml.page("", OaiXml.item("ivo://slow.example/c"));
        }));
        String address = "/staff/harvest/" + source.id();
        submit(form(page(address), "/harvest"), Map.of());

        Document page = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").text().contains("2 records so far"));

        assertThat(page.select(".progress .figures").text()).contains("1 pages", "records a second");
        // Without JavaScript the page itself is asked for again, with it a part of it.
        assertThat(page.select("head noscript").html()).contains("http-equiv=\"refresh\"");
        assertThat(page.select("#live").attr("hx-get")).startsWith(address);
        assertThat(page.select("#live").attr("hx-trigger")).isEqualTo("every 2s");
        assertThat(page("/staff/harvest")
                        .select("tr:has(a:contains(Slow)) .running")
                        .text())
                .contains("running");
        JsonNode running = json("/api/harvest/sources/" + source.id()).path("running");
        assertThat(running.path("created").asInt()).isEqualTo(2);
        assertThat(running.path("state").asText()).isEqualTo("RUNNING");

        goOn.countDown();
        Document after = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").isEmpty());
        assertThat(cell(after.select("table.runs tbody tr").first(), "New")).isEqualTo("3");
        assertThat(after.select("head noscript")).isEmpty();
        mast.sources().remove(source.id());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sourcesAreAddedPausedAndRescheduledByForms() throws Exception {
        Document page = submit(
                form(page("/staff/harvest"), "/sources"),
                Map.of("url", "http://127.0.0.1:1/oai?", "name", "By hand", "schedule", "0 0 0 1 1 ? 2098"));
        String address = page.location().replaceAll("^.*(/staff/harvest/\\d+).*$", "$1");
        assertThat(page.select("h1").text()).isEqualTo("By hand");

        Document paused = submit(form(page(address), "/enabled"), Map.of());
        assertThat(paused.select("#live .tag").text()).isEqualTo("paused");
        Document changed = submit(form(paused, "/schedule"), Map.of("schedule", "every 12 hours"));
        assertThat(facts(changed).get("Schedule")).startsWith("every 12 hours");
        assertThat(mast.sources().find("By hand").orElseThrow().schedule())
                .isEqualTo(new Schedule.Every(Duration.ofHours(12)));

        HttpResponse<String> wrong =
                post(address + "/schedule", Map.of("schedule", "now and then"), "Origin", mast.url());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(wrong.body()).select(".notice").text()).contains("'now and then' is not a schedule");
        HttpResponse<String> twice =
                post("/staff/harvest/sources", Map.of("url", "http://127.0.0.1:1/oai"), "Origin", mast.url());
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.body()).contains("has the base URL");
        mast.sources().remove(mast.sources().find("By hand").orElseThrow().id());
    }

    @Test
    void whatOtherSitesOrProxiesSendChangesNothing() throws Exception {
        String enabled = "/staff/harvest/" + good.id() + "/enabled";
        Map<String, String> pause = Map.of("enabled", "false");
        for (String[] headers : new String[][] {
            {},
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"Origin", mast.url(), "Sec-Fetch-Site", "cross-site"},
            {"Origin", mast.url(), "Sec-Fetch-Site", "same-site"},
            {"Origin", mast.url(), "X-Forwarded-For", "192.0.2.7"},
            {"Origin", mast.url(), "Forwarded", "for=192.0.2.7"},
            {"Origin", mast.url(), "Via", "1.1 proxy"},
        }) {
            HttpResponse<String> answer = post(enabled, pause, headers);
            assertThat(answer.statusCode()).as(String.join(" ", headers)).isEqualTo(403);
            assertThat(answer.body()).contains("Nothing was changed");
        }
        HttpResponse<String> noForm = http.send(
                HttpRequest.newBuilder(URI.create(mast.url() + enabled))
                        .header("Origin", mast.url())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"enabled\":false}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(noForm.statusCode()).isEqualTo(415);
        // A name of a stranger that leads to our address, so that his pages and ours have one origin for the browser.
        RawHttp.Answer rebound = new RawHttp(URI.create(mast.url()))
                .exchange(("POST " + enabled + " HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n"
                                + "Connection: close\r\n\r\nenabled=false")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(rebound.status()).isEqualTo(403);
        assertThat(mast.sources().get(good.id()).orElseThrow().enabled()).isTrue();
    }

    @Test
    void formsAreShownOnlyWhereTheyWork() throws Exception {
        assertThat(page("/staff/harvest/" + good.id()).select("form")).isNotEmpty();
        HttpResponse<String> proxied = http.send(
                HttpRequest.newBuilder(URI.create(mast.url() + "/staff/harvest/" + good.id()))
                        .header("X-Forwarded-For", "192.0.2.7")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(Jsoup.parse(proxied.body()).select("main form")).isEmpty();
        assertThat(proxied.body()).contains("Changes can only be made");
        HttpResponse<String> off = http.send(
                HttpRequest.newBuilder(URI.create(observatory.url() + "/staff/harvest"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(off.body()).contains("Changes are switched off").doesNotContain("method=\"post\"");
        assertThat(off.statusCode()).isEqualTo(200);
    }

    @Test
    void whatDoesNotExistIsSaidInAPageAndInJson() throws Exception {
        for (String address : List.of("/staff/harvest/999999", "/staff/harvest/runs/999999")) {
            HttpResponse<String> page = get(address);
            assertThat(page.statusCode()).as(address).isEqualTo(404);
            assertThat(Jsoup.parse(page.body()).select("h1").text()).startsWith("No such");
        }
        for (String address : List.of(
                "/api/harvest/sources/999999",
                "/api/harvest/sources/999999/runs",
                "/api/harvest/runs/999999",
                "/api/harvest/quarantine?source=999999",
                "/api/harvest/nothing")) {
            HttpResponse<String> answer = get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).path("status").asInt()).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).path("error").asText()).isNotBlank();
        }
        HttpResponse<String> wrong = get("/api/harvest/quarantine?limit=many");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(wrong.body()).path("error").asText()).contains("limit", "many");
    }

    @Test
    void theAnomaliesTellTheSharesOfInvalidRecordsByRegistry() throws Exception {
        Document page = page("/staff/harvest/anomalies");
        JsonNode json = json("/api/harvest/anomalies");
        Element row = page.select(".shares tr:has(th:contains(ivo://observatory.example/registry))")
                .first();

        assertThat(cell(row, "Records"))
                .isEqualTo(json("/api/harvest/sources/" + good.id())
                        .path("records")
                        .asText());
        assertThat(cell(row, "Share")).isEqualTo("0 %");
        assertThat(json.path("invalidShares").toString()).contains("ivo://observatory.example/registry");
        assertThat(page.select("h2").eachText()).hasSize(4);
        assertThat(json("/api/harvest/proposals").path("proposals").isArray()).isTrue();
    }

    @Test
    void aHarvestThatHangsCanBeStopped() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        HarvestSource source = add("Hanging", server("ivo://hanging.example/registry", query -> {
            if (!query.contains("resumptionToken")) {
                return OaiXml.page("more", OaiXml.item("ivo://hanging.example/a"));
            }
            awaitQuietly(never);
            return OaiXml.page("");
        }));
        String address = "/staff/harvest/" + source.id();
        submit(form(page(address), "/harvest"), Map.of());
        Document running = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").text().contains("1 records so far"));

        Document stopping = submit(form(running, "/stop"), Map.of());

        assertThat(stopping.select(".told").text()).isEqualTo("The harvest was told to stop.");
        Document stopped = await().atMost(LIMIT)
                .until(() -> page(address), p -> p.select(".progress").isEmpty());
        Element row = stopped.select("table.runs tbody tr").first();
        assertThat(cell(row, "State")).startsWith("failed").contains("stopped by a person");
        assertThat(cell(row, "New")).isEqualTo("1");
        assertThat(get("/resource/hanging.example/a").statusCode()).isEqualTo(200);
        assertThat(submit(form(stopped, "/stop"), Map.of()).select(".told").text())
                .isEqualTo("No harvest of this source was running.");
        never.countDown();
        mast.sources().remove(source.id());
    }

    @Test
    void removalsThatAreTooManyWaitForADecision() throws Exception {
        String[] all = IntStream.range(0, 40)
                .mapToObj(i -> OaiXml.item("ivo://fewer.example/r" + i))
                .toArray(String[]::new);
        String[] fewer = IntStream.range(0, 40)
                .mapToObj(i -> i < 30 ? OaiXml.tombstone("ivo://fewer.example/r" + i) : all[i])
                .toArray(String[]::new);
        AtomicReference<String[]> present = new AtomicReference<>(all);
        HarvestSource source = add(
                "Fewer", server("ivo://fewer.example/registry", query -> OaiXml.records("ListRecords", present.get())));
        String address = "/staff/harvest/" + source.id();
        assertThat(harvest(source, true).created()).isEqualTo(40);
        present.set(fewer);
        assertThat(harvest(source, true).state()).isEqualTo(HarvestReport.State.HELD);

        Document held = page(address);
        assertThat(held.select("#live .health").first().text()).isEqualTo("held");
        assertThat(held.select("#removals h2").text()).endsWith(": 30");
        assertThat(held.select("#removals li")).hasSize(30);
        assertThat(facts(held)).containsEntry("Records held", "41"); // with the registry's own
        assertThat(json("/api/harvest/sources/" + source.id() + "/removals")
                        .path("total")
                        .asInt())
                .isEqualTo(30);
        assertThat(page("/staff/harvest").select("tr:has(a:contains(Fewer))").text())
                .contains("held", "30 removals held");

        Document approved = submit(form(held, "/removals/approve"), Map.of());
        assertThat(approved.select(".told").text()).contains("were approved");
        harvest(source, true);
        Document after = page(address);
        assertThat(after.select("#removals")).isEmpty();
        assertThat(facts(after)).containsEntry("Records held", "11");
        assertThat(get("/resource/fewer.example/r3").statusCode()).isEqualTo(410);
        mast.sources().remove(source.id());
    }

    @Test
    void theCommandListsTheSourcesBesideTheServer() throws Exception {
        RegistryProcess table = RegistryProcess.run(
                folder, "harvest", "--list", "--data", folder.resolve("mast").toString());
        RegistryProcess inJson = RegistryProcess.run(
                folder,
                "harvest",
                "The Observatory",
                "--list",
                "--json",
                "--data",
                folder.resolve("mast").toString());

        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.out()).containsPattern("The Observatory +good +0 0 0 1 1 \\? 2099 +\\d{4}-\\d\\d-\\d\\d ");
        assertThat(inJson.out()).startsWith("{");
        JsonNode source = JSON.readTree(inJson.out()).path("sources").path(0);
        assertThat(source).isEqualTo(json("/api/harvest/sources/" + good.id()));
    }
}
