package edu.stsci.mast.registry.search;

/**
 * Something that a person may want to type; see {@link KeywordSearch#suggest}.
 *
 * @param text the whole text of it, which may hold any character
 * @param kind what it is
 */
public record Suggestion(String text, Kind kind) {
    /** The largest number of suggestions in one answer. */
    public static final int MOST = 20;

    /** What a suggestion is. */
    public enum Kind {
        /** A facility or an instrument. */
        INSTRUMENT,
        /** A subject keyword. */
        SUBJECT,
        /** The short name of a resource. */
        SHORT_NAME,
        /** The title of a resource. */
        TITLE
    }
}
