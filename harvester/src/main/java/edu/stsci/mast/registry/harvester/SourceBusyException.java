package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A source cannot be harvested now, because another run works on it or it was removed; the message says which. */
public final class SourceBusyException extends HarvestException {
    @Serial
    private static final long serialVersionUID = 1L;

    SourceBusyException(String message) {
        super(message);
    }
}
