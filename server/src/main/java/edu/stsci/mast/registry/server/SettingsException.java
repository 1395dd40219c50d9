package edu.stsci.mast.registry.server;

import java.io.Serial;

/** The registry was started with a setting that it cannot work with; the message is a sentence that names it. */
public final class SettingsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** An exception with the sentence; {@code cause} may be null. */
    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
