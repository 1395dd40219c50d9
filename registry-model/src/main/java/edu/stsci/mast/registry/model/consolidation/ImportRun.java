package edu.stsci.mast.registry.model.consolidation;

import java.time.Instant;
import java.util.Optional;

/**
 * An import, or another change of many records at once.
 *
 * @param id its number
 * @param kind what did it
 * @param what it was about, in words: files, an operation
 * @param actor who did it
 * @param started when it began
 * @param ended when it was done; empty while it goes on, and for one that was cut off
 * @param undone when it was undone; empty when it was not
 * @param undoneBy by whom; empty likewise
 * @param records how many records it changed or began drafts of
 * @param problems how many things were not taken
 */
public record ImportRun(
        long id,
        Kind kind,
        String what,
        String actor,
        Instant started,
        Optional<Instant> ended,
        Optional<Instant> undone,
        Optional<String> undoneBy,
        int records,
        int problems) {
    /** What did it. */
    public enum Kind {
        /** Files of records, or saved OAI-PMH responses. */
        FILES("files"),
        /** The database of the application that this one replaced. */
        DATABASE("database"),
        /** A table of services. */
        SHEET("table of services"),
        /** One change of many records. */
        BULK_EDIT("bulk edit");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** What it is called on pages. */
        public String word() {
            return word;
        }
    }
}
