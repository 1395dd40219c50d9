package edu.stsci.mast.registry.model.editing;

/** A document cannot be edited, or a change cannot be made. The message is a sentence for the editor. */
public final class EditRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    EditRefusedException(String message) {
        super(message);
    }
}
