package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.RecordVersion.Kind;
import java.util.List;

/** A change that waits for its place in the order of all changes: new content whose document is written already, or a deletion. */
sealed interface PendingChange {
    Ivoid ivoid();

    Origin origin();

    RecordStatus status();

    /** Whether this would change nothing in a record of the given state, which is null when there is no such record. */
    boolean isNoNewsFor(RecordState present);

    /** What this change does to a record of the given state. */
    default Kind kind(RecordState present) {
        if (present == null) {
            return Kind.CREATED;
        }
        return status() == RecordStatus.DELETED && !present.deleted() ? Kind.DELETED : Kind.CHANGED;
    }

    /** New content. */
    record Content(
            Ivoid ivoid,
            Origin origin,
            ResourceDocument.Summary summary,
            List<Finding> findings,
            byte[] sha256,
            long documentId,
            int documentBytes)
            implements PendingChange {
        @Override
        public RecordStatus status() {
            return summary.status();
        }

        @Override
        public boolean isNoNewsFor(RecordState present) {
            return present != null && present.same(sha256, status(), origin);
        }

        boolean hasErrors() {
            return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        }
    }

    /** A deletion; the last content stays in the history. */
    record Deletion(Ivoid ivoid, Origin origin) implements PendingChange {
        @Override
        public RecordStatus status() {
            return RecordStatus.DELETED;
        }

        @Override
        public boolean isNoNewsFor(RecordState present) {
            return present != null && present.deleted();
        }
    }
}
