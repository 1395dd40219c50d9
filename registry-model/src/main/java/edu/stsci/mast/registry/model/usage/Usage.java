package edu.stsci.mast.registry.model.usage;

import java.util.Objects;

/**
 * Something whose uses are counted.
 *
 * @param kind what is counted
 * @param name which one; at most 400 characters
 */
public record Usage(Kind kind, String name) {
    private static final int LONGEST = 400;

    /** Cuts a name that is too long, never within a character. */
    public Usage {
        Objects.requireNonNull(kind);
        if (name.length() > LONGEST) {
            boolean half = Character.isHighSurrogate(name.charAt(LONGEST - 1));
            name = name.substring(0, half ? LONGEST - 1 : LONGEST);
        }
    }

    /** What is counted. */
    public enum Kind {
        /** Requests that were answered, by protocol and question, such as {@code oai ListRecords}. */
        REQUESTS,
        /** Lists of OAI-PMH, by the program that asked for them. */
        HARVESTERS,
        /** Queries of TAP and searches by programs, by the program. */
        CLIENTS,
        /** Looks at single records, by IVOID without {@code ivo://}, in lower case. */
        RECORDS
    }
}
