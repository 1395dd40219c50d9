package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.uws.JobContext;
import edu.stsci.mast.registry.search.uws.JobError;
import edu.stsci.mast.registry.search.uws.JobFailedException;
import edu.stsci.mast.registry.search.uws.JobParameter;
import edu.stsci.mast.registry.search.uws.JobWork;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers a query that was sent as a job (TAP 1.1, section 2.2.2); its result is called {@code result}. */
public final class QueryJob implements JobWork {
    private static final String RESULT = "result";
    private static final String PART = "param:";

    private final QueryEngine engine;
    private final RemoteTables remote;
    private final Clock clock;

    /** Fetches uploaded tables that are named by their URL. */
    @FunctionalInterface
    public interface RemoteTables {
        /**
         * Brings the document at a URL into a file.
         *
         * @throws TapException when it cannot be had, or is too large
         */
        void fetch(String url, Path file) throws TapException;
    }

    /** What jobs do, by the given engine. */
    public QueryJob(QueryEngine engine, RemoteTables remote, Clock clock) {
        this.engine = engine;
        this.remote = remote;
        this.clock = clock;
    }

    @Override
    public void run(JobContext job) throws IOException, JobFailedException {
        try {
            TapQuery query = new TapRequest(texts(job))
                    .query(new Uploaded(job), engine.limits().uploadBytes());
            Duration time = Duration.between(clock.instant(), job.deadline());
            try (RunningQuery running = engine.begin(query, time, job::onCancel)) {
                write(running, query, job);
            }
        } catch (TapException e) {
            JobError.Type type = e.reason() == TapException.Reason.BUSY ? JobError.Type.TRANSIENT : JobError.Type.FATAL;
            throw new JobFailedException(type, e.getMessage(), e);
        }
    }

    private static void write(RunningQuery running, TapQuery query, JobContext job)
            throws IOException, JobFailedException {
        try (OutputStream out = job.openResult(RESULT, query.format().mediaType())) {
            running.write(out);
            if (running.failure().isPresent()) {
                throw new JobFailedException(
                        JobError.Type.FATAL, running.failure().get(), null);
            }
        }
    }

    private static Map<String, List<String>> texts(JobContext job) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (JobParameter parameter : job.job().parameters()) {
            if (parameter.file().isEmpty()) {
                texts.computeIfAbsent(parameter.name(), name -> new ArrayList<>())
                        .add(parameter.value());
            }
        }
        return texts;
    }

    /** The tables that came with the job, and those that are fetched for it into its folder. */
    private final class Uploaded implements TapRequest.UploadSource {
        private final JobContext job;
        private int fetched;

        Uploaded(JobContext job) {
            this.job = job;
        }

        @Override
        public Path fetch(String uri) throws TapException {
            if (uri.startsWith(PART)) {
                String name = uri.substring(PART.length());
                return job.upload(name)
                        .orElseThrow(() -> new TapException(
                                TapException.Reason.BAD_REQUEST,
                                "UPLOAD names the part '" + name + "', but no such file came with the job; send it as"
                                        + " multipart/form-data"));
            }
            Path file = job.folder().resolve("upload-" + ++fetched + ".xml");
            remote.fetch(uri, file);
            return file;
        }
    }
}
