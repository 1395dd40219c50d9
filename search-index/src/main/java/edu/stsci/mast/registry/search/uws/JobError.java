package edu.stsci.mast.registry.search.uws;

/**
 * Why a job has no results: the error summary (UWS 1.1, section 2.1.7).
 *
 * @param message a sentence for the one who sent the job
 * @param mediaType what the error document is
 */
public record JobError(Type type, String message, String mediaType) {
    /** Whether the same job may succeed later. */
    public enum Type {
        TRANSIENT,
        FATAL
    }
}
