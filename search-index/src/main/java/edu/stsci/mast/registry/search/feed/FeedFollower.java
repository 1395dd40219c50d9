package edu.stsci.mast.registry.search.feed;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps something that is derived from the records in step with the master copy: a thread of its own follows the change feed and applies
 * what is new to a {@link FeedTarget}, so that a committed change is seen there within a second. The target remembers its place itself,
 * and so the follower goes on where it was after a restart; it has the target built anew when that is missing, spoilt or of another layout,
 * or when the master copy is behind it, which means that it is another one. While target or database are away it tries again and again.
 *
 * <p>Thread-safe. Start it once; close it before what the target is in.
 */
public class FeedFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ChangeFeed feed;
    private final FeedTarget target;
    private final Thread thread;

    private final Lock lock = new ReentrantLock();
    private final Condition nudged = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private boolean news;
    private boolean stopping;
    private boolean rebuildWanted;

    private volatile long position;
    private volatile long head;
    private volatile boolean whole;
    private volatile int rebuildings;

    // Only the thread uses these.
    private long applied;
    private boolean known;
    private FeedProgress progress;
    private Duration retry = FIRST_RETRY;
    private boolean failing;

    /**
     * A follower that brings what the feed has into the target; {@link #start} begins.
     *
     * @param threadName the name of its thread, for logs and dumps
     */
    public FeedFollower(ChangeFeed feed, FeedTarget target, String threadName) {
        this.feed = feed;
        this.target = target;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    /** Begins to follow, in the background; returns at once, also when the target or the database is away. */
    public final void start() {
        thread.start();
    }

    /** Says that there may be news, so that it is looked for at once; for writers in this process. */
    public final void nudge() {
        signal(() -> news = true);
    }

    /** Has the target built anew, in the background. */
    public final void rebuild() {
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

    /**
     * The sequence number of the last change that was applied and can be seen, or that a rebuilding has reached; 0 before the target was
     * looked at, and when a rebuilding begins.
     */
    public final long position() {
        return position;
    }

    /** How many times the target has been built from nothing since the start of this program. */
    public final int rebuildings() {
        return rebuildings;
    }

    /** The sequence number of the last change of the master copy that has been seen; 0 before it was looked at. */
    public final long head() {
        return head;
    }

    /** Whether the target is whole and has all changes that have been seen. */
    public final boolean caughtUp() {
        return whole && position >= head;
    }

    /**
     * Waits until all changes that were committed before this call can be seen in the target.
     *
     * @param limit how long to wait at most
     * @return whether they are
     * @throws InterruptedException when this thread is interrupted meanwhile
     * @throws edu.stsci.mast.registry.model.store.DatabaseException when the database fails
     */
    public final boolean awaitCaughtUp(Duration limit) throws InterruptedException {
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
    public final boolean stop(Duration limit) {
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
    public final void close() {
        if (!stop(STOP_LIMIT)) {
            LOG.warn("The {} is still being written after {} seconds", target, STOP_LIMIT.toSeconds());
        }
    }

    private void run() {
        while (!isStopping()) {
            try {
                follow();
                recovered();
                pause(LOOK_EVERY, true);
            } catch (Exception e) {
                failed(e);
            }
        }
        try {
            target.close();
        } catch (Exception e) {
            LOG.warn("The {} was not closed cleanly: {}", target, reason(e));
        }
    }

    /** Brings the target up to the present head, or sees how another process does. */
    private void follow() throws Exception {
        long present = settle();
        head = present;
        while (!isStopping() && known && (applied < present || !target.isWhole()) && target.takeTurn()) {
            FeedBatch batch = FeedBatch.read(feed, applied, present);
            boolean last = batch.end() == present;
            boolean seen = target.apply(batch.records(), batch.end(), last);
            applied = batch.end();
            if (seen) {
                publish();
            }
            boolean done = last && target.isWhole();
            if (last && !done) {
                present = feed.head(); // what has changed during a rebuilding belongs to it, too
                head = present;
            }
            progress(batch.records().size(), present, done);
        }
        target.endTurn();
    }

    /**
     * Knows where the target is, or begins it anew.
     *
     * @return the last change
     */
    private long settle() throws Exception {
        if (target.isShared()) {
            known = false;
        }
        long present = feed.head();
        head = present;
        if (target.isSpoilt()) {
            begin(Level.ERROR, "The {} is damaged and is built anew");
            return present;
        }
        OptionalLong found = known ? OptionalLong.of(applied) : target.resume();
        if (found.isPresent() && found.getAsLong() > present) {
            present = feed.head(); // another process may have brought the target on meanwhile, but never beyond the
            // last change
        }
        if (found.isEmpty()) {
            begin(Level.INFO, "The {} is built from the master copy");
        } else if (isRebuildWanted()) {
            begin(Level.INFO, "The {} is built anew, as asked for");
        } else if (present < found.getAsLong()) {
            begin(
                    Level.WARN,
                    "The {} has change " + found.getAsLong() + ", and the master copy ends at " + present
                            + ": it is another one, and all is built anew");
        } else if (!known) {
            applied = found.getAsLong();
            known = true;
            publish();
        }
        return present;
    }

    private void begin(Level level, String reason) throws Exception {
        if (!target.takeTurn()) {
            applied = 0;
            publish();
            return;
        }
        LOG.atLevel(level).log(reason, target);
        target.begin();
        rebuildings++;
        takeRebuildWanted();
        applied = 0;
        known = true;
        publish();
    }

    private boolean isRebuildWanted() {
        lock.lock();
        try {
            return rebuildWanted;
        } finally {
            lock.unlock();
        }
    }

    private void takeRebuildWanted() {
        signal(() -> rebuildWanted = false);
    }

    /** Tells others how far it is. */
    private void publish() {
        lock.lock();
        try {
            position = applied;
            whole = target.isWhole() && !rebuildWanted;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void progress(int records, long present, boolean done) {
        if (progress == null) {
            progress = new FeedProgress(target.toString());
        }
        progress.add(records, () -> feed.count(new ChangeFeed.Range(ChangeFeed.Scope.ALL, applied, present)));
        if (done) {
            progress.end();
            progress = null;
        }
    }

    private void recovered() {
        if (failing) {
            LOG.info("The {} follows the master copy again", target);
        }
        failing = false;
        retry = FIRST_RETRY;
    }

    private void failed(Exception e) {
        if (!failing) {
            LOG.warn("The {} cannot be brought up to date for now; trying again: {}", target, reason(e));
            LOG.debug("What failed", e);
        }
        failing = true;
        // What has reached the target is unknown; the cursor in it says what to do again.
        known = false;
        progress = null;
        target.failed(e);
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
