package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A source cannot be harvested now, because another run, perhaps in another process, is at it; or it has been removed. */
public final class SourceBusyException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    SourceBusyException(HarvestSource source) {
        super("The source '" + source.name() + "' is being harvested already, or was removed");
    }
}
