package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Leases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds the search index on a Solr server anew, while the nodes go on searching. In a SolrCloud a new collection is filled beside the one in
 * use, which the nodes keep up to date meanwhile; then the alias is set to it, and the nodes go on from the place in the change feed that
 * stands in the new collection. A core of a standalone Solr is overwritten little by little.
 */
public final class Reindexing {
    private static final Duration STEP = Duration.ofMillis(500);
    /** How long a process that has died keeps others from reindexing. */
    private static final Duration TURN = Duration.ofMinutes(1);

    /** How long it may make no progress at all; what is done becomes visible every few seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ChangeFeed feed;
    private final SolrAccess access;
    private final Leases leases;
    private final Clock clock;

    /** Reindexing from a feed; {@code leases} are of the same database. */
    public Reindexing(ChangeFeed feed, SolrAccess access, Leases leases, Clock clock) {
        this.feed = feed;
        this.access = access;
        this.leases = leases;
        this.clock = clock;
    }

    /** Hears how far the work is: the sequence number of the last change that was indexed, and of the last one there is. */
    @FunctionalInterface
    public interface Progress {
        /** The work has come this far. */
        void at(long done, long all);
    }

    /**
     * Does it all; can be called again when it has failed.
     *
     * @param told gets a sentence for each thing that was done
     * @return the last change that was indexed
     * @throws SearchUnavailableException with a sentence when Solr cannot be reached or used, or another process reindexes already
     * @throws InterruptedException when this thread is interrupted
     */
    public long run(Progress progress, Consumer<String> told) throws InterruptedException {
        String turn = "reindexing " + (access.isCloud() ? access.alias() : SolrStore.coreAddress(access));
        keep(turn);
        try {
            return access.isCloud() ? intoNewCollection(turn, progress, told) : inPlace(turn, progress);
        } finally {
            leases.giveBack(turn);
        }
    }

    private void keep(String turn) {
        if (!leases.take(turn, TURN)) {
            throw new SearchUnavailableException(
                    "Another process is at the " + turn
                            + " already; wait until it has ended, or a minute when it has died",
                    null);
        }
    }

    private long inPlace(String turn, Progress progress) throws InterruptedException {
        try (SolrStore store = SolrStore.open(access, null);
                IndexFollower follower = new IndexFollower(feed, store, leases)) {
            follower.rebuild();
            follower.start();
            return fill(follower, turn, progress);
        }
    }

    private long intoNewCollection(String turn, Progress progress, Consumer<String> told) throws InterruptedException {
        try (CloudAdmin admin = new CloudAdmin(access)) {
            String configset = SolrSetup.upload(access, admin, told);
            Optional<String> previous = admin.aliased(access.alias());
            String name = admin.newName(clock.instant());
            admin.create(name, configset);
            told.accept("Made the collection " + name + ".");
            long indexed = fillAndSwitch(admin, name, turn, progress, told);
            remove(admin, List.of(name, previous.orElse(name)), told);
            return indexed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long fillAndSwitch(CloudAdmin admin, String name, String turn, Progress progress, Consumer<String> told)
            throws InterruptedException {
        try (SolrStore store = SolrStore.cloud(access, Optional.of(name));
                IndexFollower follower = new IndexFollower(feed, store, leases)) {
            follower.start();
            fill(follower, turn, progress);
            admin.alias(access.alias(), name);
            told.accept("Set the alias " + access.alias() + " to it.");
            // What was saved while the alias was being set.
            return fill(follower, turn, progress);
        }
    }

    private long fill(IndexFollower follower, String turn, Progress progress) throws InterruptedException {
        long position = -1;
        long lastMoved = System.nanoTime();
        while (!follower.awaitCaughtUp(STEP)) {
            keep(turn);
            progress.at(follower.position(), follower.head());
            if (follower.position() != position) {
                position = follower.position();
                lastMoved = System.nanoTime();
            } else if (System.nanoTime() - lastMoved > PATIENCE.toNanos()) {
                throw new SearchUnavailableException(
                        "Reindexing has not moved on for " + PATIENCE.toMinutes() + " minutes; see the messages above,"
                                + " and start it again when Solr (" + access + ") works",
                        null);
            }
        }
        return follower.position();
    }

    /** Removes what earlier reindexing has left. The previous collection stays, for requests on their way and for going back. */
    private static void remove(CloudAdmin admin, List<String> kept, Consumer<String> told) {
        for (String collection : admin.collections()) {
            if (!kept.contains(collection)) {
                admin.delete(collection);
                told.accept("Removed the old collection " + collection + ".");
            }
        }
    }
}
