package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** No text, neither of a person nor of a record, makes a search or the index fail. */
class AnyTextTest {
    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeContainer
    static void open() throws Exception {
        Path folder = Files.createTempDirectory("any-text");
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        TestRecords.index(store, List.of(TestRecords.service("a", "Spiral galaxies", "Text", "misc", "")));
    }

    @AfterContainer
    static void close() {
        store.close();
    }

    @Property(tries = 400)
    void anyStringGivesAResult(@ForAll String query, @ForAll String filter) {
        SearchResult result =
                search.search(new SearchRequest(query, Map.of(FacetField.PUBLISHER, List.of(filter)), 0, 10));
        assertThat(result.total()).isBetween(0L, 1L);
    }

    @Property(tries = 400)
    void anyMixtureOfWordsAndSyntaxGivesAResult(@ForAll("syntax") String query) {
        assertThat(search.search(SearchRequest.of(query)).total()).isBetween(0L, 1L);
    }

    @Property(tries = 200)
    void anyStringCanBeBegun(@ForAll String text, @ForAll("syntax") String syntax) {
        assertThat(search.suggest(text, 5)).hasSizeLessThanOrEqualTo(1);
        assertThat(search.suggest(syntax, 5)).hasSizeLessThanOrEqualTo(1);
    }

    @Provide
    Arbitrary<String> syntax() {
        return Arbitraries.of(
                        "galaxies",
                        "spiral",
                        "the",
                        "NOT",
                        "AND",
                        "OR",
                        "&&",
                        "||",
                        "!",
                        "-",
                        "+",
                        "(",
                        ")",
                        "\"",
                        "'",
                        "*",
                        "?",
                        "~2",
                        "^3",
                        "title:",
                        "author:",
                        "ucd:(",
                        "colour:x",
                        "galaxeis",
                        "Hubble Space Telescope",
                        "[a TO b]",
                        "{!lucene}",
                        "{!x",
                        "$q",
                        "${q}",
                        "_query_:",
                        "/a.*/",
                        "\\",
                        "*:*",
                        "M31",
                        "Pan-STARRS",
                        "ivo://a.b",
                        "doi:10.1234/x",
                        "\u0000",
                        "\ud800",
                        "\ue000",
                        " ")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join(parts.size() % 2 == 0 ? " " : "", parts));
    }

    @Property(tries = 200)
    void anyTextOfARecordCanBeIndexed(@ForAll String text) throws Exception {
        ResourceDocument document = TestRecords.normalised(TestRecords.service("b", "x", "x", "x", ""));
        String xml = document.toString().replace(">x<", "><![CDATA[" + text.replace("]]>", "") + "]]><");
        StoredRecord record = TestRecords.stored(document, xml.getBytes(StandardCharsets.UTF_8));
        store.client().add(SolrDocuments.of(record, 1));
        store.client().deleteById(record.ivoid().key());
    }
}
