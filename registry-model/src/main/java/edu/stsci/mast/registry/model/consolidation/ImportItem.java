package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import java.util.Locale;
import java.util.Optional;

/**
 * What an import did to a record.
 *
 * @param ivoid the record
 * @param before its version before; 0 when there was none
 * @param after its version since; 0 when a draft was begun and nothing was published
 * @param draft the draft that was begun
 * @param state what has become of it
 * @param note why undoing it was not possible; empty otherwise
 */
public record ImportItem(Ivoid ivoid, int before, int after, Optional<Long> draft, State state, String note) {
    /** What has become of a change. */
    public enum State {
        /** It was made. */
        DONE,
        /** It was undone. */
        UNDONE,
        /** It could not be undone. */
        KEPT;

        /** The state in a word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
