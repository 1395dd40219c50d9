package edu.stsci.mast.registry.search.uws;

import java.util.Optional;

/** Thrown by work that cannot be done, with the sentence for the one who sent the job; the job's phase becomes ERROR. */
public final class JobFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final JobError.Type type;
    private final transient ErrorDocuments.Document document;

    /** A failure whose document is written by the service's {@link ErrorDocuments}. */
    public JobFailedException(JobError.Type type, String message, Throwable cause) {
        this(type, message, null, cause);
    }

    /**
     * A failure with a document of its own.
     *
     * @param document null for the usual one
     * @param cause may be null
     */
    public JobFailedException(JobError.Type type, String message, ErrorDocuments.Document document, Throwable cause) {
        super(message, cause);
        this.type = type;
        this.document = document;
    }

    JobError.Type type() {
        return type;
    }

    Optional<ErrorDocuments.Document> document() {
        return Optional.ofNullable(document);
    }
}
