package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmlunit.assertj3.XmlAssert;

/** The pages of single records over HTTP, with the MAST records and a hostile one. */
class RecordPagesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String HST = "/resource/archive.stsci.edu/hst";

    private static final String HOSTILE = """
            <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0"
                xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0" xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                xmlns:cs="http://www.ivoa.net/xml/ConeSearch/v1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:type="vs:CatalogService" status="active" created="2020-01-01T00:00:00Z" updated="2020-01-01T00:00:00Z">
              <title>&lt;script&gt;alert(1)&lt;/script&gt;</title>
              <shortName>"&gt;&lt;img src=x&gt;</shortName>
              <identifier>ivo://hostile.example/x</identifier>
              <altIdentifier>doi:10.5072/"onclick="alert(1)</altIdentifier>
              <curation>
                <publisher ivo-id="javascript:alert(1)">&lt;b onmouseover=alert(1)&gt;P&lt;/b&gt;</publisher>
                <creator><name>}, @comment{&lt;script&gt;</name></creator>
                <contact><name>&lt;svg onload=alert(1)&gt;</name></contact>
              </curation>
              <content>
                <subject>'"&gt;&lt;script&gt;</subject>
                <description>${7*7} &lt;iframe src="javascript:alert(1)"&gt;&lt;/iframe&gt;</description>
                <source format="bibcode">javascript:alert(1)</source>
                <referenceURL>javascript:alert(document.cookie)</referenceURL>
                <relationship>
                  <relationshipType>&lt;script&gt;IsServedBy</relationshipType>
                  <relatedResource ivo-id="javascript:alert(1)">&lt;script&gt;</relatedResource>
                </relationship>
              </content>
              <rights rightsURI="javascript:alert(1)">&lt;script&gt;</rights>
              <capability xsi:type="cs:ConeSearch" standardID="ivo://ivoa.net/std/ConeSearch">
                <interface xsi:type="vs:ParamHTTP" role="std">
                  <accessURL use="base">data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;</accessURL>
                  <mirrorURL>http://a.test/"onmouseover="alert(1)'&gt;&lt;script&gt;</mirrorURL>
                  <param><name>&lt;script&gt;</name></param>
                </interface>
                <testQuery><ra>1</ra><dec>2</dec><sr>&lt;script&gt;</sr></testQuery>
              </capability>
              <coverage>
                <spatial frame="&lt;script&gt;">3/&lt;script&gt;</spatial>
                <temporal>&lt;script&gt; 1</temporal>
                <waveband>&lt;script&gt;</waveband>
              </coverage>
              <tableset><schema><name>s</name><table><name>"&gt;&lt;script&gt;</name>
                <column><name>&lt;script&gt;</name><ucd>"&gt;&lt;script&gt;</ucd></column></table></schema></tableset>
            </ri:Resource>
            """;

    @TempDir
    static Path folder;

    private static Registry registry;
    private static Registry withoutTap;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"));
        registry.loadExamples("mast");
        try (WriteTransaction transaction = registry.storage().masterCopy().begin(new Provenance("test", "<script>"))) {
            transaction.save(
                    List.of(new DocumentNormaliser(SchemaValidator.shared())
                            .normalise(HOSTILE.getBytes(StandardCharsets.UTF_8))),
                    Origin.harvestedFrom(Ivoid.of("ivo://hostile.example/registry")));
            assertThat(transaction.commit().refusals()).isEmpty();
        }
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
        withoutTap = TestRegistry.start(folder.resolve("without"), "registry.tap.enabled", false);
        withoutTap.loadExamples("mast");
    }

    @AfterAll
    static void stop() {
        withoutTap.close();
        registry.close();
    }

    private HttpResponse<String> get(Registry from, String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(from.url() + path))
                .timeout(LIMIT)
                .header("Accept", accept)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private Document page(String path) throws Exception {
        HttpResponse<String> answer = get(registry, path, "text/html");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Jsoup.parse(answer.body(), registry.url() + path);
    }

    @Test
    void theFirstScreenTellsWhatItIs() throws Exception {
        Document page = page(HST);
        assertThat(page.select("h1").text()).isEqualTo("Hubble Space Telescope observations");
        assertThat(page.select(".meta").first().text()).contains("Data service", "HST", "ivo://archive.stsci.edu/hst");
        assertThat(page.select(".about a[href=/resource/archive.stsci.edu/stsci-arc]")
                        .text())
                .contains("Mikulski Archive");
        assertThat(page.select(".keyfacts").text())
                .contains("Waveband UV, Optical, Infrared", "Sky the whole sky", "Time 1990-04-24 to 2026-04-01");
        assertThat(page.select("a.button").attr("href")).isEqualTo("https://archive.stsci.edu/hst/search.php");
    }

    @Test
    void everyServiceHasItsExample() throws Exception {
        Element cone = page(HST).select(".capability").first();
        assertThat(cone.select("h3").text()).isEqualTo("Catalogue search around a position cone search");
        assertThat(cone.select(".example a").attr("href"))
                .isEqualTo("https://archive.stsci.edu/hst/search.php?RA=53.084&DEC=-27.873&SR=0.1");
        assertThat(cone.select("pre").eachText())
                .anySatisfy(code -> assertThat(code).contains("pyvo.dal.SCSService("))
                .anySatisfy(code -> assertThat(code).startsWith("stilts cone servicetype=cone"));
        assertThat(cone.select("details tbody th code").eachText()).containsExactly("RA", "DEC", "SR");

        Document tap = page("/resource/archive.stsci.edu/caomtap");
        assertThat(tap.select(".capability").last().select("h3").text()).startsWith("About the service itself");
        assertThat(tap.select(".example a").attr("href"))
                .isEqualTo("https://mast.stsci.edu/vo-tap/api/v0.1/caom/sync?REQUEST=doQuery&LANG=ADQL"
                        + "&QUERY=SELECT+TOP+10+*+FROM+ivoa.obscore");
    }

    @Test
    void relationsAreToldFromBothSides() throws Exception {
        assertThat(page(HST)
                        .select("section[aria-labelledby=related] a[href=/resource/archive.stsci.edu/missions/hst]")
                        .text())
                .isEqualTo("Hubble Space Telescope data");
        Document collection = page("/resource/archive.stsci.edu/missions/hst");
        assertThat(collection.select("section[aria-labelledby=related] a").eachAttr("href"))
                .contains("/resource/archive.stsci.edu/hst", "/resource/archive.stsci.edu/caomtap")
                .doesNotHaveDuplicates();

        String told = get(withoutTap, HST, "text/html").body();
        assertThat(told).contains("What other records say of this one cannot be told here at the moment.");
    }

    @Test
    void coverageIsDrawn() throws Exception {
        Document page = page("/resource/archive.stsci.edu/galex");
        assertThat(page.select("svg.sky desc").text()).startsWith("Covers 65.7 % of the sky, 27,113 square degrees.");
        assertThat(page.select("svg.sky path.sky-covered").attr("d")).startsWith("M");
        assertThat(page.select("svg.sky").outerHtml().length()).isLessThan(60_000);
        assertThat(page.select("svg.bars title").eachText()).contains("Coverage in time", "Coverage of the spectrum");
    }

    @Test
    void pagesOfMastAreSmall() throws Exception {
        JsonNode found = new ObjectMapper()
                .readTree(get(registry, "/api/search?rows=100", "application/json")
                        .body());
        assertThat(found.path("hits")).hasSizeGreaterThan(80);
        for (JsonNode hit : found.path("hits")) {
            String path = "/resource/" + hit.path("ivoid").asText().substring("ivo://".length());
            HttpResponse<String> answer = get(registry, path, "text/html");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body().length()).as(path).isLessThan(100_000);
            List<Integer> levels = Jsoup.parse(answer.body()).select("h1, h2, h3, h4").stream()
                    .map(heading -> heading.tagName().charAt(1) - '0')
                    .toList();
            for (int i = 1; i < levels.size(); i++) {
                assertThat(levels.get(i)).as(path + ": headings in order").isLessThanOrEqualTo(levels.get(i - 1) + 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xml, application/xml",
        "json, application/json",
        "votable, application/x-votable+xml",
        "bibtex, application/x-bibtex",
        "datacite, application/vnd.datacite.datacite+xml",
        "html, text/html"
    })
    void formatsAreNamedOrAccepted(String format, String type) throws Exception {
        HttpResponse<String> named = get(registry, HST + "?format=" + format, "*/*");
        HttpResponse<String> accepted = get(registry, HST, type);
        for (HttpResponse<String> answer : List.of(named, accepted)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(type);
            assertThat(String.join(",", answer.headers().allValues("Vary")).toLowerCase())
                    .contains("accept");
        }
        assertThat(named.body()).isEqualTo(accepted.body());
    }

    @Test
    void formatsSayWhatTheRecordSays() throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree(get(registry, HST, "application/json").body());
        assertThat(json.path("title").asText()).isEqualTo("Hubble Space Telescope observations");
        assertThat(json.path("services").path(0).path("kind").asText()).isEqualTo("CONE");
        assertThat(json.path("coverage").path("skyFraction").asDouble()).isEqualTo(1.0);
        assertThat(json.path("tables").path(0).path("tables").path(0).path("columns"))
                .hasSize(18);
        String votable = get(registry, HST + "?format=votable", "*/*").body();
        XmlAssert.assertThat(votable)
                .valueByXPath("count(//*[local-name()='TABLE'][@name='resource' or @name='capability' or"
                        + " @name='interface'])")
                .isEqualTo("3");
        assertThat(votable).contains("<TD>ivo://archive.stsci.edu/hst</TD>");
        HttpResponse<String> bibTex = get(registry, HST + "?format=bibtex", "*/*");
        assertThat(bibTex.body()).startsWith("@misc{archive.stsci.edu:hst,");
        assertThat(bibTex.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"archive.stsci.edu_hst.bib\"");
    }

    @Test
    void unknownFormatsAreRefusedWithTheList() throws Exception {
        HttpResponse<String> answer = get(registry, HST + "?format=pdf", "*/*");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("html, xml, json, votable, bibtex, datacite");
        HttpResponse<String> without = get(withoutTap, HST + "?format=votable", "*/*");
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("html, xml, json, bibtex, datacite").doesNotContain("json, votable");
        assertThat(get(registry, "/resource/archive.stsci.edu/nothing?format=json", "*/*")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aHostileRecordIsShownAsWhatItIs() throws Exception {
        HttpResponse<String> answer = get(registry, "/resource/hostile.example/x", "text/html");
        Document page = Jsoup.parse(answer.body(), registry.url());
        assertThat(page.select("h1").text()).isEqualTo("<script>alert(1)</script>");
        assertThat(page.select("script").eachAttr("src")).containsExactly("/static/record.js");
        assertThat(page.select("script").stream().map(Element::data)).allMatch(String::isEmpty);
        assertThat(page.select("iframe, img[src=x], svg[onload], [style], style"))
                .isEmpty();
        for (Element element : page.getAllElements()) {
            element.attributes().forEach(attribute -> assertThat(attribute.getKey())
                    .as(element.outerHtml())
                    .doesNotStartWith("on"));
            for (String name : List.of("href", "src", "data-url", "action")) {
                assertThat(element.attr(name)).as(element.outerHtml()).matches("|/.*|#.*|https?://.*");
            }
        }
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "connect-src 'self' http://localhost:21012;")
                .doesNotContain("unsafe");
        assertThat(page.select("section[aria-labelledby=record]").text()).contains("Problems found in this record");
        for (String format : List.of("json", "votable", "bibtex", "datacite", "xml")) {
            HttpResponse<String> other = get(registry, "/resource/hostile.example/x?format=" + format, "*/*");
            assertThat(other.statusCode()).as(format).isEqualTo(200);
            assertThat(other.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }
}
