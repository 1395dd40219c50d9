package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A server gave no answer at all; it may give one later. */
final class UnreachableException extends HarvestException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
