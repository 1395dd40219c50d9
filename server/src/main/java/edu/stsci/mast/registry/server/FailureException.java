package edu.stsci.mast.registry.server;

import java.io.Serial;

/** Something that the registry was asked to do cannot be done; the message is a sentence for the person who asked. */
public final class FailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure whose sentence says all. */
    public FailureException(String message) {
        super(message);
    }

    /** A failure with its cause, which may be null. */
    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
