package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.store.StoredRecord;
import java.util.List;

/**
 * Records that may describe the same thing.
 *
 * @param reason what they have in common
 * @param value the address, title or identifier that it is
 * @param records the records, without documents
 */
public record Duplicate(Reason reason, String value, List<StoredRecord> records) {
    /** What records have in common. */
    public enum Reason {
        /** Another identifier, such as a DOI. */
        ALT_IDENTIFIER("They have the same other identifier"),
        /** An access URL for a standard. */
        ACCESS_URL("They have the same access URL for the same standard"),
        /** A title. */
        TITLE("Their titles are the same but for case, blanks and punctuation"),
        /** An identifier. */
        IVOID("Their IVOIDs differ only by punctuation");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason as words. */
        public String words() {
            return words;
        }
    }
}
