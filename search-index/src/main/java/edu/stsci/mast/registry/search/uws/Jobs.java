package edu.stsci.mast.registry.search.uws;

import edu.stsci.mast.registry.search.uws.JobRefusedException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The jobs of a service (UWS 1.1, section 2.1), done by a bounded number of threads and kept in a folder. For any number of threads.
 *
 * <p>The folder is the truth, and several processes may share one: any of them shows, starts, aborts and deletes any job, and the one that
 * was told to start a job does it. A change by another process is noticed within a second. When a process has died, or was stopped, its
 * jobs that waited wait again at another process, or at the next start; those that it was doing are done again from the beginning, once:
 * when a process died twice while it did a job, the job ends in ERROR, since it may be the reason.
 *
 * <p>Methods that take an id throw {@link NoSuchJobException} when there is no such job, and {@link JobRefusedException} when they cannot
 * be followed; then nothing has changed. What the disk refuses comes as an {@link UncheckedIOException}.
 */
public final class Jobs implements AutoCloseable {
    private final JobStore store;
    private final JobLimits limits;
    private final Waiters waiters;
    private final JobBook book;
    private final JobQueue queue;
    private final JobDestruction destruction;
    private final JobAdmission admission;
    private final JobWatch watch;
    private final ExecutorService messengers = Executors.newFixedThreadPool(4, JobThreads.named("jobs-tell"));

    private Jobs(JobStore store, JobLimits limits, JobWork work, ErrorDocuments errors, Clock clock) {
        this.store = store;
        this.limits = limits;
        waiters = new Waiters(limits.waiters());
        book = new JobBook(store, waiters, clock);
        JobEndings endings = new JobEndings(store, book, limits, errors);
        queue = new JobQueue(store, book, limits, work, endings);
        destruction = new JobDestruction(store, book, queue, waiters, limits, clock);
        admission = new JobAdmission(store, queue, destruction, limits);
        watch = new JobWatch(store, book, queue, endings, destruction, waiters);
    }

    /**
     * Opens the jobs in a folder, which is made when it is missing, and goes on with those that a dead process left behind.
     *
     * @param errors writes the error documents of jobs that bring none
     * @throws IOException when the folder cannot be used
     */
    public static Jobs open(Path folder, JobLimits limits, JobWork work, ErrorDocuments errors, Clock clock)
            throws IOException {
        JobStore store = new JobStore(folder);
        Jobs jobs = new Jobs(store, limits, work, errors, clock);
        try {
            jobs.watch.start();
        } catch (RuntimeException e) {
            jobs.close();
            throw e;
        }
        return jobs;
    }

    /** What this service takes on. */
    public JobLimits limits() {
        return limits;
    }

    /** An empty draft, for a new job or for parameters. */
    public JobDraft draft() {
        return store.draft(limits.upload());
    }

    /**
     * Makes a job of a draft (UWS 1.1, section 2.2.3.1), with the largest execution duration and the latest destruction time if the draft
     * says nothing else.
     *
     * @param owner who may use it; empty when that is not known
     * @param run whether to send it to be done at once; when that is refused, there is no job
     */
    public Job create(JobDraft draft, Optional<String> owner, boolean run) {
        Instant now = book.now();
        Job pending = new Job(
                JobStore.newId(),
                draft.runId(),
                owner,
                draft.sender(),
                JobPhase.PENDING,
                Optional.empty(),
                now,
                Optional.empty(),
                Optional.empty(),
                bounded(draft.executionDuration().orElse(0L)),
                bounded(draft.destruction().orElse(Instant.MAX)),
                draft.parameters(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0);
        return book.change(() -> {
            admission.makeRoom(pending);
            if (run) {
                admission.checkQueue(pending);
            }
            Job job = run ? pending.queued(store.node()) : pending;
            store.create(job, draft);
            if (run) {
                queue.submit(job.id());
            }
            return job;
        });
    }

    /** A job as it is now. */
    public Job get(String id) {
        return book.get(id);
    }

    /** A job as it is now; empty when there is none, or its destruction time has passed. */
    public Optional<Job> find(String id) {
        return book.find(id);
    }

    /** The jobs of an owner, the newest first (UWS 1.1, section 2.2.2.1). Those of unknown owners are in nobody's list. */
    public List<Job> list(String owner, JobFilter filter) {
        List<Job> jobs = new ArrayList<>(store.ids().stream()
                .flatMap(id -> find(id).stream())
                .filter(job -> job.ownerId().equals(Optional.of(owner)) && filter.takes(job))
                .sorted(Comparator.comparing(Job::creationTime).reversed())
                .toList());
        return List.copyOf(jobs.subList(0, Math.min(jobs.size(), filter.last().orElse(Integer.MAX_VALUE))));
    }

    /** Sends a job that is PENDING to be done (section 2.2.3.5). */
    public Job run(String id) {
        return book.change(() -> {
            Job job = get(id);
            require(job, "started", JobPhase.PENDING);
            admission.checkQueue(job);
            Job queued = job.queued(store.node());
            book.keep(queued);
            queue.submit(id);
            return queued;
        });
    }

    /** Ends a job that has not ended (section 2.2.3.6). For one that was aborted already, this does nothing. */
    public Job abort(String id) {
        return book.change(() -> {
            Job job = get(id);
            if (job.phase() == JobPhase.ABORTED) {
                return job;
            }
            require(job, "aborted", JobPhase.PENDING, JobPhase.QUEUED, JobPhase.EXECUTING);
            Job aborted = job.ended(JobPhase.ABORTED, book.now(), Optional.empty());
            book.keep(aborted);
            queue.stop(id);
            return aborted;
        });
    }

    /** Ends a job if need be, and deletes it with all that belongs to it (section 2.2.3.2). */
    public void delete(String id) {
        book.change(() -> {
            get(id);
            destruction.destroy(id);
            return null;
        });
        store.emptyTrash();
    }

    /**
     * Sets how long a job may run, while it does not (section 2.2.3.4).
     *
     * @param seconds 0 or more than the largest duration count as that one
     */
    public Job setExecutionDuration(String id, long seconds) {
        Duration duration = bounded(seconds);
        return change(id, job -> {
            require(job, "given another execution duration", JobPhase.PENDING, JobPhase.QUEUED);
            return job.lasting(duration);
        });
    }

    /** Sets when a job is deleted (section 2.2.3.3); what is too far ahead counts as the latest time that is possible now. */
    public Job setDestruction(String id, Instant time) {
        Instant destruction = bounded(time);
        return change(id, job -> job.keptUntil(destruction));
    }

    private Duration bounded(long seconds) {
        long most = limits.runTime().toSeconds();
        return Duration.ofSeconds(seconds <= 0 || seconds > most ? most : seconds);
    }

    private Instant bounded(Instant destruction) {
        Instant latest = book.now().plus(limits.keep());
        return destruction.isAfter(latest) ? latest : destruction.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Sets parameters of a job that is PENDING (section 2.1.11): each name in the draft loses its old values. A draft with a run id gives
     * the job that, too.
     *
     * @param added tells the names that keep their old values in addition
     */
    public Job setParameters(String id, JobDraft draft, Predicate<String> added) {
        return book.change(() -> {
            Job job = get(id);
            require(job, "given parameters", JobPhase.PENDING);
            List<JobParameter> parameters = new ArrayList<>(job.parameters());
            parameters.removeIf(old -> !(old.file().isEmpty() && added.test(old.name()))
                    && draft.parameters().stream().anyMatch(p -> p.isNamed(old.name())));
            parameters.addAll(draft.parameters());
            admission.checkSize(parameters);
            store.addUploads(id, draft);
            Job changed = draft.runId().map(job::withRunId).orElse(job).withParameters(parameters);
            book.keep(changed);
            store.dropUnusedUploads(changed);
            return changed;
        });
    }

    /** The file of a result. It may be gone when it is opened, since jobs can be deleted at any time. */
    public Path file(Job job, JobResult result) {
        return store.resultFile(job.id(), result.id());
    }

    /** The file of a parameter that was sent as one. */
    public Path file(Job job, JobFile upload) {
        return store.uploadFile(job.id(), upload.file());
    }

    /** The document about a job's error; there is one when {@link Job#error} is not empty. */
    public Path errorFile(Job job) {
        return store.errorFile(job.id());
    }

    /**
     * Waits for a job to leave its phase (section 2.2.1.2), without a thread. The answer is the job as it is then; it comes at once when
     * the job has ended, or when too many wait already.
     *
     * @param seen the phase that the one who asks knows of; when the job has another one, the answer comes at once
     * @param atMost when it comes in any case
     * @return completes exceptionally with {@link NoSuchJobException} when the job is deleted in the meantime
     */
    public CompletableFuture<Job> awaitChange(String id, Optional<JobPhase> seen, Duration atMost) {
        Job job = get(id);
        boolean wait = job.phase().active() && seen.map(job.phase()::equals).orElse(true) && !atMost.isNegative();
        Optional<Waiters.Waiter> place =
                wait && !atMost.isZero() && !queue.isClosing() ? waiters.enter(id, job.phase()) : Optional.empty();
        if (place.isEmpty()) {
            return CompletableFuture.completedFuture(job);
        }
        Waiters.Waiter waiter = place.get();
        // It may have changed between the look at it and the beginning of the waiting.
        waiters.changed(id, find(id).map(Job::phase).orElse(null));
        return waiter.signal()
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(
                        nothing -> {
                            waiters.leave(waiter);
                            return get(id);
                        },
                        messengers);
    }

    /** How many wait for changes of phases. */
    public int waiting() {
        return waiters.count();
    }

    /**
     * Deletes the jobs whose destruction time has passed; this also happens every minute.
     *
     * @return how many
     */
    public int sweep() {
        return watch.sweep();
    }

    /** Looks at what other processes, and the clock, have done; this happens every second. */
    void tick() {
        watch.tick();
    }

    private Job change(String id, UnaryOperator<Job> change) {
        return book.change(() -> {
            Job changed = change.apply(get(id));
            book.keep(changed);
            return changed;
        });
    }

    private static void require(Job job, String done, JobPhase... phases) {
        if (!List.of(phases).contains(job.phase())) {
            throw new JobRefusedException(
                    Kind.PHASE,
                    "The job " + job.id() + " is " + job.phase() + " and cannot be " + done
                            + "; that is possible only for one that is "
                            + String.join(
                                    " or ",
                                    List.of(phases).stream().map(JobPhase::name).toList())
                            + ".");
        }
    }

    /**
     * Stops: the jobs that are being done are ended, and are done from the beginning by another process or after the next start, as are
     * those that wait.
     */
    @Override
    public void close() throws IOException {
        if (queue.isClosing()) {
            return;
        }
        queue.beginClosing();
        watch.close();
        queue.putBack();
        waiters.releaseAll();
        queue.close();
        messengers.shutdown();
        JobThreads.awaitEnd(messengers);
        book.close();
        store.close();
    }
}
