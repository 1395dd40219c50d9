package edu.stsci.mast.registry.oai;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request that is to be answered with errors. */
final class OaiProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<OaiError> errors;
    private final transient Instant responseDate;

    /** A problem that does not depend on the moment. */
    OaiProblem(List<OaiError> errors) {
        this(errors, null);
    }

    /** A problem that does not depend on the moment. */
    OaiProblem(OaiErrorCode code, String message) {
        this(List.of(new OaiError(code, message)), null);
    }

    /** A problem of the given moment, which harvesters may count on; see {@link RecordLists}. */
    OaiProblem(OaiErrorCode code, String message, Instant responseDate) {
        this(List.of(new OaiError(code, message)), responseDate);
    }

    private OaiProblem(List<OaiError> errors, Instant responseDate) {
        super(errors.toString());
        this.errors = List.copyOf(errors);
        this.responseDate = responseDate;
    }

    /** What is wrong; at least one thing. */
    List<OaiError> errors() {
        return errors;
    }

    /** The response date that the answer must carry; empty when any will do. */
    Optional<Instant> responseDate() {
        return Optional.ofNullable(responseDate);
    }
}
