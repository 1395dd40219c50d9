package edu.stsci.mast.registry.search.uws;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What jobs are when they have ended, and what their senders are told. For use within changes of the {@link JobBook}. */
final class JobEndings {
    private static final Logger LOG = LoggerFactory.getLogger(JobEndings.class);

    private final JobStore store;
    private final JobBook book;
    private final JobLimits limits;
    private final ErrorDocuments errors;

    JobEndings(JobStore store, JobBook book, JobLimits limits, ErrorDocuments errors) {
        this.store = store;
        this.book = book;
        this.limits = limits;
        this.errors = errors;
    }

    /** The work for a job is over. */
    void conclude(Job job, Optional<Throwable> failure, boolean tooLarge) throws IOException {
        if (tooLarge) {
            end(
                    job,
                    JobPhase.ERROR,
                    JobError.Type.FATAL,
                    "The results of a job may have " + limits.results()
                            + " bytes; those of this one are larger. Ask for less.");
        } else if (failure.isEmpty()) {
            book.keep(job.ended(JobPhase.COMPLETED, book.now(), Optional.empty()));
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

    /** Ends a job with an error. */
    void end(Job job, JobPhase phase, JobError.Type type, String message) throws IOException {
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
        book.keep(rest.ended(
                phase, book.now(), Optional.of(new JobError(error.type(), error.message(), document.mediaType()))));
        if (phase == JobPhase.ERROR) {
            store.deleteResults(job.id());
        }
    }
}
