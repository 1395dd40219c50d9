package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.server.Registry;
import java.io.ByteArrayInputStream;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.ByteArrayDataSource;
import uk.ac.starlink.votable.VOTableBuilder;

/** Search by place, time and spectrum, orders, cursors, formats and the front page, over HTTP, on a registry with the example records. */
class SearchFormatsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Registry registry;
    private static HttpServer names;
    private static final AtomicInteger NAMES_ASKED = new AtomicInteger();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() throws Exception {
        names = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        names.createContext("/sesame/", exchange -> {
            NAMES_ASKED.incrementAndGet();
            boolean known = exchange.getRequestURI().getPath().endsWith("/M 101");
            byte[] answer = ("<Sesame><Target>"
                            + (known ? "<Resolver><jradeg>210.802</jradeg><jdedeg>+54.349</jdedeg></Resolver>" : "")
                            + "</Target></Sesame>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        names.start();
        registry = TestRegistry.start(
                folder.resolve("data"),
                "registry.search.resolver",
                "http://127.0.0.1:" + names.getAddress().getPort() + "/sesame/");
        registry.loadExamples("mast");
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
        names.stop(0);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(registry.url() + path)).timeout(LIMIT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String q(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static long total(String json) {
        return number(json, "total");
    }

    private static long number(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\" ?: ?(\\d+)").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static List<String> ivoids(String json) {
        Matcher matcher = Pattern.compile("\"ivoid\" ?: ?\"([^\"]+)\"").matcher(json);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void placesNarrowDownAndThoseThatDoNotSayAreCountedApart() throws Exception {
        long all = total(get("/api/search?q=").body());
        String place = "/api/search?q=&rows=500&pos=" + q("14:03:12.5 +54:20:56") + "&radius=0.2";
        String matching = get(place).body();
        String withUnknown = get(place + "&unknown=yes").body();
        long unknown = number(matching, "unknownCoverage");
        assertThat(total(matching)).isPositive().isLessThan(all);
        assertThat(unknown).isPositive();
        assertThat(total(withUnknown)).isEqualTo(total(matching) + unknown).isLessThanOrEqualTo(all);
        assertThat(ivoids(withUnknown)).containsAll(ivoids(matching));
        String byName =
                get("/api/search?q=&rows=500&pos=" + q("M 101") + "&radius=0.2").body();
        assertThat(total(byName)).isEqualTo(total(matching));
        int asked = NAMES_ASKED.get();
        assertThat(get("/api/search?q=&rows=1&pos=" + q("M 101") + "&radius=0.2")
                        .body())
                .contains("\"total\"");
        assertThat(NAMES_ASKED)
                .as("times that the service of names was asked for the same object")
                .hasValue(asked);
        String byRegion = get("/api/search?q=&rows=500&region=" + q("CIRCLE 210.802 54.349 0.2"))
                .body();
        assertThat(total(byRegion)).isEqualTo(total(matching));
    }

    @Test
    void timeAndSpectrumNarrowDown() throws Exception {
        long all = total(get("/api/search?q=").body());
        long recent = total(get("/api/search?q=&time=" + q("2015..")).body());
        long early = total(get("/api/search?q=&time=" + q("1980")).body());
        assertThat(recent).isPositive().isLessThan(all);
        assertThat(early).isPositive().isLessThan(all);
        long ultraviolet =
                total(get("/api/search?q=&spectrum=" + q("150-200 nm")).body());
        long both = total(get("/api/search?q=&spectrum=" + q("150-200 nm") + "&time=" + q("2015.."))
                .body());
        assertThat(ultraviolet).isPositive().isLessThan(all);
        assertThat(both).isPositive().isLessThanOrEqualTo(Math.min(ultraviolet, recent));
        assertThat(total(get("/api/search?q=kepler&time=" + q("2010")).body()))
                .isPositive()
                .isLessThan(all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            pos=nowhere ~ pos ~ No object is known
            pos=10+20&radius=big ~ radius ~ between 0 and 180
            region=SQUARE+1 ~ region ~ SQUARE
            pos=10+20&region=6/1 ~ region ~ not both
            time=yesterday ~ time ~ is no time
            spectrum=blue ~ spectrum ~ is no part
            """)
    void mistakesAreShownWhereTheyWereMade(String query, String field, String words) throws Exception {
        HttpResponse<String> api = get("/api/search?" + query);
        assertThat(api.statusCode()).isEqualTo(400);
        assertThat(api.body()).contains(field).contains(words);
        HttpResponse<String> page = get("/search?" + query, "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(400);
        Document html = Jsoup.parse(page.body());
        assertThat(html.selectFirst("#" + field + "-mistake").text()).contains(words);
        assertThat(html.selectFirst("#" + field).attr("aria-invalid")).isEqualTo("true");
        assertThat(html.select("ol.hits > li")).isEmpty();
    }

    @Test
    void thePageKeepsWhatWasTypedInItsLinks() throws Exception {
        String address =
                "/search?q=survey&pos=" + q("210.8 54.3") + "&radius=1&sort=title&type=" + q("vs:CatalogService");
        Document page = Jsoup.parse(get(address, "Accept", "text/html").body(), registry.url());
        assertThat(page.selectFirst("#pos").val()).isEqualTo("210.8 54.3");
        assertThat(page.selectFirst("details.coverage").hasAttr("open")).isTrue();
        for (String link : page.select("p.choices a").eachAttr("href")) {
            assertThat(link).contains("q=survey", "pos=210.8", "radius=1", "type=");
            assertThat(get(link).statusCode()).as(link).isEqualTo(200);
        }
        assertThat(page.select("input[type=hidden][name=type]").val()).isEqualTo("vs:CatalogService");
    }

    @Test
    void ordersAndCursorsLeaveNothingOutAndRepeatNothing() throws Exception {
        List<String> seen = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        String cursor = "*";
        while (cursor != null) {
            String page =
                    get("/api/search?q=&sort=title&rows=7&cursor=" + q(cursor)).body();
            seen.addAll(ivoids(page));
            Matcher title = Pattern.compile("\"title\" ?: ?\"([^\"]*)\"").matcher(page);
            while (title.find()) {
                titles.add(title.group(1)
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", " ")
                        .strip());
            }
            Matcher next = Pattern.compile("\"nextCursor\" ?: ?\"([^\"]+)\"").matcher(page);
            cursor = next.find() ? next.group(1) : null;
        }
        assertThat(seen).hasSize((int) total(get("/api/search?q=").body())).doesNotHaveDuplicates();
        assertThat(titles).isSorted();
        assertThat(get("/api/search?q=&cursor=nonsense").statusCode()).isEqualTo(400);
        assertThat(get("/api/search?q=&cursor=*&start=3").statusCode()).isEqualTo(400);
        assertThat(get("/api/search?q=&sort=size").statusCode()).isEqualTo(400);
    }

    @Test
    void resultsAsVotableAndCsvAreWhole() throws Exception {
        long total = total(get("/api/search?q=hubble").body());
        StarTable votable = new VOTableBuilder()
                .makeStarTable(
                        new ByteArrayDataSource(
                                "results",
                                get("/search?q=hubble&rows=1&format=votable")
                                        .body()
                                        .getBytes(StandardCharsets.UTF_8)),
                        false,
                        StoragePolicy.PREFER_MEMORY);
        assertThat(votable.getRowCount()).isEqualTo(total);
        assertThat(votable.getColumnInfo(0).getName()).isEqualTo("ivoid");
        assertThat(votable.getCell(0, 0))
                .isEqualTo(ivoids(get("/api/search?q=hubble&rows=1").body()).get(0));
        HttpResponse<String> csv = get("/search?q=hubble", "Accept", "text/csv");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=utf-8");
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("resources.csv");
        assertThat(csv.body().lines().findFirst().orElseThrow()).startsWith("ivoid,res_type,short_name,res_title");
    }

    @Test
    void filesHaveNothingButWhatWasTyped() throws Exception {
        assertThat(get("/api/search?q=hubbel").body()).contains("\"correction\"");
        assertThat(get("/search?q=hubbel&format=csv").body().lines()).hasSize(1);
        assertThat(get("/search?q=hubbel&format=xml").body()).contains("numberReturned=\"0\" more=\"false\"");
        assertThat(get("/search?q=hubbel&format=bibtex").body()).isEmpty();
    }

    @Test
    void resultsAsDocumentsCitationsAndFeed() throws Exception {
        long total = total(get("/api/search?q=hubble").body());
        Document xml = Jsoup.parse(get("/search?q=hubble&format=xml").body(), Parser.xmlParser());
        assertThat(xml.select("ri|VOResources > ri|Resource")).hasSize((int) total);
        assertThat(xml.selectFirst("ri|VOResources").attr("numberReturned")).isEqualTo(Long.toString(total));
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        get("/search?q=hubble&format=xml").body().getBytes(StandardCharsets.UTF_8)));
        assertThat(get("/search?q=hubble&format=bibtex").body().split("@misc\\{", -1))
                .hasSize((int) total + 1);
        Document atom = Jsoup.parse(get("/search?q=hubble&format=atom").body(), Parser.xmlParser());
        assertThat(atom.selectFirst("feed").attr("xmlns")).isEqualTo("http://www.w3.org/2005/Atom");
        List<String> updated = atom.select("entry > updated").eachText();
        assertThat(updated)
                .hasSize((int) Math.min(100, total))
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(atom.select("feed > link[rel=self]").attr("href")).endsWith("/search?q=hubble&format=atom");
        for (String link : atom.select("entry > link").eachAttr("href")) {
            assertThat(link).startsWith(registry.url() + "/resource/");
        }
        assertThat(get("/search?q=hubble&format=papyrus").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-votable+xml", "application/atom+xml", "text/html"})
    void formatsAreNegotiated(String type) throws Exception {
        assertThat(get("/search?q=hubble", "Accept", type)
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith(type);
    }

    @Test
    void theFrontPageTellsWhatThereIs() throws Exception {
        HttpResponse<String> answer = get("/", "Accept", "text/html");
        assertThat(answer.body().length()).isLessThan(100_000);
        Document page = Jsoup.parse(answer.body(), registry.url());
        assertThat(page.select("form label").text())
                .contains(Long.toString(total(get("/api/search?q=").body())));
        assertThat(page.select("table.tally")).hasSize(3);
        assertThat(page.select("svg.sky path.sky-shade")).isNotEmpty();
        List<String> links = page.select("main a").eachAttr("href");
        assertThat(links).hasSizeGreaterThan(15);
        for (String link : links) {
            assertThat(get(link).statusCode()).as(link).isEqualTo(200);
        }
        for (Element bar : page.select("table.tally tr")) {
            String link = bar.selectFirst("a").attr("href");
            assertThat(total(get(link.replace("/search?", "/api/search?")).body()))
                    .as(link)
                    .isEqualTo(Long.parseLong(bar.selectFirst(".number").text().replace(",", "")));
        }
    }
}
