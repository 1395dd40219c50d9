package edu.stsci.mast.registry.search.uws;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** One attempt to do a job on this node, from its place in the queue to its end. */
final class Execution implements Runnable, JobContext {
    private static final Pattern RESULT_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

    private final String id;
    private final JobQueue queue;
    private final JobStore store;
    private final long resultsLimit;
    private final Executor canceller;
    private final AtomicLong written = new AtomicLong();
    private final Map<String, ResultStream> results = new HashMap<>();
    private final List<Runnable> hooks = new ArrayList<>();
    private Job job;
    private Thread thread;
    private boolean cancelled;
    private boolean over;
    private volatile boolean tooLarge;

    /** @param canceller runs the hooks of work that is cancelled */
    Execution(String id, JobQueue queue, JobStore store, long resultsLimit, Executor canceller) {
        this.id = id;
        this.queue = queue;
        this.store = store;
        this.resultsLimit = resultsLimit;
        this.canceller = canceller;
    }

    String id() {
        return id;
    }

    /** How many times the job had been started with this attempt; 0 when it was not. */
    synchronized int attempt() {
        return job == null ? 0 : job.attempts();
    }

    @Override
    public void run() {
        try {
            if (isCancelled()) {
                return;
            }
            if (!queue.started(this)) {
                return;
            }
            Optional<Throwable> failure = begin() ? attemptWork() : Optional.empty();
            queue.finished(this, failure, tooLarge);
        } finally {
            queue.left(this);
        }
    }

    /** The job as it will be kept as started: from then on it is known which attempt this is, to the watch, too. */
    synchronized void starts(Job startedJob) {
        job = startedJob;
    }

    /** Whether to go on: the job may have been cancelled in the meantime. */
    private synchronized boolean begin() {
        if (!cancelled) {
            thread = Thread.currentThread();
        }
        return !cancelled;
    }

    private Optional<Throwable> attemptWork() {
        try {
            queue.work().run(this);
            return Optional.empty();
        } catch (
                Throwable
                        e) { // also errors: one job must not end the service, and its sender must learn that it failed
            return Optional.of(e);
        } finally {
            synchronized (this) {
                thread = null;
                over = true;
                Thread.interrupted(); // meant for the work, which is over
            }
            results.values().forEach(ResultStream::abandon);
        }
    }

    /** Ends the work as soon as it lets itself be ended. */
    void cancel() {
        List<Runnable> toRun;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(hooks);
            if (thread != null) {
                thread.interrupt();
            }
        }
        toRun.forEach(canceller::execute);
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable hook) {
        boolean late;
        synchronized (this) {
            late = cancelled;
            hooks.add(hook);
        }
        if (late) {
            canceller.execute(hook);
        }
    }

    @Override
    public synchronized Job job() {
        return job;
    }

    @Override
    public Optional<Path> upload(String parameter) {
        return job().parameters().stream()
                .filter(p -> p.isNamed(parameter))
                .flatMap(p -> p.file().stream())
                .map(file -> store.uploadFile(id, file.file()))
                .findFirst();
    }

    @Override
    public Path folder() {
        return store.workFolder(id);
    }

    @Override
    public Instant deadline() {
        return job().deadline().orElseThrow();
    }

    @Override
    public OutputStream openResult(String result, String mediaType) throws IOException {
        if (!RESULT_ID.matcher(result).matches() || results.containsKey(result)) {
            throw new IllegalArgumentException("'" + result + "' is not the id of a new result");
        }
        if (isCancelled()) {
            throw new InterruptedIOException("The job " + id + " was cancelled");
        }
        ResultStream stream = new ResultStream(result, mediaType, Files.newOutputStream(store.resultFile(id, result)));
        results.put(result, stream);
        return stream;
    }

    private synchronized boolean counts() {
        return !cancelled && !over && !tooLarge;
    }

    /** A result on its way to its file. */
    private final class ResultStream extends FilterOutputStream {
        private final String result;
        private final String mediaType;
        private long size;
        private boolean closed;

        ResultStream(String result, String mediaType, OutputStream file) {
            super(file);
            this.result = result;
            this.mediaType = mediaType;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (written.addAndGet(length) > resultsLimit) {
                tooLarge = true;
                throw new IOException("The results of a job may have " + resultsLimit + " bytes");
            }
            out.write(bytes, offset, length);
            size += length;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            out.close();
            if (counts()) {
                queue.produced(Execution.this, new JobResult(result, mediaType, size));
            } else {
                Files.deleteIfExists(store.resultFile(id, result));
            }
        }

        /** Throws it away unless it is closed already. */
        void abandon() {
            try {
                close();
            } catch (IOException e) {
                queue.noteAbandoned(id, result, e);
            }
        }
    }
}
