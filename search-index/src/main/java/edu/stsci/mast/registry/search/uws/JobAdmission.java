package edu.stsci.mast.registry.search.uws;

import edu.stsci.mast.registry.search.uws.JobRefusedException.Kind;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which jobs are taken on. Each method throws {@link JobRefusedException} when there is no room. */
final class JobAdmission {
    private final JobStore store;
    private final JobQueue queue;
    private final JobDestruction destruction;
    private final JobLimits limits;
    /** By the job's id; empty for an unknown one. A job's sender never changes, so that each job is read once. */
    private final Map<String, String> senders = new HashMap<>();

    JobAdmission(JobStore store, JobQueue queue, JobDestruction destruction, JobLimits limits) {
        this.store = store;
        this.queue = queue;
        this.destruction = destruction;
        this.limits = limits;
    }

    /** Within a change: makes sure that there is room for a job to be kept. */
    void makeRoom(Job next) throws IOException {
        if (store.ids().size() >= limits.kept() || kept(next) >= limits.senderKept()) {
            destruction.destroyExpired();
        }
        if (store.ids().size() >= limits.kept()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service keeps " + limits.kept()
                            + " jobs at most, and has so many. Delete those that you do not need any more, or come again later.");
        }
        if (kept(next) >= limits.senderKept()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service keeps " + limits.senderKept()
                            + " jobs of one sender, and has so many of yours (senders behind one network address count as one)."
                            + " Delete those that you do not need any more, or come again later.");
        }
    }

    /** How many jobs of a job's sender are kept; 0 when the sender is not known. */
    private long kept(Job next) {
        return next.sender().map(sender -> of(sender, store.ids())).orElse(0L);
    }

    private long of(String sender, Collection<String> ids) {
        return ids.stream().filter(id -> senderOf(id).equals(sender)).count();
    }

    private String senderOf(String id) {
        String known = senders.get(id);
        if (known != null) {
            return known;
        }
        Optional<Job> job = store.read(id);
        String sender = job.flatMap(Job::sender).orElse("");
        if (job.isPresent()) {
            forgetTheDestroyed();
            senders.put(id, sender);
        }
        return sender;
    }

    private void forgetTheDestroyed() {
        if (senders.size() >= 2 * limits.kept()) {
            senders.keySet().retainAll(new HashSet<>(store.ids()));
        }
    }

    /** Within a change: makes sure that a job can be started. */
    void checkQueue(Job next) {
        if (queue.isClosing()) {
            throw new JobRefusedException(Kind.BUSY, "This service is being stopped. Come again in a while.");
        }
        if (queue.ids().size() >= limits.concurrent() + limits.queue()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service does " + limits.concurrent() + " jobs at a time, and " + limits.queue()
                            + " are waiting already. Start the job again in a while.");
        }
        if (next.sender().isPresent() && of(next.sender().get(), queue.ids()) >= limits.senderActive()) {
            throw new JobRefusedException(
                    Kind.BUSY,
                    "This service does, or lets wait, " + limits.senderActive()
                            + " jobs of one sender at a time, and has so many of yours (senders behind one network address count as"
                            + " one). Start the job again when one of them has ended.");
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
