package edu.stsci.mast.registry.search.tap;

/** Says in a sentence why a TAP request cannot be answered, and whose fault that is. */
public final class TapException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whose fault it is. */
    public enum Reason {
        /** The request is wrong; repeating it does not help. */
        BAD_REQUEST(400),
        /** The query took longer than it may. */
        TIME_OUT(400),
        /** The sender has as many queries answered as one may; it works when one has ended (RFC 6585, section 4). */
        TOO_MANY(429),
        /** The service has too much to do, or no tables yet; later it may work. */
        BUSY(503),
        /** The service is at fault. */
        FAULT(500);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status that says so. */
        public int status() {
            return status;
        }
    }

    private final Reason reason;

    /** Says so with the given sentence. */
    public TapException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Likewise, because of something else. */
    public TapException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Whose fault it is. */
    public Reason reason() {
        return reason;
    }
}
