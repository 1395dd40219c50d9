package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.SearchField;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.content.Examples;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keyword search over HTTP, with the MAST records; and what docs/search.md says of it. */
class SearchIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path DOCUMENTATION = Path.of("../docs/search.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir
    static Path folder;

    private static Registry registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"));
        registry.loadExamples("mast");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private JsonNode search(String query) throws Exception {
        return json("/api/search?q=" + encoded(query));
    }

    private Document page(String query) throws Exception {
        return Jsoup.parse(get("/search?q=" + encoded(query)).body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void theApiTellsWhatWasMeantAndWhetherItWasUsed() throws Exception {
        JsonNode result = search("hubbel");

        assertThat(result.at("/correction/query").asText()).isEqualTo("hubble");
        assertThat(result.at("/correction/used").asBoolean()).isTrue();
        assertThat(result.at("/correction/total").asLong())
                .isEqualTo(result.at("/total").asLong())
                .isPositive();
        assertThat(result.at("/hits/0/ivoid").asText()).isEqualTo("ivo://archive.stsci.edu/hst");
        assertThat(search("hubble").at("/correction").isNull()).isTrue();
    }

    @Test
    void thePageSaysSoAndLinksTheCorrectedQuery() throws Exception {
        Document page = page("hubbel");

        Element notice = page.selectFirst("p.notice");
        assertThat(notice.text()).isEqualTo("Nothing matches hubbel. These are the results for hubble.");
        assertThat(notice.selectFirst("a").attr("href")).isEqualTo("/search?q=hubble");
        assertThat(page.select("ol.hits li")).isNotEmpty();
        assertThat(page.selectFirst("#q").attr("value")).isEqualTo("hubbel");
        assertThat(page("hubble").select("p.notice")).isEmpty();
        assertThat(page("qqqqzzzz").text()).contains("Nothing matches", "for other words");
    }

    @Test
    void anUnknownFieldIsPointedOut() throws Exception {
        assertThat(search("colour:blue").at("/hints/0").asText()).startsWith("There is no field 'colour'");
        assertThat(page("<b>:x colour:blue").selectFirst("p.notice").text())
                .startsWith("There is no field 'colour'")
                .contains("title:, subject:");
    }

    @Test
    void suggestionsComeAsJsonAndAsOptions() throws Exception {
        JsonNode suggestions = json("/api/suggest?q=hub&rows=8").at("/suggestions");
        List<String> options = Jsoup.parse(
                        get("/search/suggestions?q=hub&rows=8").body())
                .select("option")
                .stream()
                .map(option -> option.attr("value"))
                .toList();

        assertThat(suggestions).hasSize(8);
        assertThat(suggestions).extracting(s -> s.at("/text").asText()).containsExactlyElementsOf(options);
        assertThat(suggestions)
                .extracting(s -> s.at("/kind").asText())
                .contains("INSTRUMENT", "SUBJECT", "TITLE")
                .isSubsetOf("INSTRUMENT", "SUBJECT", "SHORT_NAME", "TITLE");
        assertThat(options).contains("hubble space telescope");
        assertThat(json("/api/suggest").at("/suggestions")).isEmpty();
        assertThat(json("/api/suggest?q=hub&rows=0").at("/suggestions")).isEmpty();
        assertThat(get("/api/suggest?q=hub&rows=21").statusCode()).isEqualTo(400);
    }

    @Test
    void anEditShowsInSearchesCorrectionsAndSuggestions() throws Exception {
        Ivoid ivoid = Ivoid.of("ivo://archive.stsci.edu/hlsp/quipu");
        ResourceDocument record = new DocumentNormaliser(SchemaValidator.shared())
                .normalise(new Examples(new DocumentNormaliser(SchemaValidator.shared()))
                        .read("mast").stream()
                                .filter(r -> r.ivoid().toString().endsWith("/hlsp/udf"))
                                .findFirst()
                                .orElseThrow()
                                .toString()
                                .replace("hlsp/udf", "hlsp/quipu")
                                .replace("Hubble Ultra Deep Field", "Quipuqamayoc knots")
                                .getBytes(StandardCharsets.UTF_8));
        registry.save(List.of(record), "a test");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();

        assertThat(search("quipuqamayoc").at("/hits/0/ivoid").asText()).isEqualTo(ivoid.toString());
        assertThat(search("quipuqamayok").at("/correction/query").asText()).isEqualTo("quipuqamayoc");
        assertThat(json("/api/suggest?q=quip").at("/suggestions/0/text").asText())
                .isEqualTo("Quipuqamayoc knots");

        registry.delete(ivoid, "a test");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
        assertThat(search("quipuqamayok").at("/correction").isNull()).isTrue();
        assertThat(json("/api/suggest?q=quip").at("/suggestions")).isEmpty();
    }

    @Test
    void theSearchFieldIsConnectedWithItsSuggestions() throws Exception {
        Document page = page("");
        Element field = page.selectFirst("#q");

        Element list = page.getElementById(field.attr("list"));
        assertThat(list.tagName()).isEqualTo("datalist");
        assertThat(field.attr("hx-target")).isEqualTo("#" + list.id());
        assertThat(get(field.attr("hx-get") + "?q=iue").body()).contains("<option value=\"IUE\">");
        assertThat(get(page.selectFirst("script").attr("src")).statusCode()).isEqualTo(200);
    }

    @Test
    void theDocumentedQueriesFindWhatTheDocumentationSays() throws Exception {
        int checked = 0;
        for (String row : Stream.concat(rows("Type"), rows("Field")).toList()) {
            String[] cells = row.split("(?<!\\\\)\\|");
            boolean field = cells.length == 5;
            List<String> queries = code(cells[field ? 3 : 1]);
            List<String> first = code(cells[cells.length - 1]);
            for (String query : queries) {
                JsonNode result = search(query);
                assertThat(result.at("/total").asInt()).as(query).isPositive();
                assertThat(result.at("/correction").isNull()).as(query).isTrue();
                assertThat(result.at("/hints")).as(query).isEmpty();
                if (!first.isEmpty()) {
                    assertThat(result.at("/hits/0/ivoid").asText()).as(query).isEqualTo(first.get(0));
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(15);
    }

    @Test
    void theDocumentationNamesAllFields() throws Exception {
        assertThat(rows("Field").map(row -> code(row).get(0)))
                .containsExactlyElementsOf(Stream.of(SearchField.values())
                        .map(field -> field.word() + ":")
                        .toList());
    }

    @Test
    void theDocumentedRequestsWorkAndHaveTheDocumentedMembers() throws Exception {
        List<String> members = rows("Member").map(row -> code(row).get(0)).toList();
        List<String> requests = Pattern.compile("(?m)^GET (/\\S+)$")
                .matcher(Files.readString(DOCUMENTATION))
                .results()
                .map(request -> request.group(1))
                .toList();

        assertThat(requests).hasSizeGreaterThan(5);
        for (String request : requests) {
            JsonNode answer = json(request);
            if (request.startsWith("/api/search")) {
                assertThat(answer.fieldNames()).toIterable().as(request).containsExactlyInAnyOrderElementsOf(members);
                assertThat(answer.at("/hits")).as(request).isNotEmpty();
            } else {
                assertThat(answer.at("/suggestions")).as(request).isNotEmpty();
            }
        }
        JsonNode hit = json(requests.get(0)).at("/hits/0");
        String hits =
                rows("Member").filter(row -> row.contains("`hits`")).findFirst().orElseThrow();
        assertThat(hit.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        code(hits).subList(1, code(hits).size()));
    }

    /** The rows of the documentation's table with this first heading. */
    private static Stream<String> rows(String heading) throws Exception {
        Matcher table = Pattern.compile("(?m)^\\| " + heading + " \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)")
                .matcher(Files.readString(DOCUMENTATION));
        assertThat(table.find()).as(heading).isTrue();
        return table.group(1).lines();
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map((MatchResult m) -> m.group(1)).toList();
    }
}
