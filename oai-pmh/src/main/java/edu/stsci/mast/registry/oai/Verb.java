package edu.stsci.mast.registry.oai;

import static edu.stsci.mast.registry.oai.Argument.FROM;
import static edu.stsci.mast.registry.oai.Argument.IDENTIFIER;
import static edu.stsci.mast.registry.oai.Argument.METADATA_PREFIX;
import static edu.stsci.mast.registry.oai.Argument.RESUMPTION_TOKEN;
import static edu.stsci.mast.registry.oai.Argument.SET;
import static edu.stsci.mast.registry.oai.Argument.UNTIL;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request asks for (section 4). */
public enum Verb {
    /** One record. */
    GET_RECORD("GetRecord", List.of(IDENTIFIER, METADATA_PREFIX), List.of()),
    /** The repository's description of itself. */
    IDENTIFY("Identify", List.of(), List.of()),
    /** The headers of the records that changed in a span of time. */
    LIST_IDENTIFIERS("ListIdentifiers", List.of(METADATA_PREFIX), List.of(FROM, UNTIL, SET, RESUMPTION_TOKEN)),
    /** The metadata formats, of one record or in general. */
    LIST_METADATA_FORMATS("ListMetadataFormats", List.of(), List.of(IDENTIFIER)),
    /** The records that changed in a span of time. */
    LIST_RECORDS("ListRecords", List.of(METADATA_PREFIX), List.of(FROM, UNTIL, SET, RESUMPTION_TOKEN)),
    /** The sets. */
    LIST_SETS("ListSets", List.of(), List.of(RESUMPTION_TOKEN));

    private final String text;
    private final List<Argument> required;
    private final List<Argument> optional;

    Verb(String text, List<Argument> required, List<Argument> optional) {
        this.text = text;
        this.required = required;
        this.optional = optional;
    }

    /** The verb as requests and responses write it. */
    public String text() {
        return text;
    }

    /** The verb with this name, in exactly these letters: verbs are case-sensitive. Null gives nothing. */
    public static Optional<Verb> of(String text) {
        return Arrays.stream(values()).filter(v -> v.text.equals(text)).findFirst();
    }

    /** The arguments without which the verb is not understood; a resumption token stands for them all. */
    List<Argument> required() {
        return required;
    }

    /** All arguments that the verb takes, the required ones first. */
    List<Argument> arguments() {
        return Stream.concat(required.stream(), optional.stream()).toList();
    }
}
