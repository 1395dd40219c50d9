package edu.stsci.mast.registry.harvester;

/**
 * An error that an OAI-PMH response reports (OAI-PMH 2.0, section 3.6).
 *
 * @param code for instance {@code badArgument}
 * @param message what the server says about it; may be empty
 */
public record OaiError(String code, String message) {
    /** The list that was asked for is empty. */
    static final String NO_RECORDS_MATCH = "noRecordsMatch";
    /** There is no record with the identifier that was asked for. */
    static final String ID_DOES_NOT_EXIST = "idDoesNotExist";
    /** A resumption token is not valid, or no longer. */
    static final String BAD_RESUMPTION_TOKEN = "badResumptionToken";
    /** The server does not like an argument. */
    static final String BAD_ARGUMENT = "badArgument";
    /** The server has no sets at all. */
    static final String NO_SET_HIERARCHY = "noSetHierarchy";

    boolean is(String otherCode) {
        return code.equals(otherCode);
    }

    /** The error as one phrase. */
    @Override
    public String toString() {
        return message.isEmpty() ? code : code + ": " + message;
    }
}
