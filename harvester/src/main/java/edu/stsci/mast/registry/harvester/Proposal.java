package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of our sources that the Registry of Registries suggests.
 *
 * @param id its number
 * @param kind what has changed there
 * @param registry the registry concerned
 * @param title its title there; empty when it is gone
 * @param oldUrl the base URL that we ask now; empty for a new registry
 * @param newUrl the base URL that is stated there; empty for a registry that is gone
 * @param state what became of the proposal
 * @param firstSeen when this was met first
 * @param lastSeen when it was met last
 * @param decided when somebody decided; empty before
 * @param decidedBy who did; empty before
 */
public record Proposal(
        long id,
        Kind kind,
        Ivoid registry,
        String title,
        String oldUrl,
        String newUrl,
        State state,
        Instant firstSeen,
        Instant lastSeen,
        Optional<Instant> decided,
        Optional<String> decidedBy) {
    /** What has changed. */
    public enum Kind {
        /** A registry that is not among our sources; accepting it adds a source. */
        NEW,
        /** A source's registry states another base URL; accepting it changes the source's. */
        MOVED,
        /** A source that came from there is listed as an active registry no longer; accepting it pauses the source. */
        GONE
    }

    /** What became of a proposal. */
    public enum State {
        /** Nobody has decided yet. */
        OPEN,
        /** It was carried out. */
        ACCEPTED,
        /** It is not to be made again, unless its content changes. */
        REJECTED,
        /** The reason for it is over. */
        WITHDRAWN
    }
}
