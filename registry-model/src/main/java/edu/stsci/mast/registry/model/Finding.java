package edu.stsci.mast.registry.model;

import java.util.Locale;

/**
 * Something that validation found in a record.
 *
 * @param severity whether it keeps a managed record from being published
 * @param code which rule was broken, for instance {@code CAP-03}; {@code schema} for the official schemas
 * @param line the line in the document as it was read, from 1; 0 when it concerns no line
 * @param column the column, from 1; 0 when it concerns no column
 * @param element the path of local names to the element at fault; empty when it concerns the whole record
 * @param message what is wrong, in plain words
 */
public record Finding(Severity severity, String code, int line, int column, String element, String message) {
    /** The code of findings that come from the official schemas. */
    public static final String SCHEMA = "schema";

    /** How bad a finding is. */
    public enum Severity {
        /** A managed record with it is refused; a harvested one is kept with the finding noted. */
        ERROR,
        /** Worth mending, blocks nothing. */
        WARNING,
        /** The record would be better with it; nothing is wrong without. */
        HINT;

        /** The severity in lower case, for pages and messages. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An error of the given rule. */
    public static Finding error(String code, int line, int column, String element, String message) {
        return new Finding(Severity.ERROR, code, Math.max(line, 0), Math.max(column, 0), element, message);
    }

    /** The finding with one more sentence. */
    public Finding and(String sentence) {
        return new Finding(severity, code, line, column, element, message + " " + sentence);
    }

    /** The finding as one line for a person: place, element, words. */
    @Override
    public String toString() {
        String place = line > 0 ? "line " + line + (column > 0 ? ", column " + column : "") + ", " : "";
        return place + (element.isEmpty() ? "" : "in " + element + ": ") + message;
    }
}
