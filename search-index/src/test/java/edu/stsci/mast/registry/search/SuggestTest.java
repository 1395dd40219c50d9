package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.search.Suggestion.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suggestions while typing. */
class SuggestTest {
    @TempDir
    static Path folder;

    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeAll
    static void index() throws Exception {
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        List<String> records = new ArrayList<>(List.of(
                TestRecords.service("legacy", "Images of the Hubble Legacy Archive", "x", "hubble-space-telescope", ""),
                TestRecords.service(
                                "hst",
                                "Hubble Space Telescope observations",
                                "x",
                                "Hubble Space Telescope",
                                "<facility>HST</facility><instrument>WFC3/UVIS</instrument>")
                        .replace("</title>", "</title><shortName>HST</shortName>"),
                TestRecords.service("agn", "Quasars", "x", "active-galactic-nuclei;x-ray-astronomy", ""),
                TestRecords.service(
                        "swift",
                        "Bursts",
                        "x",
                        "gamma-ray-bursts",
                        "<facility>Neil Gehrels Swift Observatory</facility>"),
                TestRecords.service(
                        "elan",
                        "Élan & <b>vital</b>"
                                .replace("<", "&lt;")
                                .replace("&", "&amp;")
                                .replace("&amp;lt;", "&lt;"),
                        "x",
                        "misc",
                        "")));
        for (int i = 0; i < 30; i++) {
            records.add(TestRecords.service("hd/" + i, "HD catalogue part " + i, "x", "Stars;HD subject " + i, ""));
        }
        TestRecords.index(store, records);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static List<String> suggested(String text) {
        return search.suggest(text, 10).stream().map(Suggestion::text).toList();
    }

    @Test
    void subjectsAndTitlesWithWordsThatBeginSoAreSuggested() {
        assertThat(search.suggest("hub", 10))
                .containsExactly(
                        new Suggestion("Hubble Space Telescope", Kind.SUBJECT),
                        new Suggestion("Hubble Space Telescope observations", Kind.TITLE),
                        new Suggestion("Images of the Hubble Legacy Archive", Kind.TITLE));
    }

    @Test
    void facilitiesInstrumentsAndShortNamesAreSuggested() {
        assertThat(search.suggest("hs", 10)).contains(new Suggestion("HST", Kind.INSTRUMENT));
        assertThat(search.suggest("wfc", 10)).containsExactly(new Suggestion("WFC3/UVIS", Kind.INSTRUMENT));
        assertThat(search.suggest("swift", 10))
                .containsExactly(new Suggestion("Neil Gehrels Swift Observatory", Kind.INSTRUMENT));
    }

    @ParameterizedTest
    @CsvSource({
        "hubble sp, Hubble Space Telescope",
        "HUBBLE  Space tel, Hubble Space Telescope",
        "legacy arch, Images of the Hubble Legacy Archive",
        "archive hub, Images of the Hubble Legacy Archive",
        "galactic nu, active galactic nuclei",
        "x-ray, X-ray astronomy",
        "Elan, Élan & <b>vital</b>",
        "éla, Élan & <b>vital</b>",
    })
    void severalWordsNarrowThemDown(String typed, String suggestion) {
        assertThat(suggested(typed)).contains(suggestion);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "h", "?", "qqq", "title:", "\"", "{!lucene}*:*", "*:*", "hubble qqq", "\ud800\u0000", "( AND"
            })
    void thereMayBeNone(String typed) {
        assertThat(suggested(typed)).isEmpty();
    }

    @Test
    void thereAreAtMostAsManyAsWantedOfAllKinds() {
        List<Suggestion> suggestions = search.suggest("hd", 9);
        assertThat(suggestions).hasSize(9).doesNotHaveDuplicates();
        assertThat(suggestions.stream().filter(s -> s.kind() == Kind.SUBJECT)).hasSize(3);
        assertThat(suggestions.stream().filter(s -> s.kind() == Kind.TITLE)).hasSize(6);
        assertThatThrownBy(() -> search.suggest("hd", 21)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEditShowsAsSoonAsInSearches() throws Exception {
        assertThat(suggested("zeph")).isEmpty();
        TestRecords.index(
                store,
                List.of(TestRecords.service(
                        "new", "Zephyr survey", "x", "zephyr winds", "<facility>Zephyr 1</facility>")));
        assertThat(suggested("zeph")).containsExactlyInAnyOrder("Zephyr 1", "zephyr winds", "Zephyr survey");
        store.client().deleteById("ivo://test.example/new");
        store.client().commit();
        assertThat(suggested("zeph")).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsReportedInASentence() {
        try (SolrStore away = SolrStore.standalone(URI.create("http://127.0.0.1:1/solr/registry"))) {
            assertThatThrownBy(() -> new KeywordSearch(away).suggest("xx", 5))
                    .isInstanceOf(SearchUnavailableException.class);
        }
    }
}
