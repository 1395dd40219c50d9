package edu.stsci.mast.registry.model;

/**
 * A record that cannot be kept under any IVOID: it has no identifier, or one that is not an IVOID. The message is a sentence for the
 * person who has to mend it.
 */
public final class UnusableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final transient byte[] xml;

    UnusableRecordException(String message, int line, byte[] xml) {
        super(message);
        this.line = line;
        this.xml = xml;
    }

    /** The line at which the record begins in what was read, from 1. */
    public int line() {
        return line;
    }

    /** The record as it would have been kept, for quarantine and excerpts. */
    public byte[] xml() {
        return xml == null ? new byte[0] : xml;
    }
}
