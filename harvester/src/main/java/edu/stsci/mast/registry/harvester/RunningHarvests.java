package edu.stsci.mast.registry.harvester;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The harvests that a scheduler runs in this process, so that it can end them. Thread-safe. */
final class RunningHarvests {
    private final Set<StopSignal> running = new HashSet<>();
    private String reasonToStop = "";

    /** A harvest begins; it is told to stop at once when the others have been. */
    void begin(StopSignal stop) {
        String reason;
        synchronized (this) {
            running.add(stop);
            reason = reasonToStop;
        }
        if (!reason.isEmpty()) {
            stop.stop(reason);
        }
    }

    /** A harvest has ended. */
    synchronized void end(StopSignal stop) {
        running.remove(stop);
        notifyAll();
    }

    /** Tells all to stop, also those that have not begun. */
    void stopAll(String reason) {
        Set<StopSignal> all;
        synchronized (this) {
            reasonToStop = reason;
            all = Set.copyOf(running);
        }
        all.forEach(stop -> stop.stop(reason));
    }

    /** Waits until none is running, but not longer than the limit or until the thread is interrupted; how many are left. */
    synchronized int awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toNanos(); !running.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return running.size();
    }
}
