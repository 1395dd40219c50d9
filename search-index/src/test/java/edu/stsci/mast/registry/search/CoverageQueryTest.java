package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.search.coverage.CoverageRequest;
import edu.stsci.mast.registry.search.coverage.Interval;
import edu.stsci.mast.registry.search.coverage.SkyRegion;
import edu.stsci.mast.registry.search.coverage.TypedPosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches by place, time and part of the spectrum in a real index. */
class CoverageQueryTest {
    @TempDir
    static Path folder;

    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeAll
    static void fill() throws Exception {
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        TestRecords.index(
                store,
                List.of(
                        record("allsky", "<spatial>0/0-11</spatial>"),
                        record("north", "<spatial>0/0-3</spatial><temporal>50000 51000</temporal>"),
                        record("fine", "<spatial>8/100-103 9/500</spatial>"),
                        record(
                                "twice",
                                "<temporal>50000 50100</temporal><temporal>50900.5 51000</temporal>"
                                        + "<spectral>1e-19 2e-19</spectral>"),
                        record("backwards", "<temporal>51000 50000</temporal>"),
                        record("broken", "<spatial>no map</spatial><temporal>soon later</temporal>"),
                        record("nothing", "<waveband>Optical</waveband>")));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static String record(String path, String coverage) {
        return TestRecords.service(path, path, "", "misc", "<coverage>" + coverage + "</coverage>");
    }

    private static SearchResult found(SkyRegion region, Interval time, Interval energy, boolean unknownToo) {
        CoverageRequest coverage = new CoverageRequest(
                Optional.ofNullable(region), Optional.ofNullable(time), Optional.ofNullable(energy), unknownToo);
        return search.search(new SearchRequest(
                "", Map.of(), Optional.of(coverage), SearchRequest.Order.TITLE, Optional.empty(), 0, 20));
    }

    private static List<String> paths(SearchResult result) {
        return result.hits().stream().map(Hit::title).toList();
    }

    private static List<String> at(double first, double last) {
        return paths(found(null, new Interval(first, last), null, false));
    }

    @Test
    void aPlaceIsFoundInCellsLargerAndSmallerThanItsOwn() {
        SkyRegion pole = SkyRegion.around(new TypedPosition(10, 89), 0);
        assertThat(paths(found(pole, null, null, false))).containsExactly("allsky", "north");
        assertThat(paths(found(SkyRegion.parse("9/500"), null, null, false)))
                .containsExactly("allsky", "fine", "north");
        assertThat(paths(found(SkyRegion.parse("10/2001"), null, null, false)))
                .as("within a cell of the map")
                .containsExactly("allsky", "fine", "north");
        assertThat(paths(found(SkyRegion.parse("2/0"), null, null, false)))
                .as("cells of the map are within it")
                .containsExactly("allsky", "fine", "north");
        assertThat(paths(found(SkyRegion.parse("9/499"), null, null, false))).containsExactly("allsky", "north");
    }

    @Test
    void whatDoesNotSayIsCountedAndShownOnDemand() {
        SkyRegion south = SkyRegion.around(new TypedPosition(10, -89), 0.1);
        SearchResult saying = found(south, null, null, false);
        assertThat(paths(saying)).containsExactly("allsky");
        assertThat(saying.unknownCoverage()).hasValue(4);
        SearchResult all = found(south, null, null, true);
        assertThat(paths(all)).containsExactly("allsky", "backwards", "broken", "nothing", "twice");
        assertThat(all.unknownCoverage()).hasValue(4);
    }

    @Test
    void ofSeveralConditionsAllMustBeFulfilled() {
        SkyRegion pole = SkyRegion.around(new TypedPosition(10, 89), 0);
        SearchResult both = found(pole, new Interval(50500, 50500), null, false);
        assertThat(paths(both)).containsExactly("north");
        // Those that fail in one of them are not unknown, whatever they do not say of the other.
        assertThat(both.unknownCoverage()).hasValue(4);
        assertThat(paths(found(pole, new Interval(50500, 50500), null, true)))
                .containsExactly("allsky", "backwards", "broken", "north", "nothing");
    }

    @Test
    void timesBetweenARecordsIntervalsAreNotItsOwn() {
        assertThat(at(50100, 50100)).containsExactly("backwards", "north", "twice");
        assertThat(at(50100.000001, 50900.499999)).containsExactly("backwards", "north");
        assertThat(at(50100.000001, 50900.5)).containsExactly("backwards", "north", "twice");
        assertThat(at(49000, 49999.999999)).isEmpty();
        assertThat(at(49000, 50000)).containsExactly("backwards", "north", "twice");
        assertThat(at(51000.000001, 60000)).isEmpty();
    }

    @Test
    void openIntervalsReachAsFarAsTheyShould() {
        assertThat(at(Double.NEGATIVE_INFINITY, 50000)).containsExactly("backwards", "north", "twice");
        assertThat(at(Double.NEGATIVE_INFINITY, 49999)).isEmpty();
        assertThat(at(50950, Double.POSITIVE_INFINITY)).containsExactly("backwards", "north", "twice");
        assertThat(at(51001, Double.POSITIVE_INFINITY)).isEmpty();
    }

    @Test
    void energiesAreFoundHoweverSmall() {
        assertThat(paths(found(null, null, new Interval(1.5e-19, 1.5e-19), false)))
                .containsExactly("twice");
        assertThat(paths(found(null, null, new Interval(0, 1e-19), false))).containsExactly("twice");
        assertThat(paths(found(null, null, new Interval(2.000001e-19, 1), false)))
                .isEmpty();
    }
}
