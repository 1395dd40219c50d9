package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** The searches of the former application over HTTP, on a registry with the example records. */
class NvoIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Registry registry;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() throws InterruptedException {
        registry = start("data", Map.of());
        registry.loadExamples("mast");
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
    }

    private static Registry start(String data, Map<String, Object> more) {
        Map<String, Object> settings = TestRegistry.settings(folder.resolve(data), "registry.nvo.most-resources", 5);
        settings.putAll(more);
        return TestRegistry.start(settings);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String parameters(String... pairs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : "&")
                    .append(pairs[i])
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String operation, String... pairs) throws Exception {
        return send(HttpRequest.newBuilder(
                URI.create(registry.url() + "/NVORegInt.asmx/" + operation + "?" + parameters(pairs))));
    }

    /** The rows of an answer, each with the values by the names of its fields. */
    private static List<Map<String, String>> rows(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml;charset=utf-8");
        Document votable = Jsoup.parse(answer.body(), Parser.xmlParser());
        assertThat(votable.selectFirst("VOTABLE").attr("xmlns")).isEqualTo("http://www.ivoa.net/xml/VOTable/v1.1");
        List<String> fields = votable.select("FIELD").eachAttr("ID");
        List<Map<String, String>> rows = new ArrayList<>();
        for (Element row : votable.select("TR")) {
            assertThat(row.select("TD")).hasSameSizeAs(fields);
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                values.put(fields.get(i), row.select("TD").get(i).wholeText());
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<String> identifiers(HttpResponse<String> answer) {
        return rows(answer).stream().map(row -> row.get("identifier")).toList();
    }

    @Test
    void keywordsFindResourcesAsTheFormerApplicationDid() throws Exception {
        List<Map<String, String>> rows = rows(ask("VOTKeyword", "keywords", "hubble spectra", "andkeys", "true"));
        assertThat(rows).isNotEmpty();
        assertThat(rows.get(0).get("title")).isNotEmpty();
        assertThat(rows.get(0).get("tags")).startsWith("#").endsWith("#");
        List<String> both = identifiers(ask("VOTKeyword", "keywords", "galex kepler", "andKeys", "true"));
        List<String> either = identifiers(ask("VOTKeyword", "keywords", "galex kepler", "andKeys", "false"));
        assertThat(either.size()).isGreaterThan(both.size());
    }

    @Test
    void wordsAreNotPutRight() throws Exception {
        assertThat(identifiers(ask("VOTKeyword", "keywords", "hubbel", "andKeys", "true")))
                .isEmpty();
    }

    @Test
    void aFormAsksTheSameAsAnAddress() throws Exception {
        HttpResponse<String> form =
                send(HttpRequest.newBuilder(URI.create(registry.url() + "/NVORegInt.asmx/VOTKeyword"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(parameters("keywords", "galex", "andKeys", "true"))));
        assertThat(identifiers(form))
                .isNotEmpty()
                .isEqualTo(identifiers(ask("VOTKeyword", "keywords", "galex", "andKeys", "true")));
    }

    @Test
    void interfacesStandInListsOrInRowsOfTheirOwn() throws Exception {
        List<Map<String, String>> resources = rows(ask("VOTCapability", "capability", "ConeSearch"));
        assertThat(resources).isNotEmpty().allSatisfy(row -> {
            assertThat(row.get("capabilityClass")).contains("#ConeSearch#");
            int interfaces = row.get("accessURL").split("#", -1).length;
            for (String list : List.of(
                    "capabilityName",
                    "capabilityClass",
                    "capabilityStandardID",
                    "capabilityValidationLevel",
                    "interfaceClass",
                    "interfaceVersion",
                    "interfaceRole",
                    "maxRadius",
                    "maxRecords")) {
                assertThat(row.get(list).split("#", -1)).as(list).hasSize(interfaces);
            }
        });
        List<Map<String, String>> interfaces =
                rows(ask("VOTCapabilityPredOpt", "predicate", "", "capability", "conesearch", "VOTStyleOption", "2"));
        assertThat(interfaces.size()).isGreaterThanOrEqualTo(resources.size());
        assertThat(interfaces)
                .filteredOn(row -> row.get("capabilityClass").equals("ConeSearch")
                        && row.get("interfaceRole").equals("std"))
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row.get("accessURL")).startsWith("http").matches(".*[?&]");
                    assertThat(row.get("resourceID")).isEqualTo(row.get("identifier"));
                    assertThat(row.get("maxRadius"))
                            .satisfiesAnyOf(radius -> assertThat(radius).isEmpty(), radius -> assertThat(
                                            Float.parseFloat(radius))
                                    .isPositive());
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title like '%galex%'",
                "TITLE LIKE '%GALEX%'",
                "[title] like '%Galex%' and identifier like 'ivo://archive.stsci.edu/%'",
                "resource.title like '%galex%' and @updated > '2000-01-01'",
                "(shortName like '%galex%' or content/description like '%galex%') and not xsi_type like '%organisation%'",
                "curation/publisher like '%space telescope%' and title like '%galex%'",
                "publisher like '%' and subject like '%' and title like '%galex%'"
            })
    void predicatesUseTheOldNames(String predicate) throws Exception {
        List<Map<String, String>> rows = rows(ask("VOTPredicate", "predicate", predicate));
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(
                        (row.get("title") + row.get("description") + row.get("shortName")).toLowerCase(Locale.ROOT))
                .contains("galex"));
        assertThat(rows).extracting(row -> row.get("identifier")).doesNotHaveDuplicates();
    }

    @Test
    void capabilityBandAndPredicateNarrowDownTogether() throws Exception {
        List<Map<String, String>> rows = rows(ask(
                "VOTCapBandPredOpt",
                "predicate",
                "title like '%a%'",
                "capability",
                "SimpleImageAccess",
                "waveband",
                "UV",
                "VOTStyleOption",
                "1"));
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.get("capabilityClass")).contains("SimpleImageAccess");
            assertThat(row.get("waveband").toLowerCase(Locale.ROOT)).contains("#uv#");
        });
    }

    @Test
    void whatIsLeftOutIsTold() throws Exception {
        HttpResponse<String> answer = ask("VOTPredicate", "predicate", "");
        assertThat(rows(answer)).hasSize(5);
        assertThat(answer.body()).contains("value=\"OVERFLOW\"");
        assertThat(ask("VOTPredicate", "predicate", "identifier = 'ivo://archive.stsci.edu/nowhere'")
                        .body())
                .doesNotContain("OVERFLOW");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            VOTKeyword ~ keywords=galex ~ 400 ~ andKeys is missing
            VOTKeyword ~ keywords=galex&andKeys=perhaps ~ 400 ~ true or false
            VOTKeyword ~ keywords=+&andKeys=true ~ 400 ~ at least one
            VOTPredOpt ~ predicate=title%3D%27x%27&VOTStyleOption=3 ~ 400 ~ must be 1
            VOTPredicate ~ predicate=colour+like+%27%25red%25%27 ~ 400 ~ colour
            VOTPredicate ~ predicate=title+like+%27x%27%3B+drop+table+resource ~ 400 ~ cannot be understood
            VOTPredicate ~ predicate=title+like+%27x ~ 400 ~ cannot be understood
            VOTNothing ~ a=b ~ 404 ~ VOTCapBandPredOpt
            """)
    void mistakesAreExplained(String operation, String query, int status, String words) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(registry.url() + "/NVORegInt.asmx/" + operation + "?" + query)));
        assertThat(answer.statusCode()).isEqualTo(status);
        Document votable = Jsoup.parse(answer.body(), Parser.xmlParser());
        assertThat(votable.selectFirst("RESOURCE").attr("ID")).isEqualTo("ERROR");
        assertThat(votable.selectFirst("RESOURCE").attr("name")).contains(words);
    }

    @Test
    void aPageListsTheOperationsAndItsExamplesWork() throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(registry.url() + "/NVORegInt.asmx")));
        Document html = Jsoup.parse(page.body(), registry.url());
        List<String> examples = html.select("main a[href*=NVORegInt.asmx/]").eachAttr("abs:href");
        assertThat(examples).hasSize(2);
        for (String example : examples) {
            assertThat(rows(send(HttpRequest.newBuilder(URI.create(example)))))
                    .as(example)
                    .isNotEmpty();
        }
    }

    @Test
    void theInterfaceCanBeSwitchedOff() throws Exception {
        try (Registry without = start("without", Map.of("registry.nvo.enabled", false))) {
            assertThat(send(HttpRequest.newBuilder(
                                    URI.create(without.url() + "/NVORegInt.asmx/VOTKeyword?keywords=a&andKeys=true")))
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
