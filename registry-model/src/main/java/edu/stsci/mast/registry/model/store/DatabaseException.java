package edu.stsci.mast.registry.model.store;

import java.io.Serial;

/** The database did not do what it was asked to; the message is a sentence for the operator. */
public final class DatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence and its cause. */
    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
