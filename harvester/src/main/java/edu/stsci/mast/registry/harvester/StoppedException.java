package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A harvest was told to stop; the message says why. */
public final class StoppedException extends HarvestException {
    @Serial
    private static final long serialVersionUID = 1L;

    StoppedException(String reason) {
        super(reason);
    }
}
