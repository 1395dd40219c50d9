package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.store.IndexRequests;
import edu.stsci.mast.registry.search.feed.FeedFollower;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does within a running server what {@code reindex} asks for: looks for requests every second and has the search index and the tables of
 * RegTAP built anew.
 */
public final class IndexRebuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuilder.class);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final IndexRequests requests;
    private final List<FeedFollower> followers;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "index-rebuilder");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopping;
    private volatile long done;

    /** Begins to look; requests from before count as done, since the command that makes one without a server does the work itself. */
    IndexRebuilder(IndexRequests requests, List<FeedFollower> followers) {
        this.requests = requests;
        this.followers = List.copyOf(followers);
        this.done = requests.last();
        looking.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** The number of the last request that was done to its end. */
    public long done() {
        return done;
    }

    private void look() {
        try {
            long last = requests.last();
            if (last <= done) {
                return;
            }
            LOG.info("All that is derived from the records is to be built anew, by request {}", last);
            followers.forEach(FeedFollower::rebuild);
            for (FeedFollower follower : followers) {
                while (!stopping && !follower.awaitCaughtUp(STEP)) {
                    // The follower logs its progress.
                }
            }
            if (!stopping) {
                done = last;
            }
        } catch (DatabaseException e) {
            LOG.debug("Requests cannot be looked for now", e); // the follower says so, once
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        looking.shutdown();
        try {
            looking.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
