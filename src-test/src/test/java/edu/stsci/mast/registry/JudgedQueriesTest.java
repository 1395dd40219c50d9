package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.IndexFollower;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.SolrStore;
import edu.stsci.mast.registry.server.content.Examples;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The obvious comes first: for each query of {@code judged-queries.txt} the records that a person would expect are among the first three,
 * in a registry with MAST's records and 2,000 others.
 */
class JudgedQueriesTest {
    private static final int FIRST = 3;
    private static final String MAST = "archive.stsci.edu";

    @TempDir
    static Path folder;

    private static SolrStore store;
    private static KeywordSearch search;

    @BeforeAll
    static void index() throws Exception {
        store = SolrStore.embedded(folder);
        search = new KeywordSearch(store);
        DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());
        Corpus corpus = new Corpus(7, 2_000);
        List<ResourceDocument> others = new ArrayList<>();
        for (int i = 0; i < corpus.records(); i++) {
            if (corpus.isActive(i)) {
                others.add(normaliser.normalise(corpus.record(i).getBytes(StandardCharsets.UTF_8)));
            }
        }
        try (Database database = Database.open(Database.Settings.embedded(folder, 4));
                IndexFollower follower =
                        new IndexFollower(new ChangeFeed(database.dataSource(), Clock.systemUTC()), store)) {
            MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of(MAST), Clock.systemUTC());
            save(masterCopy, new Examples(normaliser).read("mast"), Origin.MANAGED);
            save(masterCopy, others, Origin.harvestedFrom(Ivoid.of(Corpus.homeRegistry())));
            follower.start();
            assertThat(follower.awaitCaughtUp(Duration.ofMinutes(3))).isTrue();
        }
    }

    private static void save(MasterCopy masterCopy, List<ResourceDocument> records, Origin origin) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "judged queries"))) {
            transaction.save(records, origin);
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("judgements")
    void theExpectedRecordsAreAmongTheFirst(String query, List<String> records) {
        List<String> found = search.search(SearchRequest.of(query)).hits().stream()
                .limit(FIRST)
                .map(hit -> hit.ivoid().withoutScheme())
                .toList();

        assertThat(found).as(query).containsAll(records);
    }

    @Test
    void theListIsLongAndPossible() throws Exception {
        List<Arguments> judgements = judgements().toList();

        assertThat(judgements).hasSizeGreaterThanOrEqualTo(100);
        assertThat(judgements)
                .allSatisfy(
                        judgement -> assertThat((List<?>) judgement.get()[1]).hasSizeBetween(1, FIRST));
    }

    static Stream<Arguments> judgements() throws Exception {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                JudgedQueriesTest.class.getResourceAsStream("judged-queries.txt"), StandardCharsets.UTF_8))) {
            return in
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(JudgedQueriesTest::judgement)
                    .toList()
                    .stream();
        }
    }

    private static Arguments judgement(String line) {
        String[] sides = line.split(" \\| ");
        List<String> records = Stream.of(sides[1].split(" "))
                .map(record -> record.equals("/") ? MAST : record.startsWith("/") ? MAST + record : record)
                .toList();
        return Arguments.of(sides[0], records);
    }
}
