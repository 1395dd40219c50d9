package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A harvest cannot go on; the message is one sentence for the operator. */
public class HarvestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    HarvestException(String message) {
        super(message);
    }

    HarvestException(String message, Throwable cause) {
        super(message, cause);
    }
}
