package edu.stsci.mast.registry.harvester;

import java.io.Serial;

/** A server answers with an error of the protocol (OAI-PMH 2.0, section 3.6). */
final class OaiErrorException extends HarvestException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient OaiError error;

    OaiErrorException(OaiError error) {
        super("The server answers with an error: " + error);
        this.error = error;
    }

    boolean is(String code) {
        return error.is(code);
    }

    OaiError error() {
        return error;
    }
}
