package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.solr.client.solrj.SolrServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the search index in step with the master copy: a thread of its own follows the change feed and applies what is new, so that a
 * committed change is searchable within a second. It remembers its place in the index itself and so goes on where it was after a restart;
 * it builds the index anew when that is missing, empty or of another layout, or when the master copy is behind it, which means that it is
 * another one. While Solr or the database is away it tries again and again.
 *
 * <p>Thread-safe. Start it once; close it before its {@link SolrStore}.
 */
public final class IndexFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFollower.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    /** During long work what has been done becomes searchable this often. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(10);

    private final ChangeFeed feed;
    private final SolrStore store;
    private final Thread thread = new Thread(this::run, "search-index-follower");

    private final Lock lock = new ReentrantLock();
    private final Condition nudged = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private boolean news;
    private boolean stopping;
    private boolean rebuildWanted;

    private volatile long position;
    private volatile long head;
    private volatile boolean whole;

    // Only the thread uses these.
    private IndexCursor cursor;
    private IndexProgress progress;
    private Duration retry = FIRST_RETRY;
    private boolean failing;

    /** A follower that brings what the feed has into the store; {@link #start} begins. */
    public IndexFollower(ChangeFeed feed, SolrStore store) {
        this.feed = feed;
        this.store = store;
        thread.setDaemon(true);
    }

    /** Begins to follow, in the background; returns at once, also when Solr or the database is away. */
    public void start() {
        thread.start();
    }

    /** Says that there may be news, so that it is looked for at once; for writers in this process. */
    public void nudge() {
        signal(() -> news = true);
    }

    /** Builds the index anew, in the background: searches go on with what it holds, which is overwritten little by little. */
    public void rebuild() {
        signal(() -> {
            rebuildWanted = true;
            whole = false;
        });
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            nudged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The sequence number of the last change that is searchable; 0 before the index was looked at, and when a rebuilding begins. */
    public long position() {
        return position;
    }

    /** The sequence number of the last change of the master copy that has been seen; 0 before it was looked at. */
    public long head() {
        return head;
    }

    /** Whether all changes that have been seen are searchable. */
    public boolean caughtUp() {
        return whole && position >= head;
    }

    /**
     * Waits until all changes that were committed before this call are searchable.
     *
     * @param limit how long to wait at most
     * @return whether they are
     * @throws InterruptedException when this thread is interrupted meanwhile
     * @throws edu.stsci.mast.registry.model.store.DatabaseException when the database fails
     */
    public boolean awaitCaughtUp(Duration limit) throws InterruptedException {
        long wanted = feed.head();
        nudge();
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!(whole && position >= wanted)) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the following after the batch at hand.
     *
     * @param limit how long to wait for that
     * @return whether it has ended
     */
    public boolean stop(Duration limit) {
        signal(() -> stopping = true);
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Stops, waiting up to 30 seconds. */
    @Override
    public void close() {
        if (!stop(STOP_LIMIT)) {
            LOG.warn("The search index is still being written after {} seconds", STOP_LIMIT.toSeconds());
        }
    }

    private void run() {
        try (RecordIndexer indexer = new RecordIndexer(store.client())) {
            while (!isStopping()) {
                try {
                    follow(indexer);
                    recovered();
                    pause(LOOK_EVERY, true);
                } catch (SolrServerException | IOException | RuntimeException e) {
                    failed(e);
                }
            }
        }
    }

    /** Brings the index up to the present head. */
    private void follow(RecordIndexer indexer) throws SolrServerException, IOException {
        long present = feed.head();
        settleCursor(indexer, present);
        head = present;
        long lastCommit = System.nanoTime();
        while (!isStopping() && (cursor.sequence() < present || cursor.rebuilding())) {
            FeedBatch batch = FeedBatch.read(feed, cursor.sequence(), present);
            indexer.apply(batch.records(), cursor.generation());
            cursor = cursor.at(batch.end());
            boolean done = cursor.sequence() == present;
            if (done && cursor.rebuilding()) {
                indexer.removeOtherGenerations(cursor.generation());
                cursor = cursor.rebuilt();
            }
            indexer.write(cursor);
            if (done || System.nanoTime() - lastCommit > COMMIT_EVERY.toNanos()) {
                indexer.commit();
                lastCommit = System.nanoTime();
                publish();
            }
            progress(batch.records().size(), present, done);
        }
    }

    /** Knows where the index is, or begins it anew. */
    private void settleCursor(RecordIndexer indexer, long present) throws SolrServerException, IOException {
        boolean known = cursor != null;
        if (!known) {
            cursor = indexer.cursor().orElse(null);
        }
        if (cursor == null) {
            LOG.info("The search index {} is built from the master copy", store);
            begin();
        } else if (takeRebuildWanted()) {
            LOG.info("The search index {} is built anew, as asked for", store);
            begin();
        } else if (present < cursor.sequence()) {
            LOG.warn(
                    "The search index {} has change {}, and the master copy ends at {}: it is another one, and the index is built anew",
                    store,
                    cursor.sequence(),
                    present);
            begin();
        } else if (!known) {
            publish();
        }
    }

    private void begin() {
        takeRebuildWanted();
        cursor = IndexCursor.rebuild();
        publish();
    }

    private boolean takeRebuildWanted() {
        lock.lock();
        try {
            boolean wanted = rebuildWanted;
            rebuildWanted = false;
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /** Tells others the cursor, when what it stands for is searchable. */
    private void publish() {
        lock.lock();
        try {
            position = cursor.sequence();
            whole = !cursor.rebuilding() && !rebuildWanted;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void progress(int records, long present, boolean done) {
        if (progress == null) {
            progress = new IndexProgress("Search index");
        }
        progress.add(records, () -> feed.count(new ChangeFeed.Range(ChangeFeed.Scope.ALL, cursor.sequence(), present)));
        if (done) {
            progress.end();
            progress = null;
        }
    }

    private void recovered() {
        if (failing) {
            LOG.info("The search index {} is followed again", store);
        }
        failing = false;
        retry = FIRST_RETRY;
    }

    private void failed(Exception e) {
        if (!failing) {
            LOG.warn("The search index {} cannot be brought up to date for now; trying again: {}", store, reason(e));
            LOG.debug("What failed", e);
        }
        failing = true;
        // What has reached the index is unknown; the cursor in it says what to do again.
        cursor = null;
        progress = null;
        store.revive();
        pause(retry, false);
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    }

    private static String reason(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == e ? e.toString() : e.getMessage() + " (" + root + ")";
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the time given, or until the end; or until there is something to do, when that matters. */
    private void pause(Duration time, boolean wakeForNews) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!stopping && !(wakeForNews && (news || rebuildWanted)) && left > 0) {
                left = nudged.awaitNanos(left);
            }
            news = false;
        } catch (InterruptedException e) {
            stopping = true; // nobody but the end of the process interrupts this thread
        } finally {
            lock.unlock();
        }
    }
}
