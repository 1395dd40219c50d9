package edu.stsci.mast.registry.corpus;

import java.time.Instant;
import java.util.Optional;

/** What is decided about a record before it is written: its kind, its name, its dates and its fate. */
record RecordPlan(
        int index,
        RecordKind kind,
        Authority authority,
        String ivoid,
        Optional<Publication> publication,
        Instant datestamp,
        Instant created,
        Instant updated,
        Fate fate,
        Optional<Flaw> flaw) {

    /** What has become of a record. */
    enum Fate {
        ACTIVE,
        INACTIVE,
        DELETED
    }

    boolean deleted() {
        return fate == Fate.DELETED;
    }
}
