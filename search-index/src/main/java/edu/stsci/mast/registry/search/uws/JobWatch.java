package edu.stsci.mast.registry.search.uws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the jobs when nobody asks for them: time that runs out, what other processes did, and what dead ones left behind. */
final class JobWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final int MOST_ATTEMPTS = 2;
    private static final long TICK_SECONDS = 1;
    private static final int TICKS_A_LOOK_FOR_THE_DEAD = 10;
    private static final long SWEEP_SECONDS = 60;

    private final JobStore store;
    private final JobBook book;
    private final JobQueue queue;
    private final JobEndings endings;
    private final JobDestruction destruction;
    private final Waiters waiters;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(JobThreads.named("jobs-watch"));
    private final AtomicInteger ticks = new AtomicInteger();

    JobWatch(
            JobStore store,
            JobBook book,
            JobQueue queue,
            JobEndings endings,
            JobDestruction destruction,
            Waiters waiters) {
        this.store = store;
        this.book = book;
        this.queue = queue;
        this.endings = endings;
        this.destruction = destruction;
        this.waiters = waiters;
    }

    /** Sweeps, takes over what was left behind before this start, and goes on looking from then on. */
    void start() {
        sweep();
        takeOver(true);
        clockwork.scheduleWithFixedDelay(this::tickSafely, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
        clockwork.scheduleWithFixedDelay(this::sweepSafely, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.error("The jobs could not be looked after; this is tried again", e);
        }
    }

    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.error("Jobs could not be deleted; this is tried again", e);
        }
    }

    /** Looks at what other processes, and the clock, have done; this happens every second. */
    void tick() {
        for (Execution execution : queue.executions()) {
            check(execution);
        }
        for (String id : waiters.ids()) {
            waiters.changed(id, book.find(id).map(Job::phase).orElse(null));
        }
        if (ticks.incrementAndGet() % TICKS_A_LOOK_FOR_THE_DEAD == 0) {
            takeOver(false);
        }
    }

    private void check(Execution execution) {
        Optional<Job> job = book.find(execution.id());
        if (job.isEmpty() || !queue.isFor(execution, job.get())) {
            // read again under the lock, since it may have just started
            book.change(() -> {
                if (book.find(execution.id())
                        .filter(j -> queue.isFor(execution, j))
                        .isEmpty()) {
                    queue.stop(execution.id());
                }
                return null;
            });
        } else if (book.isOverdue(job.get())) {
            book.change(() -> {
                Optional<Job> late = book.find(execution.id()).filter(book::isOverdue);
                if (late.isPresent()) {
                    endings.end(
                            late.get(),
                            JobPhase.ABORTED,
                            JobError.Type.FATAL,
                            "The job was aborted since it ran longer than its execution duration of "
                                    + late.get().executionDuration().toSeconds() + " seconds.");
                    queue.stop(execution.id());
                }
                return null;
            });
        }
    }

    /**
     * Deletes the jobs whose destruction time has passed, and mends those whose end could not be recorded; this happens every minute.
     *
     * @return how many were deleted
     */
    int sweep() {
        int deleted = book.change(() -> {
            int destroyed = destruction.destroyExpired();
            for (String id : store.ids()) {
                store.read(id).ifPresent(this::healSafely);
            }
            return destroyed;
        });
        store.emptyTrash();
        return deleted;
    }

    private void healSafely(Job job) {
        try {
            heal(job);
        } catch (IOException e) {
            LOG.error("The end of the job {} still cannot be recorded", job.id(), e);
        }
    }

    /** A job of this node that is not being done: the disk was full, for instance, when its end should have been recorded. */
    private void heal(Job job) throws IOException {
        if (!queue.isOfThisNode(job) || queue.has(job.id()) || queue.isClosing()) {
            return;
        }
        if (job.phase() == JobPhase.QUEUED) {
            queue.submit(job.id());
        } else if (job.phase() == JobPhase.EXECUTING) {
            endings.end(
                    job,
                    JobPhase.ERROR,
                    JobError.Type.TRANSIENT,
                    "The job's end could not be recorded. Send it again.");
        }
    }

    /**
     * Takes over what dead processes had to do.
     *
     * @param thorough whether to look at the jobs even when no process has died, for those whose process has left no trace
     */
    private void takeOver(boolean thorough) {
        book.change(() -> {
            List<String> dead = store.deadNodes();
            if (dead.isEmpty() && !thorough || queue.isClosing()) {
                return null;
            }
            for (Job orphan : orphans()) {
                adopt(orphan);
            }
            for (String node : dead) {
                store.forget(node);
            }
            return null;
        });
    }

    /** The jobs that no living process has to do, the oldest first. */
    private List<Job> orphans() throws IOException {
        Map<String, Boolean> alive = new ConcurrentHashMap<>();
        List<Job> orphans = new ArrayList<>();
        for (String id : store.ids()) {
            Optional<Job> job =
                    store.read(id).filter(j -> j.phase() == JobPhase.QUEUED || j.phase() == JobPhase.EXECUTING);
            if (job.isPresent()) {
                String node = job.get().node().orElse("");
                if (!alive.containsKey(node)) {
                    alive.put(node, !node.isEmpty() && store.isAlive(node));
                }
                if (!alive.get(node)) {
                    orphans.add(job.get());
                }
            }
        }
        orphans.sort(Comparator.comparing(Job::creationTime));
        return orphans;
    }

    private void adopt(Job job) throws IOException {
        if (job.phase() == JobPhase.EXECUTING && job.attempts() >= MOST_ATTEMPTS) {
            endings.end(
                    job,
                    JobPhase.ERROR,
                    JobError.Type.FATAL,
                    "The service ended " + MOST_ATTEMPTS
                            + " times while it did this job, and does not try again. Ask for less, or ask the service's operators.");
            return;
        }
        LOG.info("The job {} was left behind by a process that ended; it is done here", job.id());
        book.keep(job.queued(store.node()));
        queue.submit(job.id());
    }

    @Override
    public void close() {
        clockwork.shutdown();
        JobThreads.awaitEnd(clockwork);
    }
}
