package edu.stsci.mast.registry.search.uws;

import edu.stsci.mast.registry.search.uws.JobRefusedException.Kind;
import java.io.IOException;
import java.util.List;

/** Which jobs are taken on. Each method throws {@link JobRefusedException} when there is no room. */
final class JobAdmission {
    private final JobStore store;
    private final JobQueue queue;
    private final JobDestruction destruction;
    private final JobLimits limits;

    JobAdmission(JobStore store, JobQueue queue, JobDestruction destruction, JobLimits limits) {
        this.store = store;
        this.queue = queue;
        this.destruction = destruction;
        this.limits = limits;
    }

    /** Within a change: makes sure that there is room for one more job to be kept. */
    void makeRoom() throws IOException {
        if (store.ids().size() >= limits.kept()) {
            destruction.destroyExpired();
        }
        if (store.ids().size() >= limits.kept()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service keeps " + limits.kept()
                            + " jobs at most, and has so many. Delete those that you do not need any more, or come again later.");
        }
    }

    /** Within a change: makes sure that one more job can be started. */
    void checkQueue() {
        if (queue.isClosing()) {
            throw new JobRefusedException(Kind.BUSY, "This service is being stopped. Come again in a while.");
        }
        if (queue.executions().size() >= limits.concurrent() + limits.queue()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service does " + limits.concurrent() + " jobs at a time, and " + limits.queue()
                            + " are waiting already. Start the job again in a while.");
        }
    }

    /** The limits of one request hold for what several of them bring, too. */
    void checkSize(List<JobParameter> parameters) {
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
}
