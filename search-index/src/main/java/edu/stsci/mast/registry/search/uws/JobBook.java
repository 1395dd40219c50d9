package edu.stsci.mast.registry.search.uws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The jobs as they stand: read at any time, changed one after the other, by one thread that nobody interrupts (see {@link JobStore}). */
final class JobBook implements AutoCloseable {
    private final JobStore store;
    private final Waiters waiters;
    private final Clock clock;
    private final ExecutorService bookkeeper = Executors.newSingleThreadExecutor(JobThreads.named("jobs-book"));

    JobBook(JobStore store, Waiters waiters, Clock clock) {
        this.store = store;
        this.waiters = waiters;
        this.clock = clock;
    }

    /** The time, as exactly as jobs tell it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A job as it is now; empty when there is none, or its destruction time has passed. */
    Optional<Job> find(String id) {
        return store.read(id).filter(job -> !hasExpired(job));
    }

    /** A job as it is now. */
    Job get(String id) {
        return find(id).orElseThrow(() -> new NoSuchJobException(id));
    }

    boolean hasExpired(Job job) {
        return !job.destruction().isAfter(clock.instant());
    }

    /** Whether a job has run longer than it may. */
    boolean isOverdue(Job job) {
        return job.deadline().map(d -> !d.isAfter(clock.instant())).orElse(false);
    }

    /**
     * Has the bookkeeper make a change while no other process makes one, and waits for it whatever happens.
     *
     * @throws RejectedExecutionException when the book is closed
     */
    <T> T change(Callable<T> change) {
        try {
            return CompletableFuture.supplyAsync(() -> locked(change), bookkeeper)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private <T> T locked(Callable<T> change) {
        try {
            return store.locked(change);
        } catch (RuntimeException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Within a change: keeps a job in place of what it was. */
    void keep(Job job) throws IOException {
        store.write(job);
        waiters.changed(job.id(), job.phase());
    }

    @Override
    public void close() {
        bookkeeper.shutdown();
        JobThreads.awaitEnd(bookkeeper);
    }
}
