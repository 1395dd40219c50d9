package edu.stsci.mast.registry.search.uws;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** How jobs cease to exist, with all that belongs to them (UWS 1.1, section 2.1.5). For use within changes of the {@link JobBook}. */
final class JobDestruction {
    private final JobStore store;
    private final JobBook book;
    private final JobQueue queue;
    private final Waiters waiters;
    private final JobLimits limits;
    private final Clock clock;

    JobDestruction(JobStore store, JobBook book, JobQueue queue, Waiters waiters, JobLimits limits, Clock clock) {
        this.store = store;
        this.book = book;
        this.queue = queue;
        this.waiters = waiters;
        this.limits = limits;
        this.clock = clock;
    }

    void destroy(String id) throws IOException {
        store.delete(id);
        queue.stop(id);
        waiters.changed(id, null);
    }

    /** Destroys those whose time has come. */
    int destroyExpired() throws IOException {
        int destroyed = 0;
        for (String id : store.ids()) {
            Optional<Job> job = store.read(id);
            if (job.isEmpty() ? isRefuse(id) : book.hasExpired(job.get())) {
                destroy(id);
                destroyed++;
            }
        }
        return destroyed;
    }

    /** What is no job, or cannot be read, gets the time of a job: perhaps somebody can repair it. */
    private boolean isRefuse(String id) {
        return store.lastChange(id)
                .map(change -> change.plus(limits.keep()).isBefore(clock.instant()))
                .orElse(false);
    }
}
