package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.Leases;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.solr.client.solrj.SolrQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFollowerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Origin ELSEWHERE = Origin.harvestedFrom(Ivoid.of("ivo://elsewhere/registry"));

    @TempDir
    Path folder;

    private Database database;
    private MasterCopy masterCopy;
    private ChangeFeed feed;
    private SolrStore store;
    private IndexFollower follower;

    @BeforeEach
    void open() throws IOException {
        openDatabase("db");
    }

    private void openDatabase(String name) throws IOException {
        database = TestDatabase.open(Files.createDirectories(folder.resolve(name)));
        masterCopy = new MasterCopy(database.dataSource(), Set.of("ours.example"), Clock.systemUTC());
        feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
    }

    private void openIndex() {
        store = SolrStore.embedded(folder.resolve("data"));
        follower = new IndexFollower(feed, store);
        follower.start();
    }

    private void closeIndex() {
        if (follower != null) {
            follower.close();
            store.close();
        }
    }

    @AfterEach
    void close() {
        closeIndex();
        database.close();
    }

    private void save(String... documents) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(
                    Arrays.stream(documents).map(TestRecords::normalised).toList(), ELSEWHERE);
            assertThat(transaction.commit().refusals()).isEmpty();
        }
    }

    private void delete(String path) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.delete(List.of(Ivoid.of("ivo://test.example/" + path)), ELSEWHERE);
            transaction.commit();
        }
    }

    private static String titled(String path, String title) {
        return TestRecords.service(path, title, "Text", "misc", "");
    }

    private long count(String query) {
        return new KeywordSearch(store).search(SearchRequest.of(query)).total();
    }

    private void awaitCaughtUp() throws InterruptedException {
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
    }

    @Test
    void whatIsSavedIsFoundWithinASecondAndWhatIsDeletedIsGone() throws Exception {
        openIndex();
        awaitCaughtUp();

        save(titled("a", "Kepler"));
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count("kepler") == 1);

        save(titled("a", "Hipparcos"));
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count("hipparcos") == 1);
        assertThat(count("kepler")).isZero();

        delete("a");
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count("") == 0);
        await().atMost(LONG).until(() -> follower.position() == feed.head() && follower.caughtUp());
        assertThat(follower.head()).isEqualTo(feed.head());
    }

    @Test
    void inactiveRecordsAreNotFound() throws Exception {
        openIndex();
        save(titled("a", "Kepler"), titled("b", "Kepler").replace("status=\"active\"", "status=\"inactive\""));
        awaitCaughtUp();
        assertThat(count("kepler")).isEqualTo(1);

        save(titled("a", "Kepler").replace("status=\"active\"", "status=\"inactive\""));
        awaitCaughtUp();
        assertThat(count("")).isZero();
    }

    @Test
    void largeBatchesAreAppliedInFull() throws Exception {
        String[] documents = IntStream.range(0, 900)
                .mapToObj(i -> titled("r" + i, "Number " + i))
                .toArray(String[]::new);
        save(documents);
        openIndex();
        awaitCaughtUp();
        assertThat(count("number")).isEqualTo(900);
    }

    @Test
    void aRestartGoesOnFromTheCursor() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        long before = follower.position();
        closeIndex();
        save(titled("b", "Hipparcos"));

        store = SolrStore.embedded(folder.resolve("data"));
        try (RecordIndexer indexer = new RecordIndexer(store.client())) {
            IndexCursor cursor = indexer.cursor().orElseThrow();
            assertThat(cursor.sequence()).isEqualTo(before);
            assertThat(cursor.rebuilding()).isFalse();
        }
        follower = new IndexFollower(feed, store);
        follower.start();
        awaitCaughtUp();
        assertThat(count("")).isEqualTo(2);
    }

    @Test
    void aCopyTakenWhileRunningIsWhatAKillLeavesAndIsBroughtUpToDate() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        store.client().commit();
        save(titled("b", "Hipparcos"));
        awaitCaughtUp();
        copy(folder.resolve("data"), folder.resolve("killed"));

        try (SolrStore left = SolrStore.embedded(folder.resolve("killed"));
                IndexFollower second = new IndexFollower(feed, left)) {
            second.start();
            assertThat(second.awaitCaughtUp(LONG)).isTrue();
            assertThat(new KeywordSearch(left).search(SearchRequest.of("")).total())
                    .isEqualTo(2);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    @Test
    void anotherMasterCopyMakesTheIndexBeBuiltAnew() throws Exception {
        save(titled("a", "Kepler"));
        save(titled("b", "Kepler"));
        openIndex();
        awaitCaughtUp();
        closeIndex();
        database.close();
        openDatabase("other");
        save(titled("c", "Hipparcos"));

        openIndex();
        awaitCaughtUp();
        assertThat(count("")).isEqualTo(1);
        assertThat(count("hipparcos")).isEqualTo(1);
    }

    @Test
    void rebuildingRemovesWhatIsStale() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        TestRecords.index(store, List.of(titled("stale", "Stale")));
        assertThat(count("")).isEqualTo(2);

        follower.rebuild();
        awaitCaughtUp();
        assertThat(count("")).isEqualTo(1);
    }

    @Test
    void anEmptiedIndexIsBuiltAnewAtTheNextStart() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        store.client().deleteByQuery("*:*");
        store.client().commit();
        closeIndex();

        openIndex();
        awaitCaughtUp();
        assertThat(count("")).isEqualTo(1);
    }

    @Test
    void aCursorOfAnotherLayoutMakesTheIndexBeBuiltAnew() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        follower.close();
        var cursor = new IndexCursor(99, 1, false).document();
        cursor.setField("cursor_layout", 0L);
        store.client().add(cursor);
        store.client().commit();
        store.close();

        openIndex();
        awaitCaughtUp();
        assertThat(count("")).isEqualTo(1);
        assertThat(follower.position()).isEqualTo(feed.head());
    }

    @Test
    void aFolderOfAnOlderLayoutIsRemoved() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        closeIndex();
        Files.writeString(folder.resolve("data/solr/layout"), "0");
        Path relic = Files.writeString(folder.resolve("data/solr/records/relic"), "x");

        openIndex();
        awaitCaughtUp();
        assertThat(relic).doesNotExist();
        assertThat(count("")).isEqualTo(1);
    }

    @Test
    void aDamagedIndexIsRemoved() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        closeIndex();
        try (Stream<Path> files = Files.list(folder.resolve("data/solr/records/data/index"))) {
            for (Path file : files.filter(f -> !f.getFileName().toString().equals("write.lock"))
                    .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }

        openIndex();
        awaitCaughtUp();
        assertThat(count("")).isEqualTo(1);
    }

    @Test
    void aSecondRegistryOnTheSameFolderIsRefusedAndHarmsNothing() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        assertThatThrownBy(() -> SolrStore.embedded(folder.resolve("data")))
                .isInstanceOf(SearchUnavailableException.class)
                .hasMessageContaining("in use by another running registry");
        assertThat(count("")).isEqualTo(1);
    }

    @Test
    void aDatabaseThatComesBackIsFollowedAgain() throws Exception {
        save(titled("a", "Kepler"));
        openIndex();
        awaitCaughtUp();
        closeIndex();
        database.close();

        openIndex(); // with a closed database
        await().during(Duration.ofMillis(300)).atMost(LONG).until(() -> !follower.caughtUp());
        closeIndex();
        openDatabase("db-other");
        save(titled("b", "Hipparcos"));
        openIndex();
        awaitCaughtUp();
        assertThat(follower.caughtUp()).isTrue();
    }

    @Test
    void aWriterThatLuceneHasClosedIsOpenedAgain() throws Exception {
        EmbeddedSolr solr = EmbeddedSolr.open(folder.resolve("data"));
        store = SolrStore.of(solr);
        follower = new IndexFollower(feed, store);
        follower.start();
        awaitCaughtUp();
        solr.closeWriter();

        save(titled("a", "Kepler"));
        awaitCaughtUp();
        assertThat(count("kepler")).isEqualTo(1);
    }

    @Test
    void aSolrServerIsFilledByHttpAndFollowedAgainWhenItComesBack() throws Exception {
        save(titled("a", "Kepler"), titled("b", "Hipparcos"));
        try (SolrStore behind = SolrStore.embedded(folder.resolve("server"));
                SolrOverHttp server = new SolrOverHttp(behind)) {
            store = SolrStore.standalone(server.core());
            follower = new IndexFollower(feed, store);
            follower.start();
            awaitCaughtUp();
            Hit hit = new KeywordSearch(store)
                    .search(SearchRequest.of("kepler"))
                    .hits()
                    .get(0);
            assertThat(hit.title()).isEqualTo("Kepler");
            assertThat(hit.highlights()).hasSize(1);

            server.stop();
            delete("b");
            save(titled("c", "Gaia"));
            await().atMost(LONG).until(() -> !follower.caughtUp());
            assertThatThrownBy(() -> count("gaia")).isInstanceOf(SearchUnavailableException.class);
            server.start();
            awaitCaughtUp();
            assertThat(count("gaia")).isEqualTo(1);
            assertThat(count("hipparcos")).isZero();
            closeIndex();
            follower = null;
        }
    }

    @Test
    void nothingIsWrittenWhereAnotherLayoutsSchemaIs() throws Exception {
        save(titled("a", "Kepler"));
        try (SolrStore behind = SolrStore.embedded(folder.resolve("server"));
                SolrOverHttp server = new SolrOverHttp(behind)) {
            server.pretendSchema("registry-99");
            store = SolrStore.standalone(server.core());
            follower = new IndexFollower(feed, store, new Leases(database.dataSource(), Clock.systemUTC()));
            assertThatThrownBy(() -> new SolrTarget(store, null).resume())
                    .hasMessageContaining("registry-99")
                    .hasMessageContaining(IndexLayout.SCHEMA);
            follower.start();
            await().atMost(LONG).until(() -> follower.head() == feed.head());
            assertThat(follower.caughtUp()).isFalse();
            behind.client().commit();
            assertThat(behind.client().query(new SolrQuery("*:*")).getResults().getNumFound())
                    .isZero();

            server.pretendSchema(IndexLayout.SCHEMA);
            awaitCaughtUp();
            assertThat(count("kepler")).isEqualTo(1);
            closeIndex();
            follower = null;
        }
    }

    @Test
    void twoNodesTakeTurnsAndBothSeeWhatIsIndexed() throws Exception {
        try (SolrStore behind = SolrStore.embedded(folder.resolve("server"));
                SolrOverHttp server = new SolrOverHttp(behind);
                SolrStore other = SolrStore.standalone(server.core());
                IndexFollower second =
                        new IndexFollower(feed, other, new Leases(database.dataSource(), Clock.systemUTC()))) {
            store = SolrStore.standalone(server.core());
            follower = new IndexFollower(feed, store, new Leases(database.dataSource(), Clock.systemUTC()));
            follower.start();
            second.start();
            for (int i = 0; i < 5; i++) {
                save(titled("r" + i, "Kepler"));
                awaitCaughtUp();
                assertThat(second.awaitCaughtUp(LONG)).isTrue();
                assertThat(count("kepler")).isEqualTo(i + 1);
                assertThat(second.position()).isEqualTo(feed.head());
            }
            closeIndex();
            follower = null;
        }
    }

    @Test
    void stoppingEndsTheThread() {
        openIndex();
        assertThat(follower.stop(LONG)).isTrue();
    }
}
