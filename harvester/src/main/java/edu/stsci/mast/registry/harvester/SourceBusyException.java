package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A source cannot be harvested now; later it may. */
public final class SourceBusyException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why it cannot be harvested now. */
    public enum Reason {
        /** Another run, perhaps in another process, is at it; or it has been removed. */
        SOURCE("is being harvested already, or its harvest died less than a minute ago, or it was removed"),
        /** Another source of the same host is being harvested, and a host is asked by one run at a time. */
        HOST("has to wait, because another source of its host is being harvested"),
        /** As many harvests as are allowed are running. */
        LIMIT("has to wait, because as many harvests as are allowed are running");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    SourceBusyException(HarvestSource source, Reason reason) {
        super("The source '" + source.name() + "' " + reason.words);
        this.reason = reason;
    }

    /** Why it cannot be harvested now. */
    public Reason reason() {
        return reason;
    }
}
