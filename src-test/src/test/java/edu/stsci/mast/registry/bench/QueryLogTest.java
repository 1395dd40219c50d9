package edu.stsci.mast.registry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryLogTest {
    private static final List<SampleRecord> RECORDS = List.of(
            new SampleRecord(
                    "ivo://a/first",
                    "vs:CatalogService",
                    "Bright quasars & more",
                    List.of("Bright", "quasars", "more"),
                    List.of("active galactic nuclei"),
                    List.of("Adams")),
            new SampleRecord(
                    "ivo://a/second",
                    "vr:Service",
                    "Nebulae",
                    List.of("Nebulae"),
                    List.of("nebulae"),
                    List.of("Brahe")));

    private static List<QueryLog.Query> queries(List<QueryKind> kinds, long seed, int count) {
        QueryLog log = new QueryLog(RECORDS, kinds, seed);
        return Stream.generate(log::next).limit(count).toList();
    }

    @Test
    void theSharesOfTheKindsMakeAHundred() {
        assertThat(Arrays.stream(QueryKind.values()).mapToInt(QueryKind::share).sum())
                .isEqualTo(100);
    }

    @Test
    void theSameSeedGivesTheSameQueriesOfAllKinds() {
        List<QueryLog.Query> queries = queries(List.of(), 5, 1000);
        assertThat(queries).isEqualTo(queries(List.of(), 5, 1000)).isNotEqualTo(queries(List.of(), 6, 1000));
        assertThat(queries.stream().map(QueryLog.Query::kind).distinct()).containsExactlyInAnyOrder(QueryKind.values());
    }

    @Test
    void kindsCanBeChosen() {
        assertThat(queries(List.of(QueryKind.PLACE, QueryKind.TIME), 5, 100))
                .allMatch(query -> query.kind() == QueryKind.PLACE
                        ? query.path().contains("&pos=") && query.path().contains("&radius=")
                        : query.kind() == QueryKind.TIME && query.path().contains("&time="));
    }

    @Test
    void whatIsPopularIsAskedForMoreOften() {
        List<String> paths = queries(List.of(QueryKind.IDENTIFIER), 5, 1000).stream()
                .map(QueryLog.Query::path)
                .toList();
        assertThat(paths).filteredOn(path -> path.endsWith("first")).hasSizeBetween(550, 720);
    }
}
