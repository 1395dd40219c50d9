package edu.stsci.mast.registry.server.nvo;

/** The question cannot be answered; the message says in a sentence why, and what to change. */
final class NvoRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /** {@code status} is HTTP's for it. */
    NvoRefusedException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
