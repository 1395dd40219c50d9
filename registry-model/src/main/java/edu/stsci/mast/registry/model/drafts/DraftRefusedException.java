package edu.stsci.mast.registry.model.drafts;

import java.util.Optional;

/** A change of a draft that is not possible; the message is a sentence for the person who asked for it. Nothing was changed. */
public final class DraftRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Whoever asked may not do this with this record. */
        FORBIDDEN,
        /** There is no such draft, or it has ended. */
        GONE,
        /** Somebody else has changed the draft meanwhile; the present one is told. */
        STALE,
        /** The record was changed since the draft began; the two must be merged. */
        OUTDATED,
        /** There is an open draft of the record; it is told. */
        THERE_IS_ONE,
        /** The text, or what was asked for, is wrong. */
        WRONG
    }

    private final Reason reason;
    private final transient Draft present;

    DraftRefusedException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    DraftRefusedException(Reason reason, String message, Draft present, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.present = present;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The draft as it is now, for those reasons that tell it. */
    public Optional<Draft> present() {
        return Optional.ofNullable(present);
    }
}
