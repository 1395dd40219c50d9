package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.search.IndexFollower;
import edu.stsci.mast.registry.search.SolrStore;
import edu.stsci.mast.registry.search.feed.FeedFollower;
import edu.stsci.mast.registry.search.regtap.RegtapFollower;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** Builds the search index and the relational registry's tables of a data folder, one after the other, and measures how fast. */
final class SearchIndexes {
    private static final Duration LIMIT = Duration.ofHours(6);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final double MIB = 1 << 20;

    private final Path data;
    private final Database database;

    /** The indexes of a data folder whose database is open. */
    SearchIndexes(Path data, Database database) {
        this.data = data;
        this.database = database;
    }

    /**
     * Builds both anew, and prints what that takes.
     *
     * @param relational whether to build the tables, too
     */
    void build(boolean relational) throws Exception {
        delete(solr());
        ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
        int records = feed.count(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()));
        try (SolrStore store = SolrStore.embedded(data);
                IndexFollower follower = new IndexFollower(feed, store)) {
            follow("Search index", follower, records);
        }
        System.out.printf(Locale.ROOT, "  %,.0f MiB on disk%n", size(solr()) / MIB);
        delete(regtap());
        if (!relational) {
            return;
        }
        try (RegtapStore store = new RegtapStore(regtap());
                RegtapFollower follower = new RegtapFollower(feed, store)) {
            follow("Relational registry", follower, records);
        }
        System.out.printf(Locale.ROOT, "  %,.0f MiB on disk%n%n", size(regtap()) / MIB);
    }

    /** Whether those that are wanted are there; they may be unfinished. */
    boolean exist(boolean relational) {
        return Files.isDirectory(solr()) && (!relational || Files.isDirectory(regtap()));
    }

    private Path solr() {
        return data.resolve("solr");
    }

    private Path regtap() {
        return data.resolve("regtap");
    }

    private static void follow(String what, FeedFollower follower, int records) throws InterruptedException {
        long start = System.nanoTime();
        follower.start();
        while (!follower.awaitCaughtUp(LOOK_EVERY)) {
            double seconds = (System.nanoTime() - start) / 1e9;
            System.err.printf(
                    Locale.ROOT,
                    "%s: at change %,d of %,d after %.0f s%n",
                    what,
                    follower.position(),
                    follower.head(),
                    seconds);
            if (seconds > LIMIT.toSeconds()) {
                throw new IllegalStateException("Not built within " + LIMIT.toHours() + " hours");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "%s: %,d records in %.1f s, %,.0f a second%n", what, records, seconds, records / seconds);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            DataFolders.delete(folder);
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
