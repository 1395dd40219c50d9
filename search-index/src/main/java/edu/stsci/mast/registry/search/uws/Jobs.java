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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int MOST_ATTEMPTS = 2;
    private static final long TICK_SECONDS = 1;
    private static final int TICKS_A_LOOK_FOR_THE_DEAD = 10;
    private static final long SWEEP_SECONDS = 60;
    private static final long STOP_SECONDS = 10;

    private final JobStore store;
    private final JobLimits limits;
    private final JobWork work;
    private final ErrorDocuments errors;
    private final Clock clock;
    private final Waiters waiters;
    /** What this node has to do or does, by the job's id. */
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();
    /** Makes all changes, one after the other. Nobody interrupts it (see {@link JobStore}). */
    private final ExecutorService bookkeeper;

    private final ThreadPoolExecutor workers;
    private final ExecutorService cancellers;
    private final ExecutorService messengers;
    private final ScheduledExecutorService watch;
    private final AtomicInteger ticks = new AtomicInteger();
    private volatile boolean closing;

    private Jobs(JobStore store, JobLimits limits, JobWork work, ErrorDocuments errors, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.work = work;
        this.errors = errors;
        this.clock = clock;
        waiters = new Waiters(limits.waiters());
        bookkeeper = Executors.newSingleThreadExecutor(threads("jobs-book"));
        workers = new ThreadPoolExecutor(
                limits.concurrent(),
                limits.concurrent(),
                60,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("jobs-work"));
        workers.allowCoreThreadTimeOut(true);
        cancellers = Executors.newCachedThreadPool(threads("jobs-cancel"));
        messengers = Executors.newFixedThreadPool(4, threads("jobs-tell"));
        watch = Executors.newSingleThreadScheduledExecutor(threads("jobs-watch"));
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
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
            jobs.sweep();
            jobs.takeOver(true);
        } catch (RuntimeException e) {
            jobs.close();
            throw e;
        }
        jobs.watch.scheduleWithFixedDelay(jobs::tickSafely, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
        jobs.watch.scheduleWithFixedDelay(jobs::sweepSafely, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
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
        Instant now = now();
        Job pending = new Job(
                JobStore.newId(),
                draft.runId(),
                owner,
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
        return book(() -> {
            makeRoom();
            if (run) {
                checkQueue();
            }
            Job job = run ? pending.queued(store.node()) : pending;
            store.create(job, draft);
            if (run) {
                submit(job.id());
            }
            return job;
        });
    }

    /** A job as it is now. */
    public Job get(String id) {
        return find(id).orElseThrow(() -> new NoSuchJobException(id));
    }

    /** A job as it is now; empty when there is none, or its destruction time has passed. */
    public Optional<Job> find(String id) {
        return store.read(id).filter(job -> job.destruction().isAfter(clock.instant()));
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
        return book(() -> {
            Job job = get(id);
            require(job, "started", JobPhase.PENDING);
            checkQueue();
            Job queued = job.queued(store.node());
            keep(queued);
            submit(id);
            return queued;
        });
    }

    /** Ends a job that has not ended (section 2.2.3.6). For one that was aborted already, this does nothing. */
    public Job abort(String id) {
        return book(() -> {
            Job job = get(id);
            if (job.phase() == JobPhase.ABORTED) {
                return job;
            }
            require(job, "aborted", JobPhase.PENDING, JobPhase.QUEUED, JobPhase.EXECUTING);
            Job aborted = job.ended(JobPhase.ABORTED, now(), Optional.empty());
            keep(aborted);
            stop(id);
            return aborted;
        });
    }

    /** Ends a job if need be, and deletes it with all that belongs to it (section 2.2.3.2). */
    public void delete(String id) {
        book(() -> {
            get(id);
            destroy(id);
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
        Instant latest = now().plus(limits.keep());
        return destruction.isAfter(latest) ? latest : destruction.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Sets parameters of a job that is PENDING (section 2.1.11): each name in the draft loses its old values. A draft with a run id gives
     * the job that, too.
     *
     * @param added tells the names that keep their old values in addition
     */
    public Job setParameters(String id, JobDraft draft, Predicate<String> added) {
        return book(() -> {
            Job job = get(id);
            require(job, "given parameters", JobPhase.PENDING);
            List<JobParameter> parameters = new ArrayList<>(job.parameters());
            parameters.removeIf(old -> !(old.file().isEmpty() && added.test(old.name()))
                    && draft.parameters().stream().anyMatch(p -> p.isNamed(old.name())));
            parameters.addAll(draft.parameters());
            checkSize(parameters);
            store.addUploads(id, draft);
            Job changed = draft.runId().map(job::withRunId).orElse(job).withParameters(parameters);
            keep(changed);
            store.dropUnusedUploads(changed);
            return changed;
        });
    }

    /** The limits of one request hold for what several of them bring, too. */
    private void checkSize(List<JobParameter> parameters) {
        long size = parameters.stream()
                .mapToLong(p -> p.name().length()
                        + p.value().length()
                        + p.file().map(JobFile::size).orElse(0L))
                .sum();
        if (size > limits.upload() || parameters.size() > JobDraft.MOST_PARAMETERS) {
            throw new JobRefusedException(
                    Kind.TOO_LARGE,
                    "The parameters of a job may be " + JobDraft.MOST_PARAMETERS + " and have " + limits.upload()
                            + " bytes together; this one would have more.");
        }
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
                wait && !atMost.isZero() && !closing ? waiters.enter(id, job.phase()) : Optional.empty();
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
        int deleted = book(this::destroyExpired);
        store.emptyTrash();
        return deleted;
    }

    /** Looks at what other processes, and the clock, have done; this happens every second. */
    void tick() {
        for (Execution execution : executions.values()) {
            check(execution);
        }
        for (String id : waiters.ids()) {
            waiters.changed(id, find(id).map(Job::phase).orElse(null));
        }
        if (ticks.incrementAndGet() % TICKS_A_LOOK_FOR_THE_DEAD == 0) {
            takeOver(false);
        }
    }

    private void check(Execution execution) {
        Optional<Job> job = find(execution.id());
        if (job.isEmpty() || !isFor(execution, job.get())) {
            // read again under the lock, since it may have just started
            book(() -> {
                if (find(execution.id()).filter(j -> isFor(execution, j)).isEmpty()) {
                    stop(execution.id());
                }
                return null;
            });
        } else if (isOverdue(job.get())) {
            book(() -> {
                Optional<Job> late = find(execution.id()).filter(this::isOverdue);
                if (late.isPresent()) {
                    end(
                            late.get(),
                            JobPhase.ABORTED,
                            JobError.Type.FATAL,
                            "The job was aborted since it ran longer than its execution duration of "
                                    + late.get().executionDuration().toSeconds() + " seconds.");
                    stop(execution.id());
                }
                return null;
            });
        }
    }

    private boolean isFor(Execution execution, Job job) {
        return job.node().equals(Optional.of(store.node()))
                && (job.phase() == JobPhase.QUEUED || job.runsAs(store.node(), execution.attempt()));
    }

    private boolean isOverdue(Job job) {
        return job.deadline().map(d -> !d.isAfter(clock.instant())).orElse(false);
    }

    /** For an {@link Execution} whose turn it is: the job is EXECUTING from now on; false when it is not to be done any more. */
    boolean started(Execution execution) {
        try {
            return book(() -> {
                Optional<Job> queued = find(execution.id())
                        .filter(job ->
                                job.phase() == JobPhase.QUEUED && job.node().equals(Optional.of(store.node())));
                if (queued.isEmpty() || execution.isCancelled() || closing) {
                    return false;
                }
                Job executing = queued.get().started(now());
                store.clean(executing.id());
                execution.starts(executing);
                keep(executing);
                return true;
            });
        } catch (RejectedExecutionException e) {
            return false; // the service is closed
        }
    }

    /** For an {@link Execution}: a result is complete. */
    void produced(Execution execution, JobResult result) {
        book(() -> {
            Optional<Job> job = find(execution.id()).filter(j -> j.runsAs(store.node(), execution.attempt()));
            if (job.isPresent()) {
                keep(job.get().withResult(result));
            }
            return null;
        });
    }

    /** For an {@link Execution}: the work is over. */
    void finished(Execution execution, Optional<Throwable> failure, boolean tooLarge) {
        try {
            book(() -> {
                Optional<Job> job = find(execution.id()).filter(j -> j.runsAs(store.node(), execution.attempt()));
                if (job.isPresent()) {
                    conclude(job.get(), failure, tooLarge);
                }
                return null;
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The job {} ended after the service was closed", execution.id());
        } catch (RuntimeException e) {
            // The next sweep finds a job that nobody is doing.
            LOG.error("The end of the job {} could not be recorded", execution.id(), e);
        }
    }

    private void conclude(Job job, Optional<Throwable> failure, boolean tooLarge) throws IOException {
        if (tooLarge) {
            end(
                    job,
                    JobPhase.ERROR,
                    JobError.Type.FATAL,
                    "The results of a job may have " + limits.results()
                            + " bytes; those of this one are larger. Ask for less.");
        } else if (failure.isEmpty()) {
            keep(job.ended(JobPhase.COMPLETED, now(), Optional.empty()));
        } else if (failure.get() instanceof JobFailedException told) {
            end(
                    job,
                    JobPhase.ERROR,
                    new JobError(told.type(), told.getMessage(), null),
                    told.document().orElseGet(() -> document(told.type(), told.getMessage())));
        } else {
            LOG.error("The job {} failed", job.id(), failure.get());
            end(
                    job,
                    JobPhase.ERROR,
                    JobError.Type.TRANSIENT,
                    "The service made an error while it did this job. It has been noted.");
        }
    }

    private void end(Job job, JobPhase phase, JobError.Type type, String message) throws IOException {
        end(job, phase, new JobError(type, message, null), document(type, message));
    }

    private ErrorDocuments.Document document(JobError.Type type, String message) {
        try {
            return errors.write(type, message);
        } catch (RuntimeException e) {
            LOG.error("The document about an error could not be written", e);
            return ErrorDocuments.TEXT.write(type, message);
        }
    }

    /** After an error, results are not to be trusted (section 2.1.3); after an abort, they are kept (section 2.1.4). */
    private void end(Job job, JobPhase phase, JobError error, ErrorDocuments.Document document) throws IOException {
        store.writeError(job.id(), document.content());
        Job rest = phase == JobPhase.ERROR ? job.withResults(List.of()) : job;
        keep(rest.ended(phase, now(), Optional.of(new JobError(error.type(), error.message(), document.mediaType()))));
        if (phase == JobPhase.ERROR) {
            store.deleteResults(job.id());
        }
    }

    /** For an {@link Execution}: its thread is free again. */
    void left(Execution execution) {
        executions.remove(execution.id(), execution);
        if (closing) {
            return; // somebody else may be doing it again by now
        }
        try {
            JobStore.deleteTree(store.workFolder(execution.id()));
        } catch (IOException e) {
            LOG.debug("The passing files of the job {} are deleted with it", execution.id(), e);
        }
    }

    /** For an {@link Execution}: a result that was not closed could not be thrown away. */
    void noteAbandoned(String id, String result, IOException e) {
        LOG.debug("The unfinished result {} of the job {} is deleted with it", result, id, e);
    }

    /** For an {@link Execution}. */
    JobWork work() {
        return work;
    }

    /** To be called by the bookkeeper only, as all methods from here on. */
    private void keep(Job job) throws IOException {
        store.write(job);
        waiters.changed(job.id(), job.phase());
    }

    private Job change(String id, UnaryOperator<Job> change) {
        return book(() -> {
            Job changed = change.apply(get(id));
            keep(changed);
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

    private void makeRoom() throws IOException {
        if (store.ids().size() >= limits.kept()) {
            destroyExpired();
        }
        if (store.ids().size() >= limits.kept()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service keeps " + limits.kept()
                            + " jobs at most, and has so many. Delete those that you do not need any more, or come again later.");
        }
    }

    private void checkQueue() {
        if (closing) {
            throw new JobRefusedException(Kind.BUSY, "This service is being stopped. Come again in a while.");
        }
        if (executions.size() >= limits.concurrent() + limits.queue()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service does " + limits.concurrent() + " jobs at a time, and " + limits.queue()
                            + " are waiting already. Start the job again in a while.");
        }
    }

    private void submit(String id) {
        Execution execution = new Execution(id, this, store, limits.results(), cancellers);
        executions.put(id, execution);
        workers.execute(execution);
    }

    /** Ends what this node does for a job, or takes it out of the queue. */
    private void stop(String id) {
        Execution execution = executions.get(id);
        if (execution != null) {
            execution.cancel();
            if (workers.remove(execution)) {
                executions.remove(id, execution);
            }
        }
    }

    private void destroy(String id) throws IOException {
        store.delete(id);
        stop(id);
        waiters.changed(id, null);
    }

    private int destroyExpired() throws IOException {
        int deleted = 0;
        for (String id : store.ids()) {
            Optional<Job> job = store.read(id);
            if (job.isEmpty() ? isRefuse(id) : !job.get().destruction().isAfter(clock.instant())) {
                destroy(id);
                deleted++;
            } else if (job.isPresent()) {
                healSafely(job.get());
            }
        }
        return deleted;
    }

    /** What is no job, or cannot be read, gets the time of a job: perhaps somebody can repair it. */
    private boolean isRefuse(String id) {
        return store.lastChange(id)
                .map(change -> change.plus(limits.keep()).isBefore(clock.instant()))
                .orElse(false);
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
        if (!job.node().equals(Optional.of(store.node())) || executions.containsKey(job.id()) || closing) {
            return;
        }
        if (job.phase() == JobPhase.QUEUED) {
            submit(job.id());
        } else if (job.phase() == JobPhase.EXECUTING) {
            end(job, JobPhase.ERROR, JobError.Type.TRANSIENT, "The job's end could not be recorded. Send it again.");
        }
    }

    /**
     * Takes over what dead processes had to do.
     *
     * @param thorough whether to look at the jobs even when no process has died, for those whose process has left no trace
     */
    private void takeOver(boolean thorough) {
        book(() -> {
            List<String> dead = store.deadNodes();
            if (dead.isEmpty() && !thorough || closing) {
                return null;
            }
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
            for (Job orphan : orphans) {
                adopt(orphan);
            }
            for (String node : dead) {
                store.forget(node);
            }
            return null;
        });
    }

    private void adopt(Job job) throws IOException {
        if (job.phase() == JobPhase.EXECUTING && job.attempts() >= MOST_ATTEMPTS) {
            end(
                    job,
                    JobPhase.ERROR,
                    JobError.Type.FATAL,
                    "The service ended " + MOST_ATTEMPTS
                            + " times while it did this job, and does not try again. Ask for less, or ask the service's operators.");
            return;
        }
        LOG.info("The job {} was left behind by a process that ended; it is done here", job.id());
        keep(job.queued(store.node()));
        submit(job.id());
    }

    /** Has the bookkeeper make a change while no other process makes one, and waits for it whatever happens. */
    private <T> T book(Callable<T> change) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return store.locked(change);
                                } catch (RuntimeException e) {
                                    throw e;
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            bookkeeper)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Stops: the jobs that are being done are ended, and are done from the beginning by another process or after the next start, as are
     * those that wait.
     */
    @Override
    public void close() throws IOException {
        if (closing) {
            return;
        }
        closing = true;
        watch.shutdown();
        awaitEnd(watch);
        book(() -> {
            for (Execution execution : executions.values()) {
                Optional<Job> job = find(execution.id()).filter(j -> j.runsAs(store.node(), execution.attempt()));
                if (job.isPresent()) {
                    keep(job.get().putBack());
                }
                stop(execution.id());
            }
            return null;
        });
        workers.shutdown();
        waiters.releaseAll();
        awaitEnd(workers);
        cancellers.shutdown();
        messengers.shutdown();
        awaitEnd(messengers);
        bookkeeper.shutdown();
        awaitEnd(bookkeeper);
        store.close();
    }

    private static void awaitEnd(ExecutorService service) {
        try {
            if (!service.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Some jobs do not let themselves be ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
