package edu.stsci.mast.registry.schemas.form;

import java.util.List;

/**
 * What an attribute or the text of an element may say.
 *
 * @param kind the sort of value, for choosing an input
 * @param terms the only values allowed, in the schema's order; empty when there is no such list
 * @param patterns regular expressions of XML Schema which the value has to match, the strictest first; empty when there are none
 * @param maxLength the most characters allowed; -1 when any number is
 * @param collapses whether white space at the ends and runs of it mean nothing
 */
public record ValueType(Kind kind, List<Term> terms, List<String> patterns, int maxLength, boolean collapses) {
    /** Copies the lists. */
    public ValueType {
        terms = List.copyOf(terms);
        patterns = List.copyOf(patterns);
    }

    /** Sorts of values. */
    public enum Kind {
        /** Text in which lines count. */
        TEXT,
        /** Words on one line. */
        TOKEN,
        /** A whole number. */
        INTEGER,
        /** A number. */
        DECIMAL,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** A date, or a time in UTC; VOResource's types take both. */
        DATE,
        /** The address of something. */
        URI,
        /** The IVOID of a resource. */
        IVOID
    }

    /**
     * One value of a list.
     *
     * @param value as records write it
     * @param help what it means; empty when the schema does not say
     */
    public record Term(String value, String help) {}
}
