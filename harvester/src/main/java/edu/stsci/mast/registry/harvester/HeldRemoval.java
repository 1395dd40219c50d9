package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;

/**
 * A removal that a source has announced and that is not carried out yet.
 *
 * @param id its number
 * @param source the source's number
 * @param ivoid the record that would go
 * @param kind how it would go
 * @param run the run that met it last
 * @param state what it waits for
 * @param announced when it was met first
 */
public record HeldRemoval(long id, long source, Ivoid ivoid, Kind kind, long run, State state, Instant announced) {
    /** How a record goes. */
    public enum Kind {
        /** The source says that it is deleted. */
        DELETED,
        /** The source delivers it with a status other than active. */
        INACTIVE,
        /** The source lists it no longer, and has left no tombstone. */
        VANISHED
    }

    /** What a removal waits for. */
    public enum State {
        /** The end of the run that met it, or of the next complete one. */
        PENDING,
        /** A curator's word. */
        HELD,
        /** The next complete run, which carries it out. */
        APPROVED,
        /** Nothing: it is ignored until the source delivers the record again, or announces something else about it. */
        REJECTED
    }
}
