package edu.stsci.mast.registry.model.backup;

/** Why there is no backup, or why one was not restored, in a sentence for the operator. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A sentence, and what caused it; null for nothing else. */
    public BackupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
