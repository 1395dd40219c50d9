package edu.stsci.mast.registry.search.tap;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk on which the database sorts what queries want sorted. SQLite cannot be told how much one may take there; so when the disk gets full,
 * the query that has run the longest is ended, and then the next.
 */
final class SortingRoom {
    private static final Logger LOG = LoggerFactory.getLogger(SortingRoom.class);
    private static final long LOOK_EVERY_MILLIS = 500;

    private final QueryEngine.Readers disk;
    private final long keepFree;
    /** The oldest first. */
    private final Collection<RunningQuery> running = new ConcurrentLinkedDeque<>();

    SortingRoom(QueryEngine.Readers disk, long keepFree, ScheduledExecutorService clock) {
        this.disk = disk;
        this.keepFree = keepFree;
        clock.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void enter(RunningQuery query) {
        running.add(query);
    }

    void leave(RunningQuery query) {
        running.remove(query);
    }

    private void look() {
        RunningQuery oldest = running.stream().findFirst().orElse(null);
        if (oldest == null) {
            return;
        }
        long free = disk.room();
        if (free < keepFree) {
            LOG.error(
                    "Only {} MiB are free on the disk on which queries sort; the one that has run the longest is ended",
                    free >> 20);
            running.remove(oldest);
            oldest.endForRoom();
        }
    }
}
