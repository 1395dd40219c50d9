package edu.stsci.mast.registry.server.accounts;

import java.io.Serial;

/** Somebody cannot be signed in by the OpenID provider; the message is a sentence for them. */
final class OpenIdException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * An exception.
     *
     * @param status 403 when they may not, 502 when the provider is at fault
     */
    OpenIdException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    OpenIdException(int status, String sentence, Throwable cause) {
        super(sentence, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
