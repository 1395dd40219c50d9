package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OAI-PMH as people see it who open its addresses in a browser. */
class OaiPagesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CHROME =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";

    @TempDir
    static Path folder;

    private static Registry registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() {
        registry = TestRegistry.start(folder, "registry.oai.page-size", 30);
        registry.loadExamples("mast");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private HttpResponse<String> get(String address, String accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(registry.url()).resolve(address))
                .timeout(LIMIT);
        if (accept != null) {
            request.header("Accept", accept);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private Document page(String address) throws Exception {
        HttpResponse<String> answer = get(address, CHROME);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.headers().allValues("Vary"))
                .anyMatch(v -> v.toLowerCase().contains("accept"));
        return Jsoup.parse(answer.body(), registry.url() + address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "text/xml",
                "application/xml, text/html;q=0.5",
                "application/xml,*/*;q=0.5",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", // Java's own client
                "text/html, image/gif, image/jpeg, */*; q=0.2",
            })
    void programsGetXml(String accept) throws Exception {
        HttpResponse<String> answer = get("/oai?verb=Identify", accept);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml;charset=utf-8");
        assertThat(answer.headers().allValues("Vary"))
                .anyMatch(v -> v.toLowerCase().contains("accept"));
        assertThat(answer.body()).startsWith("<?xml").doesNotContain("xml-stylesheet");
    }

    @Test
    void programsThatNameNothingGetXml() throws Exception {
        assertThat(get("/oai?verb=Identify", null).body()).startsWith("<?xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                CHROME,
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/html, text/*;q=0.5, image/*",
            })
    void browsersGetAPage(String accept) throws Exception {
        assertThat(get("/oai?verb=Identify", accept).body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void everyPageIsReachedByLinksAndNoneLeadsToAnError() throws Exception {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("/oai?verb=Identify"));
        Set<String> verbs = new HashSet<>();
        Set<String> identifiers = new HashSet<>();
        while (!open.isEmpty()) {
            String address = open.pop();
            Document page = page(address);
            verbs.add(page.select("h1").text());
            // "the last 30 days" and such may be empty; nothing else
            assertThat(page.select(".notice code").eachText())
                    .as(address)
                    .allMatch(code -> code.equals("noRecordsMatch") && address.contains("from="));
            for (Element link : page.select("main a[href^=/oai]")) {
                String next = link.attr("href");
                if (next.contains("identifier=")) {
                    identifiers.add(next);
                    if (identifiers.size() > 40) {
                        continue; // as good as the others
                    }
                }
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        assertThat(verbs)
                .containsExactlyInAnyOrder(
                        "Identify", "ListSets", "ListMetadataFormats", "ListIdentifiers", "ListRecords", "GetRecord");
        assertThat(seen).anyMatch(a -> a.contains("resumptionToken=")).anyMatch(a -> a.contains("set=type_"));
        assertThat(identifiers).hasSizeGreaterThan(85);
    }

    @Test
    void listTellsWhereItStandsAndLeadsOn() throws Exception {
        Document first = page("/oai?verb=ListRecords&metadataPrefix=oai_dc");
        assertThat(first.select(".summary").text()).startsWith("1 to 30 of 85 records");
        assertThat(first.select(".oai-record h2")).hasSize(30);
        Document second = page(first.select("a[rel=next]").attr("href"));
        assertThat(second.select(".summary").text()).startsWith("31 to 60 of 85 records");
        Document third = page(second.select("a[rel=next]").attr("href"));
        assertThat(third.select(".summary").text()).startsWith("61 to 85 of 85 records");
        assertThat(third.select("a[rel=next]")).isEmpty();
    }

    @Test
    void recordLinksToItsResourceAndItsFormats() throws Exception {
        Document page = page("/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=ivo://archive.stsci.edu/hst");
        assertThat(page.select("pre code").text()).startsWith("<oai_dc:dc");
        assertThat(page(page.select("main a:containsOwn(formats)").attr("href"))
                        .select("tbody th a[href*=identifier]")
                        .eachText())
                .containsExactly("ivo_vor", "oai_dc", "oai_datacite");
        assertThat(get(page.select("main a[href^=/resource]").attr("href"), CHROME)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void errorsAreToldInWordsAndWithoutScripts() throws Exception {
        Document page = page("/oai?verb=Nothing%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(page.select(".notice").text()).contains("badVerb", "Nothing<script>");
        assertThat(page.select("script")).isEmpty();
        assertThat(page("/oai").text()).contains("OAI-PMH 2.0");
    }
}
