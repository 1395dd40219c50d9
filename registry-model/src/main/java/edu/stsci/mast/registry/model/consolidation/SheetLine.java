package edu.stsci.mast.registry.model.consolidation;

import java.util.Locale;

/**
 * What a line of a table of services does, or why it does nothing.
 *
 * @param line its number in the text
 * @param ivoid the identifier as it is written there; empty when it is missing
 * @param action what it does
 * @param words what it changes, or why it is refused
 * @param errors how many errors the text would have; a draft may have them
 */
public record SheetLine(long line, String ivoid, Action action, String words, long errors) {
    /** What a line does. */
    public enum Action {
        /** Begins the draft of a new record. */
        CREATE,
        /** Begins a draft of a record that is there. */
        CHANGE,
        /** Nothing: the record says all of it. */
        UNCHANGED,
        /** Nothing: it cannot be done. */
        REFUSED;

        /** The action in a word. */
        public String word() {
            return this == CREATE ? "new" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** The line as a sentence. */
    @Override
    public String toString() {
        return "Line " + line + (ivoid.isEmpty() ? "" : ", " + ivoid) + ": " + words;
    }
}
