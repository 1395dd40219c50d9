package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of a record that its service suggests by what it tells at its VOSI endpoints. One waits a record at most.
 *
 * @param id its number
 * @param ivoid the record
 * @param version the record's version that was compared
 * @param notes what a person should know of it
 * @param state how far it has come
 * @param made when it was made, or made anew
 * @param madeBy who had the service asked
 * @param decided when it was decided on; empty while it waits
 * @param decidedBy by whom; empty likewise
 * @param draft the draft that it became; empty when it did not
 */
public record VosiProposal(
        long id,
        Ivoid ivoid,
        int version,
        List<String> notes,
        State state,
        Instant made,
        String madeBy,
        Optional<Instant> decided,
        Optional<String> decidedBy,
        Optional<Long> draft) {
    /** How far a proposal has come. */
    public enum State {
        /** It waits for somebody to decide. */
        OPEN,
        /** It became a draft. */
        ACCEPTED,
        /** It was not wanted; the same one does not come again by itself. */
        REJECTED,
        /** Record and service tell the same by now. */
        WITHDRAWN;

        /** The state in a word. */
        public String word() {
            return this == OPEN ? "waiting" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
