package edu.stsci.mast.registry.harvester;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a running harvest is told to stop: it ends what it is waiting for, keeps the pages that it has stored, and marks its run as failed.
 *
 * <p>Harvests are stopped in this way and not by interrupting their threads, because an interrupt would also hit what is being written to
 * the database just then.
 *
 * <p>Thread-safe; for one harvest.
 */
public final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;
    private volatile String reason = "The harvest was stopped";

    /** What was registered with {@link #whenStopped}; closing it takes it back. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Tells the harvest to stop; only the first call counts.
     *
     * @param why a sentence, which becomes the run's failure
     */
    public void stop(String why) {
        synchronized (this) {
            if (isStopped()) {
                return;
            }
            reason = why;
            stopped.countDown();
        }
        actions.forEach(Runnable::run);
    }

    /** Whether the harvest has been told to stop. */
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Goes on only when the harvest may. */
    void check() throws StoppedException {
        if (isStopped()) {
            throw new StoppedException(reason);
        }
    }

    /** Has something done at the signal, or at once when it was given before; in the thread that gives it. */
    Registration whenStopped(Runnable action) {
        actions.add(action);
        if (isStopped()) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /** Waits for the given time, or until the signal. */
    void pause(Duration duration) throws StoppedException {
        try {
            stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // What is left of the run writes to the database, which must not see the interrupt.
            interrupted = true;
            stop("The harvest was interrupted");
        }
        check();
    }

    /** Passes on an interrupt that ended a pause, now that the harvest has ended; in the harvest's thread. */
    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
