package edu.stsci.mast.registry.search;

import java.io.Serial;

/** Keyword search does not work for now; the message is a sentence for people. */
public final class SearchUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence and its cause, which may be null. */
    public SearchUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
