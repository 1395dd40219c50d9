package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.search.SearchResult.Correction;
import java.nio.file.Path;
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

/** Mistyped queries. */
class SpellingTest {
    @TempDir
    static Path folder;

    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeAll
    static void index() throws Exception {
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        List<String> records = new ArrayList<>(List.of(
                TestRecords.service("hubble", "Hubble images", "Of spiral galaxies.", "ultraviolet astronomy", ""),
                TestRecords.service("kepler", "Kepler light curves", "Of exoplanets.", "transits", ""),
                TestRecords.service("schroeder", "Schröder’s dark matter", "Simulated halos.", "cosmology", ""),
                TestRecords.service("m31", "M31 halo stars", "Photometry.", "stars", ""),
                TestRecords.service("typo", "Photometry", "A record with a specrtum in it.", "misc", "")));
        for (int i = 0; i < 30; i++) {
            records.add(TestRecords.service("spectrum/" + i, "A spectrum", "One of many.", "spectra", ""));
        }
        TestRecords.index(store, records);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static List<String> found(SearchResult result) {
        return result.hits().stream()
                .map(hit -> hit.ivoid().withoutScheme().substring("test.example/".length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "hubbel, hubble, hubble",
        "hubbel spiral galxies, hubble spiral galaxies, hubble",
        "Hubbel AND (ultravoilet OR infrared), hubble AND (ultraviolet OR infrared), hubble",
        "title:kelper, title:kepler, kepler",
        "kpeler -hubble, kepler -hubble, kepler",
        "\"ligth curves\" kepler, \"light curves\" kepler, kepler",
        "exoplnaet*  kelper, exoplnaet*  kepler, ''",
        "darkmater halos, dark matter halos, ''",
        "Schrödre, schroder, schroeder",
        "cosmolgy, cosmology, schroeder",
        "exoplanetts, exoplanets, kepler",
        "m31 hallo, m31 halo, m31",
    })
    void theResultsForWhatWasMeantAreShownWhenThereAreNone(String query, String corrected, String path) {
        SearchResult result = search.search(SearchRequest.of(query));

        if (path.isEmpty()) {
            assertThat(result.total()).isZero();
            assertThat(result.correction()).isEmpty();
        } else {
            assertThat(result.correction()).contains(new Correction(corrected, 1, true));
            assertThat(result.total()).isEqualTo(1);
            assertThat(found(result)).containsExactly(path);
        }
    }

    @Test
    void twoWordsWrittenAsOneAreParted() {
        assertThat(search.search(SearchRequest.of("simulatedhalos")).correction())
                .contains(new Correction("simulated halos", 1, true));
    }

    @Test
    void aRareSpellingThatFindsLittleIsQuestioned() {
        SearchResult result = search.search(SearchRequest.of("specrtum"));

        assertThat(found(result)).containsExactly("typo");
        assertThat(result.correction()).contains(new Correction("spectrum", 30, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hubble",
                "kepler",
                "M33",
                "hubble kepler",
                "jwst",
                "ivo://test.example/keppler",
                "",
                "qqqqqzzzzz"
            })
    void whatIsNotMistypedIsLeftAlone(String query) {
        assertThat(search.search(SearchRequest.of(query)).correction()).isEmpty();
    }

    @Test
    void theCorrectionHonoursFiltersAndPages() {
        SearchResult second = search.search(new SearchRequest("spectrun", Map.of(), 20, 20));
        assertThat(second.hits()).hasSize(10);
        assertThat(second.correction()).contains(new Correction("spectrum", 30, true));

        SearchResult filtered =
                search.search(new SearchRequest("hubbel", Map.of(FacetField.WAVEBAND, List.of("radio")), 0, 20));
        assertThat(filtered.total()).isZero();
        assertThat(filtered.correction()).isEmpty();
    }

    @Test
    void aWordIsKnownAsSoonAsARecordHasIt() throws Exception {
        assertThat(search.search(SearchRequest.of("quipx")).total()).isZero();
        TestRecords.index(store, List.of(TestRecords.service("new", "Quipu knots", "Strings.", "misc", "")));
        assertThat(search.search(SearchRequest.of("quipx")).correction()).contains(new Correction("quipu", 1, true));
        store.client().deleteById("ivo://test.example/new");
        store.client().commit();
        assertThat(search.search(SearchRequest.of("quipx")).correction()).isEmpty();
    }
}
