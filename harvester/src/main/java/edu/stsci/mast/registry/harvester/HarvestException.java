package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A harvest cannot go on; the message is one sentence for the operator. */
public class HarvestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String excerpt;

    HarvestException(String message) {
        this(message, "", null);
    }

    HarvestException(String message, Throwable cause) {
        this(message, "", cause);
    }

    /** With the server's text that it is about. */
    HarvestException(String message, String excerpt, Throwable cause) {
        super(message, cause);
        this.excerpt = excerpt;
    }

    /** The beginning of what the server said, as it came; empty when it said nothing. */
    public String excerpt() {
        return excerpt;
    }
}
