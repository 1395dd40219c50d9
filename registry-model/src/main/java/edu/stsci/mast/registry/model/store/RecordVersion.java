package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.RecordStatus;
import java.time.Instant;

/**
 * One version in a record's history.
 *
 * @param version its number, from 1
 * @param kind what was done
 * @param status the record's status from then on
 * @param changedAt when it was written, to the millisecond
 * @param actor who did it
 * @param reason why
 */
public record RecordVersion(
        int version, Kind kind, RecordStatus status, Instant changedAt, String actor, String reason) {
    /** What a version did to its record. */
    public enum Kind {
        /** The first version. */
        CREATED,
        /** New content, or a new status other than deleted. */
        CHANGED,
        /** The record became a tombstone. */
        DELETED
    }
}
