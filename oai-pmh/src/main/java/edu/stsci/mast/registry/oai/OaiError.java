package edu.stsci.mast.registry.oai;

import java.util.Objects;

/**
 * One reason why a request failed (section 3.6).
 *
 * @param code the kind
 * @param message for the author of the harvester: what is wrong, and what to do; may be empty in what others send
 */
public record OaiError(OaiErrorCode code, String message) {
    /** Neither may be null. */
    public OaiError {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
    }
}
