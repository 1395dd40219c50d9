package edu.stsci.mast.registry.search.uws;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node has to do and does: a bounded number of jobs at a time, the others in the order in which they came. */
final class JobQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

    private final JobStore store;
    private final JobBook book;
    private final JobLimits limits;
    private final JobWork work;
    private final JobEndings endings;
    /** By the job's id. */
    private final Map<String, Execution> executions = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor workers;
    private final ExecutorService cancellers = Executors.newCachedThreadPool(JobThreads.named("jobs-cancel"));
    private volatile boolean closing;

    JobQueue(JobStore store, JobBook book, JobLimits limits, JobWork work, JobEndings endings) {
        this.store = store;
        this.book = book;
        this.limits = limits;
        this.work = work;
        this.endings = endings;
        workers = new ThreadPoolExecutor(
                limits.concurrent(),
                limits.concurrent(),
                60,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                JobThreads.named("jobs-work"));
        workers.allowCoreThreadTimeOut(true);
    }

    /** Within a change: lets a job that is QUEUED for this node be done. */
    void submit(String id) {
        Execution execution = new Execution(id, this, store, limits.results(), cancellers);
        executions.put(id, execution);
        workers.execute(execution);
    }

    /** Within a change: ends what this node does for a job, or takes it out of the queue. */
    void stop(String id) {
        Execution execution = executions.get(id);
        if (execution != null) {
            execution.cancel();
            if (workers.remove(execution)) {
                executions.remove(id, execution);
            }
        }
    }

    /** Whether this node does a job, or is going to. */
    boolean has(String id) {
        return executions.containsKey(id);
    }

    /** The jobs that this node does, or is going to do. */
    Set<String> ids() {
        return executions.keySet();
    }

    /** What this node does, and is going to do. */
    Collection<Execution> executions() {
        return executions.values();
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether a job is this node's, and nothing has happened to it that ends the execution. */
    boolean isFor(Execution execution, Job job) {
        return isOfThisNode(job) && (job.phase() == JobPhase.QUEUED || job.runsAs(store.node(), execution.attempt()));
    }

    boolean isOfThisNode(Job job) {
        return job.node().equals(Optional.of(store.node()));
    }

    /** For an {@link Execution}. */
    JobWork work() {
        return work;
    }

    /** For an {@link Execution} whose turn it is: the job is EXECUTING from now on; false when it is not to be done any more. */
    boolean started(Execution execution) {
        try {
            return book.change(() -> {
                Optional<Job> queued =
                        book.find(execution.id()).filter(job -> job.phase() == JobPhase.QUEUED && isOfThisNode(job));
                if (queued.isEmpty() || execution.isCancelled() || closing) {
                    return false;
                }
                Job executing = queued.get().started(book.now());
                store.clean(executing.id());
                execution.starts(executing);
                book.keep(executing);
                return true;
            });
        } catch (RejectedExecutionException e) {
            return false; // the service is closed
        }
    }

    /** For an {@link Execution}: a result is complete. */
    void produced(Execution execution, JobResult result) {
        book.change(() -> {
            Optional<Job> job = executed(execution);
            if (job.isPresent()) {
                book.keep(job.get().withResult(result));
            }
            return null;
        });
    }

    /** For an {@link Execution}: the work is over. */
    void finished(Execution execution, Optional<Throwable> failure, boolean tooLarge) {
        try {
            book.change(() -> {
                Optional<Job> job = executed(execution);
                if (job.isPresent()) {
                    endings.conclude(job.get(), failure, tooLarge);
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

    private Optional<Job> executed(Execution execution) {
        return book.find(execution.id()).filter(j -> j.runsAs(store.node(), execution.attempt()));
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

    /** Takes nothing more. */
    void beginClosing() {
        closing = true;
    }

    /** Ends what is being done, and puts it back, to be done from the beginning by another process or after the next start. */
    void putBack() {
        book.change(() -> {
            for (Execution execution : executions.values()) {
                Optional<Job> job = executed(execution);
                if (job.isPresent()) {
                    book.keep(job.get().putBack());
                }
                stop(execution.id());
            }
            return null;
        });
    }

    /** Waits for what was ended to be so. */
    @Override
    public void close() {
        workers.shutdown();
        JobThreads.awaitEnd(workers);
        cancellers.shutdown();
    }
}
