package edu.stsci.mast.registry.model.consolidation;

/** Something that is not done; the message is a sentence for the person who asked for it. Nothing was changed. */
public final class ConsolidationRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it is not done, as a sentence. */
    public ConsolidationRefusedException(String message) {
        super(message);
    }
}
