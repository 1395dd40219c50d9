package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.search.Facet.Bucket;
import edu.stsci.mast.registry.search.Highlight.Part;
import edu.stsci.mast.registry.search.Highlight.Segment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordSearchTest {
    private static final String CONE =
            "<capability standardID=\"ivo://ivoa.net/std/ConeSearch\" xsi:type=\"cs:ConeSearch\"/>";
    private static final String IMAGES =
            "<capability standardID=\"ivo://ivoa.net/std/SIA\" xsi:type=\"sia:SimpleImageAccess\"/>";

    @TempDir
    static Path folder;

    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeAll
    static void index() throws Exception {
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        List<String> records = new ArrayList<>(List.of(
                TestRecords.service(
                        "quasars",
                        "A list of quasars",
                        "Spectra of bright objects.",
                        "QSO",
                        CONE + waveband("Optical")),
                TestRecords.service(
                        "other", "Something else", "Here the quasars are in the description only.", "misc", ""),
                TestRecords.service("galaxy", "The galaxy", "One island.", "misc", IMAGES + waveband("Infrared")),
                TestRecords.service("galaxies", "The galaxies", "Many islands.", "misc", IMAGES + waveband("Radio")),
                TestRecords.service(
                        "ps1", "Pan-STARRS DR1", "Surveys of the northern sky", "surveys", CONE + waveband("Optical")),
                TestRecords.service("catalogs/GSC23", "The GSC2.3 catalogue", "Guide stars", "Stars", CONE),
                TestRecords.service("2mass", "2MASS All-Sky", "Point sources", "Infrared", ""),
                TestRecords.service("k2", "K2 light curves", "Extended mission", "exoplanets", ""),
                TestRecords.service("schroeder", "Schröder’s élan", "Étoiles à Zürich 日本語", "misc", ""),
                TestRecords.service(
                        "columns",
                        "Photometry",
                        "Nothing special",
                        "misc",
                        "<tableset><schema><name>s</name><table><name>s.main</name><column><name>Vmag</name>"
                                + "<description>Johnson visual magnitude</description><ucd>phot.mag;em.opt.V</ucd></column>"
                                + "<column><name>recno</name></column></table></schema></tableset>"),
                TestRecords.service("doi", "With a DOI", "Dataset", "misc", "")
                        .replace(
                                "</identifier>",
                                "</identifier><altIdentifier>doi:10.17909/T9-abcd-EF12</altIdentifier>"),
                TestRecords.service(
                        "doi2", "Cites a dataset", "See https://doi.org/10.17909/T9-abcd-EF12", "misc", "")));
        for (int i = 0; i < 25; i++) {
            records.add(TestRecords.service("page/" + i, "Pulsar timing", "All alike", "pulsars", ""));
        }
        TestRecords.index(store, records);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static String waveband(String... wavebands) {
        StringBuilder coverage = new StringBuilder("<coverage>");
        for (String waveband : wavebands) {
            coverage.append("<waveband>").append(waveband).append("</waveband>");
        }
        return coverage + "</coverage>";
    }

    private static List<String> found(String query) {
        return search.search(SearchRequest.of(query)).hits().stream()
                .map(hit -> hit.ivoid().withoutScheme().substring("test.example/".length()))
                .toList();
    }

    @Test
    void wordsInTheTitleCountMoreThanInTheDescription() {
        assertThat(found("quasars")).containsExactly("quasars", "other");
    }

    @Test
    void wordsAreStemmedAndExactMatchesComeFirst() {
        assertThat(found("galaxy")).containsExactly("galaxy", "galaxies");
        assertThat(found("galaxies")).containsExactly("galaxies", "galaxy");
        assertThat(found("spectrum")).containsExactly("quasars");
        assertThat(found("catalog guide")).containsExactly("catalogs/GSC23");
    }

    @ParameterizedTest
    @CsvSource({
        "Pan-STARRS, ps1",
        "panstarrs, ps1",
        "pan starrs, ps1",
        "PANSTARRS dr1, ps1",
        "GSC2.3, catalogs/GSC23",
        "GSC 2.3, catalogs/GSC23",
        "gsc23, catalogs/GSC23",
        "2MASS, 2mass",
        "2mass all sky, 2mass",
        "K2, k2",
        "K2*, k2",
        "Schroder, schroeder",
        "SCHRÖDER, schroeder",
        "elan, schroeder",
        "zurich etoiles, schroeder",
        "日本語, schroeder",
        "Johnson magnitude, columns",
        "vmag, columns",
        "phot.mag, columns",
        "s.main, columns",
    })
    void namesAreFoundHoweverTheyAreWritten(String query, String path) {
        assertThat(found(query)).containsExactly(path);
    }

    @Test
    void allWordsOfAShortQueryMustOccur() {
        assertThat(found("quasars list")).containsExactly("quasars");
        assertThat(found("quasars pulsar")).isEmpty();
        assertThat(found("the list of quasars")).containsExactly("quasars");
        assertThat(found("quasars list bright objects nonsense")).containsExactly("quasars");
    }

    @Test
    void operatorsAndPhrasesWork() {
        assertThat(found("galaxies OR K2")).containsExactlyInAnyOrder("galaxies", "galaxy", "k2");
        assertThat(found("quasars -description")).containsExactly("quasars");
        assertThat(found("quasars NOT description")).containsExactly("quasars");
        assertThat(found("quasars AND description")).containsExactly("other");
        assertThat(found("misc AND (galaxies OR photometry)"))
                .containsExactlyInAnyOrder("galaxies", "galaxy", "columns");
        assertThat(found("\"northern sky\"")).containsExactly("ps1");
        assertThat(found("\"sky northern\"")).isEmpty();
        assertThat(found("quas*")).containsExactly("quasars", "other");
        assertThat(search.search(SearchRequest.of("-pulsars")).total()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ivo://test.example/catalogs/gsc23",
                "\"ivo://test.example/catalogs/GSC23\"",
                " IVO://TEST.example/catalogs/gsc23/ ",
            })
    void anIvoidFindsItsRecordFirst(String query) {
        assertThat(found(query)).startsWith("catalogs/GSC23");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.17909/t9-abcd-ef12",
                "doi:10.17909/T9-abcd-EF12",
                "https://doi.org/10.17909/T9-abcd-EF12",
                "\"doi:10.17909/T9-abcd-EF12\"",
            })
    void aDoiFindsItsRecordFirst(String query) {
        assertThat(found(query)).containsExactly("doi", "doi2");
    }

    @Test
    void anAuthorityFindsItsRecords() {
        assertThat(search.search(SearchRequest.of("ivo://test.example")).total())
                .isEqualTo(37);
    }

    @Test
    void facetsCountWithoutTheirOwnFilterAndValuesAreAlternatives() {
        SearchResult result = search.search(
                new SearchRequest("", Map.of(FacetField.WAVEBAND, List.of("optical", "radio", "neutrino")), 0, 20));

        assertThat(result.total()).isEqualTo(3);
        assertThat(facet(result, FacetField.WAVEBAND))
                .containsExactly(
                        new Bucket("optical", "Optical", 2),
                        new Bucket("infrared", "Infrared", 1),
                        new Bucket("radio", "Radio", 1),
                        new Bucket("neutrino", "Neutrino", 0));
        assertThat(facet(result, FacetField.STANDARD))
                .containsExactly(
                        new Bucket("Simple Cone Search", "Simple Cone Search", 2),
                        new Bucket("Simple Image Access", "Simple Image Access", 1));
        assertThat(facet(result, FacetField.RESOURCE_TYPE))
                .containsExactly(new Bucket("vs:CatalogService", "Catalog service", 3));
        assertThat(facet(result, FacetField.PUBLISHER))
                .containsExactly(new Bucket("Test Observatory", "Test Observatory", 3));
        assertThat(facet(result, FacetField.CONTENT_LEVEL)).containsExactly(new Bucket("research", "Research", 3));
    }

    @Test
    void filtersOfSeveralFieldsMustAllHold() {
        SearchResult result = search.search(new SearchRequest(
                "",
                Map.of(
                        FacetField.WAVEBAND, List.of("optical"),
                        FacetField.STANDARD, List.of("Simple Image Access")),
                0,
                20));

        assertThat(result.total()).isZero();
        assertThat(facet(result, FacetField.WAVEBAND)).contains(new Bucket("infrared", "Infrared", 1));
    }

    private static List<Bucket> facet(SearchResult result, FacetField field) {
        assertThat(result.facets()).extracting(Facet::field).containsExactly(FacetField.values());
        return result.facets().get(field.ordinal()).buckets();
    }

    @Test
    void matchesAreMarkedInSegments() {
        Hit hit = search.search(SearchRequest.of("quasar spectra")).hits().get(0);
        assertThat(hit.highlights())
                .contains(
                        new Highlight(
                                Part.TITLE, List.of(new Segment("A list of ", false), new Segment("quasars", true))),
                        new Highlight(
                                Part.DESCRIPTION,
                                List.of(new Segment("Spectra", true), new Segment(" of bright objects.", false))));

        Hit columns = search.search(SearchRequest.of("magnitude")).hits().get(0);
        assertThat(columns.highlights())
                .containsExactly(new Highlight(
                        Part.COLUMN,
                        List.of(new Segment("Vmag: Johnson visual ", false), new Segment("magnitude", true))));
    }

    @Test
    void pagesFollowOneAnotherWithoutGaps() {
        List<String> all = new ArrayList<>();
        for (int start = 0; start < 28; start += 7) {
            SearchResult page = search.search(new SearchRequest("pulsar", Map.of(), start, 7));
            assertThat(page.total()).isEqualTo(25);
            page.hits().forEach(hit -> all.add(hit.ivoid().key()));
        }
        assertThat(all).hasSize(25).doesNotHaveDuplicates();
        assertThat(search.search(new SearchRequest("pulsar", Map.of(), 1_000_000, 7))
                        .hits())
                .isEmpty();
    }

    @Test
    void aBlankQueryGivesEverything() {
        assertThat(search.search(SearchRequest.of("  ")).total()).isEqualTo(37);
        assertThat(search.search(SearchRequest.of("?!* \" ( && ")).total()).isZero();
    }

    @Test
    void hitsHoldWhatListsShow() {
        Hit hit = search.search(SearchRequest.of("quasars")).hits().get(0);

        assertThat(hit.title()).isEqualTo("A list of quasars");
        assertThat(hit.shortName()).isEmpty();
        assertThat(hit.resourceType()).isEqualTo("vs:CatalogService");
        assertThat(hit.publisher()).isEqualTo("Test Observatory");
        assertThat(hit.creators()).containsExactly("Doe, J.");
        assertThat(hit.subjects()).containsExactly("QSO");
        assertThat(hit.wavebands()).containsExactly("optical");
        assertThat(hit.standards()).containsExactly("Simple Cone Search");
        assertThat(hit.referenceUrl()).contains("https://test.example/quasars");
        assertThat(hit.managed()).isFalse();
        assertThat(hit.homeRegistry().orElseThrow()).hasToString("ivo://test.example/registry");
        assertThat(hit.updated().orElseThrow()).hasToString("2021-01-01T00:00:00Z");
        assertThat(hit.score()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title:quasars",
                "{!lucene}*:*",
                "{!edismax qf=x}y",
                "_query_:\"{!lucene}*:*\"",
                "${q} ${p0:x}",
                "/[/",
                "[a TO",
                "a^b~c",
                "AND OR NOT",
                "((((",
                "))) quasars",
                "\\",
                "\"\\\"",
                "*:* +kind:record",
            })
    void noTextIsSyntaxOfSolr(String query) {
        SearchResult result = search.search(SearchRequest.of(query));
        assertThat(result.total()).isLessThan(3);
    }

    @Test
    void aServerThatIsAwayIsReportedInASentence() {
        try (SolrStore away = SolrStore.standalone(URI.create("http://127.0.0.1:1/solr/registry"))) {
            assertThatThrownBy(() -> new KeywordSearch(away).search(SearchRequest.of("x")))
                    .isInstanceOf(SearchUnavailableException.class)
                    .hasMessage(
                            "Keyword search is not available for now: the index at http://127.0.0.1:1/solr/registry does not answer");
        }
    }

    @Test
    void aSolrCloudWhoseZooKeeperIsAwayIsReportedInASentence() {
        SolrAccess access = new SolrAccess(
                "",
                "127.0.0.1:1/solr",
                "registry",
                1,
                1,
                "",
                "",
                new SolrAccess.Timeouts(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(1)));
        try (SolrStore away = SolrStore.open(access, null)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> new KeywordSearch(away).search(SearchRequest.of("x")))
                        .isInstanceOf(SearchUnavailableException.class)
                        .hasMessageContaining(
                                "the index at SolrCloud 127.0.0.1:1/solr, registry-v" + IndexLayout.NUMBER)
                        .cause()
                        .hasMessageStartingWith("ZooKeeper at 127.0.0.1:1/solr");
            }
        }
    }
}
