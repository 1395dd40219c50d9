package edu.stsci.mast.registry.search.uws;

/** A request that was not followed and had no effect; the message says why, and what to do. */
public final class JobRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of hindrance it was. */
    public enum Kind {
        /** The job is not in a phase in which this can be done. */
        PHASE,
        /** The service has as much to do, or to keep, as it can. */
        BUSY,
        /** What was sent is larger than the service takes. */
        TOO_LARGE
    }

    private final Kind kind;

    JobRefusedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What kind of hindrance it was. */
    public Kind kind() {
        return kind;
    }
}
