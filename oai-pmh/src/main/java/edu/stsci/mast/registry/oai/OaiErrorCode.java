package edu.stsci.mast.registry.oai;

import java.util.Arrays;
import java.util.Optional;

/** The ways in which a request can fail (section 3.6). */
public enum OaiErrorCode {
    /** Arguments that are unknown, missing, repeated, or written wrongly. */
    BAD_ARGUMENT("badArgument"),
    /** A resumption token that this repository did not issue, or cannot honour any more. */
    BAD_RESUMPTION_TOKEN("badResumptionToken"),
    /** A verb that is unknown, missing or repeated. */
    BAD_VERB("badVerb"),
    /** A metadata format that is not offered. */
    CANNOT_DISSEMINATE_FORMAT("cannotDisseminateFormat"),
    /** An identifier under which there is no record here. */
    ID_DOES_NOT_EXIST("idDoesNotExist"),
    /** A list without a single record. For a harvester that asks for news this is the good news that there is none. */
    NO_RECORDS_MATCH("noRecordsMatch"),
    /** A record that is available in no format. */
    NO_METADATA_FORMATS("noMetadataFormats"),
    /** A question about sets to a repository that has none. */
    NO_SET_HIERARCHY("noSetHierarchy");

    private final String text;

    OaiErrorCode(String text) {
        this.text = text;
    }

    /** The code as responses write it. */
    public String text() {
        return text;
    }

    /** The code with this name; empty when the protocol knows none such. */
    public static Optional<OaiErrorCode> of(String text) {
        return Arrays.stream(values()).filter(c -> c.text.equals(text)).findFirst();
    }
}
