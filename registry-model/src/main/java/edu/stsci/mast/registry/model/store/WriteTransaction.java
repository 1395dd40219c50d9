package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.RecordVersion.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One transaction that changes records. Documents are written as they come; the place of each change in the order of all changes is
 * settled at the very end under the lock that all writers share (design, decision 3), so the lock is held for light work only.
 *
 * <p>For one thread. Close it always; a transaction that is closed without having been committed leaves nothing.
 */
public final class WriteTransaction implements AutoCloseable {
    private final Connection connection;
    private final Ownership ownership;
    private final DocumentKeys documentKeys;
    private final Clock clock;
    private final Provenance provenance;
    private final Map<Ivoid, PendingChange> pending = new LinkedHashMap<>();
    private final Map<Ivoid, Refusal> refusals = new LinkedHashMap<>();
    private final Map<Ivoid, Integer> expected = new LinkedHashMap<>();
    private final List<SqlAction> alongside = new ArrayList<>();
    private final List<Long> orphans = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();
    private Outcome outcome = Outcome.NONE;

    WriteTransaction(
            Connection connection, Ownership ownership, DocumentKeys documentKeys, Clock clock, Provenance provenance) {
        this.connection = connection;
        this.ownership = ownership;
        this.documentKeys = documentKeys;
        this.clock = clock;
        this.provenance = provenance;
    }

    /**
     * Hands over records to keep. Of two with one identifier in a transaction, the later one stands.
     *
     * @throws DatabaseException when the database fails
     */
    public void save(Collection<ResourceDocument> documents, Origin origin) {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO document (id, xml) VALUES (?, ?)")) {
            Map<String, RecordState> present =
                    states(documents.stream().map(ResourceDocument::ivoid).toList());
            for (ResourceDocument document : documents) {
                save(document, origin, present.get(document.ivoid().key()), insert);
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw MasterCopy.failed("store documents", e);
        }
    }

    private void save(ResourceDocument document, Origin origin, RecordState present, PreparedStatement insert)
            throws SQLException {
        Ivoid ivoid = document.ivoid();
        forget(ivoid);
        Optional<Refusal> refusal = ownership.refusal(document, origin, present);
        if (refusal.isPresent()) {
            refusals.put(ivoid, refusal.get());
        } else if (present != null
                && present.same(document.sha256(), document.summary().status(), origin)) {
            unchanged();
        } else {
            long documentId = documentKeys.next(connection);
            insert.setLong(1, documentId);
            insert.setBytes(2, document.xml());
            insert.addBatch();
            pending.put(
                    ivoid,
                    new PendingChange.Content(
                            ivoid,
                            origin,
                            document.summary(),
                            document.findings(),
                            document.sha256(),
                            documentId,
                            document.xml().length));
        }
    }

    /**
     * Hands over deletions. For a record that we never had, a tombstone is made.
     *
     * @throws DatabaseException when the database fails
     */
    public void delete(Collection<Ivoid> ivoids, Origin origin) {
        try {
            Map<String, RecordState> present = states(ivoids);
            for (Ivoid ivoid : ivoids) {
                forget(ivoid);
                PendingChange deletion = new PendingChange.Deletion(ivoid, origin);
                if (deletion.isNoNewsFor(present.get(ivoid.key()))) {
                    unchanged();
                } else {
                    pending.put(ivoid, deletion);
                }
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("delete records", e);
        }
    }

    /** Something to be written with the records, in the same transaction. */
    @FunctionalInterface
    public interface SqlAction {
        /** Writes by a connection that the action neither commits nor closes. */
        void run(Connection connection) throws SQLException;
    }

    /**
     * Has a record's change refused when the record is another than the writer knows, so that nobody's change is overwritten unseen.
     *
     * @param version the version that the record must have when the transaction commits; 0 when there must be none
     */
    public void expect(Ivoid ivoid, int version) {
        expected.put(ivoid, version);
    }

    /**
     * A record that was written.
     *
     * @param before its version before; 0 when there was none
     * @param after its version since
     */
    public record Written(Ivoid ivoid, int before, int after) {}

    /** What was written, for what is written {@linkplain #alongside alongside}; empty before. */
    public List<Written> written() {
        return List.copyOf(written);
    }

    /** Has something else written when the records are; not at all when the transaction stores nothing because a record was refused. */
    public void alongside(SqlAction action) {
        alongside.add(action);
    }

    /** What an earlier call said of the record no longer counts. */
    private void forget(Ivoid ivoid) {
        refusals.remove(ivoid);
        drop(pending.remove(ivoid));
    }

    private void drop(PendingChange change) {
        if (change instanceof PendingChange.Content content) {
            orphans.add(content.documentId());
        }
    }

    private void unchanged() {
        outcome = outcome.plus(new Outcome(0, 0, 0, 1, 0));
    }

    /**
     * Stores what can be stored; the rest is in the result's refusals.
     *
     * @throws DatabaseException when the database fails; nothing was stored then
     */
    public CommitResult commit() {
        return commit(false);
    }

    /**
     * Stores everything, or nothing at all when any record is refused: the result's outcome is then {@link Outcome#NONE}.
     *
     * @throws DatabaseException when the database fails; nothing was stored then
     */
    public CommitResult commitAll() {
        return commit(true);
    }

    /**
     * What {@link #commit} would do, of which nothing is stored.
     *
     * @throws DatabaseException when the database fails
     */
    public CommitResult rehearse() {
        try {
            if (!pending.isEmpty()) {
                settle();
            }
            connection.rollback();
            return new CommitResult(outcome, refusals());
        } catch (SQLException e) {
            throw MasterCopy.failed("rehearse a change", e);
        }
    }

    /** The records that were refused so far; more may be when it commits. */
    public List<Refusal> refusals() {
        return List.copyOf(refusals.values());
    }

    private CommitResult commit(boolean allOrNothing) {
        try {
            if (!pending.isEmpty() && !(allOrNothing && !refusals.isEmpty())) {
                settle();
            }
            boolean stored = !(allOrNothing && !refusals.isEmpty());
            if (stored) {
                for (SqlAction action : alongside) {
                    action.run(connection);
                }
                deleteOrphans();
                connection.commit();
            } else {
                connection.rollback();
            }
            return new CommitResult(stored ? outcome : Outcome.NONE, refusals());
        } catch (SQLException e) {
            throw MasterCopy.failed("commit", e);
        }
    }

    /** Takes the shared lock, looks at each record as it is now, and writes. */
    private void settle() throws SQLException {
        ChangeClock.Moment moment = ChangeClock.advance(connection, clock.instant(), pending.size());
        Map<String, RecordState> present = states(pending.keySet());
        long sequence = moment.sequence() - pending.size();
        try (RecordWriter writer = new RecordWriter(
                connection, provenance, clock.instant().truncatedTo(ChronoUnit.MILLIS), moment.datestamp())) {
            for (PendingChange change : pending.values()) {
                sequence++;
                settle(change, present.get(change.ivoid().key()), writer, sequence);
            }
            writer.flush();
        }
    }

    private void settle(PendingChange change, RecordState present, RecordWriter writer, long sequence)
            throws SQLException {
        Optional<Refusal> refusal = ownership.refusal(change, present).or(() -> surprise(change.ivoid(), present));
        if (refusal.isPresent()) {
            refusals.put(change.ivoid(), refusal.get());
            drop(change);
        } else if (change.isNoNewsFor(present)) {
            unchanged();
            drop(change);
        } else {
            writer.write(change, present, sequence);
            int before = present == null ? 0 : present.version();
            written.add(new Written(change.ivoid(), before, before + 1));
            count(change, change.kind(present));
        }
    }

    /** Why a record is not the one that the writer knows; empty when it is, or the writer did not say. */
    private Optional<Refusal> surprise(Ivoid ivoid, RecordState present) {
        Integer known = expected.get(ivoid);
        int version = present == null ? 0 : present.version();
        if (known == null || known == version) {
            return Optional.empty();
        }
        String reason = known == 0
                ? "there is a record with this identifier already"
                : "it was changed meanwhile: it has version " + version + ", not " + known;
        return Optional.of(new Refusal(ivoid, reason, List.of()));
    }

    private void count(PendingChange change, Kind kind) {
        boolean flagged = change instanceof PendingChange.Content content && content.hasErrors();
        outcome = outcome.plus(new Outcome(
                kind == Kind.CREATED ? 1 : 0,
                kind == Kind.CHANGED ? 1 : 0,
                kind == Kind.DELETED ? 1 : 0,
                0,
                flagged ? 1 : 0));
    }

    private void deleteOrphans() throws SQLException {
        if (orphans.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM document WHERE id = ?")) {
            for (long id : orphans) {
                delete.setLong(1, id);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private Map<String, RecordState> states(Collection<Ivoid> ivoids) throws SQLException {
        return RecordState.read(connection, ivoids.stream().map(Ivoid::key).toList());
    }

    /** Undoes what was not committed, and gives the connection back. */
    @Override
    public void close() {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw MasterCopy.failed("end a transaction", e);
        }
    }
}
