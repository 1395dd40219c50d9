package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that a query confines to a part of the record. */
class FieldedSearchTest {
    @TempDir
    static Path folder;

    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeAll
    static void index() throws Exception {
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        TestRecords.index(
                store,
                List.of(
                        TestRecords.service("named", "Spiral galaxies", "Bright ones.", "surveys", ""),
                        TestRecords.service(
                                "subject", "Something", "Else.", "Spiral galaxies;active-galactic-nuclei", ""),
                        TestRecords.service(
                                "description", "Something", "About spiral galaxies of Dalcanton.", "misc", ""),
                        TestRecords.service("author", "Something", "Else.", "misc", "")
                                .replace(
                                        "<creator><name>Doe, J.</name></creator>",
                                        "<creator><name>Dalcanton, J. J.</name></creator>"
                                                + "<contributor>de Jong, Roelof</contributor>"),
                        TestRecords.service("publisher", "Something", "Else.", "misc", "")
                                .replace("Test Observatory", "Mikulski Archive for Space Telescopes"),
                        TestRecords.service(
                                "columns",
                                "Something",
                                "Else.",
                                "misc",
                                "<tableset><schema><name>s</name><table><name>t</name><column><name>V</name>"
                                        + "<ucd>phot.mag;em.opt.V</ucd></column></table></schema></tableset>"),
                        TestRecords.service(
                                "cone",
                                "Something",
                                "Else.",
                                "misc",
                                "<capability standardID=\"ivo://ivoa.net/std/ConeSearch\" xsi:type=\"cs:ConeSearch\"/>"
                                        + "<coverage><waveband>Infrared</waveband><waveband>X-ray</waveband></coverage>"),
                        TestRecords.service(
                                "images",
                                "Something",
                                "Else.",
                                "misc",
                                "<capability standardID=\"ivo://ivoa.net/std/SIA\" xsi:type=\"sia:SimpleImageAccess\"/>"
                                        + "<facility>HST</facility><instrument>WFC3/UVIS</instrument>"),
                        TestRecords.xml(
                                "vs:DataCollection",
                                "",
                                "<title>Something</title><identifier>ivo://other.example/data</identifier>"
                                        + "<content><subject>misc</subject><description>Else.</description>"
                                        + "<type>Survey</type></content>"),
                        TestRecords.xml(
                                "vg:Authority",
                                "",
                                "<title>Title: an authority</title><identifier>ivo://third.example</identifier>")));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static List<String> found(String query) {
        return search.search(SearchRequest.of(query)).hits().stream()
                .map(hit -> hit.ivoid().withoutScheme().replace("test.example/", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "title:galaxy, named",
        "TITLE:galaxy, named",
        "title: galaxy, named",
        "title:\"spiral galaxies\", named",
        "title:spir*, named",
        "title:(galaxy spiral), named",
        "subject:spiral, subject",
        "subject:agn, subject",
        "subject:\"active galactic nuclei\", subject",
        "subject:active-galactic-nuclei, subject",
        "description:galaxy, description",
        "author:dalcanton, author",
        "author:\"de Jong\", author",
        "author:dalc*, author",
        "publisher:mikulski, publisher",
        "publisher:mast, publisher",
        "ucd:phot.mag, columns",
        "ucd:em.opt, columns",
        "ucd:em*, columns",
        "ucd:em.opt.*, columns",
        "\"ucd:phot.mag;em.opt.V\", columns",
        "type:authority, third.example",
        "type:DataCollection, other.example/data",
        "type:vs:DataCollection, other.example/data",
        "type:\"data collection\", other.example/data",
        "type:survey, other.example/data",
        "waveband:infrared, cone",
        "waveband:ir, cone",
        "waveband:x-ray, cone",
        "waveband:xray, cone",
        "authority:other.example, other.example/data",
        "authority:third*, third.example",
        "standard:\"cone search\", cone",
        "standard:ConeSearch, cone",
        "standard:scs, cone",
        "standard:ivo://ivoa.net/std/ConeSearch, cone",
        "standard:sia, images",
        "standard:siap, images",
        "instrument:wfc3, images",
        "instrument:hubble, images",
    })
    void aFieldedTermMatchesInItsFieldOnly(String query, String path) {
        assertThat(found(query.replaceFirst("^\"(ucd:)(.*)\"$", "$1$2"))).containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource({
        "title:galaxy OR subject:galaxy, named subject",
        "spiral NOT title:spiral, subject description",
        "spiral -title:spiral -subject:\"spiral galaxies\", description",
        "title:(galaxy OR authority), named third.example",
        "dalcanton AND NOT author:dalcanton, description",
        "authority:example NOT (authority:test.example OR type:authority), other.example/data",
        "spiral subject:galaxies, subject",
    })
    void fieldedTermsCombineWithOperators(String query, String paths) {
        assertThat(found(query)).containsExactlyInAnyOrder(paths.split(" "));
    }

    @Test
    void anUnknownFieldIsAPlainWordAndTheResultSaysSo() {
        SearchResult result = search.search(SearchRequest.of("colour:blue \"spiral galaxies\""));

        assertThat(result.hints()).hasSize(1);
        assertThat(result.hints().get(0))
                .startsWith("There is no field 'colour'")
                .contains(
                        "title:",
                        "subject:",
                        "author:",
                        "publisher:",
                        "ucd:",
                        "type:",
                        "waveband:",
                        "authority:",
                        "standard:");
        assertThat(search.search(SearchRequest.of("an:authority")).total()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title:galaxy",
                "doi:10.17909/T9-abcd",
                "ivo://test.example/title and more",
                "https://example.org galaxies",
                "vs:CatalogService",
                "galaxies: a survey",
                "12:30",
            })
    void identifiersAndPunctuationAreNotTakenForFields(String query) {
        assertThat(search.search(SearchRequest.of(query)).hints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"title:", "authority title:", "(title:) authority", "title: authority"})
    void aFieldThatNothingFollowsIsAWord(String query) {
        assertThat(found(query)).containsExactly("third.example");
    }
}
