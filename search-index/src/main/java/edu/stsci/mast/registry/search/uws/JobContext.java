package edu.stsci.mast.registry.search.uws;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the work of a job is given. */
public interface JobContext {
    /** The job as it was when it started. */
    Job job();

    /** The values of a text parameter in the order in which they were sent; its name without regard to case. */
    default List<String> values(String parameter) {
        return job().values(parameter);
    }

    /** A parameter that was sent as a file. */
    Optional<Path> upload(String parameter);

    /** A folder for passing files, which exists; it is deleted at the end of the work. */
    Path folder();

    /**
     * Begins a result. It is the job's from the moment when the stream is closed; what is not closed by the end of the work, or is closed
     * after the job was cancelled or failed, is thrown away. The stream fails when the job's results grow beyond the limit, and the job
     * then ends in ERROR in any case.
     *
     * @param id letters, digits, {@code _}, {@code -} and {@code .}, at most 64; TAP's is {@code result} (TAP 1.1, section 2.2.2)
     * @throws IllegalArgumentException when the id is none or was used already
     */
    OutputStream openResult(String id, String mediaType) throws IOException;

    /** Has something called when the job is cancelled, by a thread of its own; at once when that is the case already. */
    void onCancel(Runnable hook);

    /** Whether the job was aborted, deleted, or ran out of time, or the service stops. */
    boolean isCancelled();

    /** When the job's execution duration is over, by the service's clock; it is cancelled then. */
    Instant deadline();
}
