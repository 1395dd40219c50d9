package edu.stsci.mast.registry.model.drafts;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the tables of drafts by a connection, whose transaction is the caller's. */
final class DraftTables {
    private static final String ALL =
            "SELECT id, ivoid, base_version, draft_state, revision, resource_type, title, publish_at,"
                    + " approved_by, created, created_by, changed, changed_by";

    private static final String COLUMNS = ALL + " FROM draft ";

    private final Connection connection;

    DraftTables(Connection connection) {
        this.connection = connection;
    }

    /** Sets a statement's parameters, in order. */
    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i] instanceof Instant time
                    ? LocalDateTime.ofInstant(time, ZoneOffset.UTC)
                    : parameters[i];
            if (value == null) {
                statement.setNull(i + 1, java.sql.Types.VARCHAR);
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    private int execute(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Reads a row. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> select(Reader<T> reader, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    private static Draft draft(ResultSet row) throws SQLException {
        return new Draft(
                row.getLong(1),
                Ivoid.of(row.getString(2)),
                row.getInt(3),
                Draft.State.valueOf(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                Optional.ofNullable(instant(row, 8)),
                Optional.ofNullable(row.getString(9)),
                instant(row, 10),
                row.getString(11),
                instant(row, 12),
                row.getString(13));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    Optional<Draft> find(long id) throws SQLException {
        return select(DraftTables::draft, COLUMNS + "WHERE id = ?", id).stream().findFirst();
    }

    Optional<Draft> open(Ivoid ivoid) throws SQLException {
        return select(DraftTables::draft, COLUMNS + "WHERE draft_place = ?", ivoid.key()).stream()
                .findFirst();
    }

    /** The open drafts, those changed last first. */
    List<Draft> open() throws SQLException {
        return select(
                DraftTables::draft,
                COLUMNS + "WHERE draft_state IN ('OPEN', 'IN_REVIEW', 'SCHEDULED') ORDER BY changed DESC, id DESC");
    }

    Waiting<Draft> waiting(Draft.State state, int limit) throws SQLException {
        return Waiting.of(select(
                row -> new Waiting.Row<>(row.getLong(14), draft(row)),
                ALL + ", COUNT(*) OVER () FROM draft WHERE draft_state = ? ORDER BY publish_at, changed, id"
                        + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                state.name(),
                limit));
    }

    /** The drafts that there ever were of a record, the newest first. */
    List<Draft> all(Ivoid ivoid) throws SQLException {
        return select(DraftTables::draft, COLUMNS + "WHERE ivoid_key = ? ORDER BY id DESC", ivoid.key());
    }

    List<Draft> due(Instant now) throws SQLException {
        return select(
                DraftTables::draft,
                COLUMNS + "WHERE draft_state = 'SCHEDULED' AND publish_at <= ? ORDER BY publish_at, id",
                now);
    }

    /** Makes a draft with its first revision; its number. */
    long insert(ResourceDocument document, byte[] xml, int baseVersion, String author, Instant now)
            throws SQLException {
        long id =
                select(row -> row.getLong(1), "SELECT NEXT VALUE FOR draft_key").get(0);
        execute(
                "INSERT INTO draft (id, ivoid, ivoid_key, draft_place, base_version, draft_state, revision, resource_type, title,"
                        + " created, created_by, changed, changed_by) VALUES (?, ?, ?, ?, ?, 'OPEN', 1, ?, ?, ?, ?, ?, ?)",
                id,
                document.ivoid().toString(),
                document.ivoid().key(),
                document.ivoid().key(),
                baseVersion,
                cut(document.summary().resourceType(), 100),
                cut(document.summary().title(), 1000),
                now,
                author,
                now,
                author);
        revision(id, 1, xml, author, now);
        return id;
    }

    /** Saves a text as the next revision of an open draft; whether the draft still was as the caller knows it. */
    boolean update(Draft known, ResourceDocument document, byte[] xml, int baseVersion, String author, Instant now)
            throws SQLException {
        int changed = execute(
                "UPDATE draft SET ivoid = ?, ivoid_key = ?, draft_place = ?, base_version = ?, draft_state = 'OPEN',"
                        + " revision = revision + 1, resource_type = ?, title = ?, publish_at = NULL, approved_by = NULL,"
                        + " changed = ?, changed_by = ? WHERE id = ? AND revision = ? AND draft_place = ?",
                document.ivoid().toString(),
                document.ivoid().key(),
                document.ivoid().key(),
                baseVersion,
                cut(document.summary().resourceType(), 100),
                cut(document.summary().title(), 1000),
                now,
                author,
                known.id(),
                known.revision(),
                known.ivoid().key());
        if (changed == 1) {
            revision(known.id(), known.revision() + 1, xml, author, now);
        }
        return changed == 1;
    }

    private void revision(long id, int revision, byte[] xml, String author, Instant now) throws SQLException {
        execute(
                "INSERT INTO draft_revision (draft_id, revision, saved_at, saved_by, xml) VALUES (?, ?, ?, ?, ?)",
                id,
                revision,
                now,
                author,
                xml);
    }

    /** Brings an open draft to a state, to be published at the time, if any; whether it still was as the caller knows it. */
    boolean move(Draft known, Draft.State state, Instant publishAt, String approvedBy) throws SQLException {
        String place = state.isOpen() ? known.ivoid().key() : "#" + known.id();
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE draft SET draft_state = ?, publish_at = ?, approved_by = ?, draft_place = ?"
                        + " WHERE id = ? AND revision = ? AND draft_place = ?")) {
            update.setString(1, state.name());
            update.setObject(
                    2,
                    publishAt == null ? null : LocalDateTime.ofInstant(publishAt, ZoneOffset.UTC),
                    java.sql.Types.TIMESTAMP);
            update.setString(3, approvedBy);
            update.setString(4, place);
            update.setLong(5, known.id());
            update.setInt(6, known.revision());
            update.setString(7, known.ivoid().key());
            return update.executeUpdate() == 1;
        }
    }

    Optional<byte[]> text(long id, int revision) throws SQLException {
        return select(
                        row -> row.getBytes(1),
                        "SELECT xml FROM draft_revision WHERE draft_id = ? AND revision = ?",
                        id,
                        revision)
                .stream()
                .findFirst();
    }

    /** The revisions, the newest first. */
    List<DraftRevision> revisions(long id) throws SQLException {
        return select(
                row -> new DraftRevision(row.getInt(1), instant(row, 2), row.getString(3)),
                "SELECT revision, saved_at, saved_by FROM draft_revision WHERE draft_id = ? ORDER BY revision DESC",
                id);
    }

    void comment(long id, DraftComment comment) throws SQLException {
        execute(
                "INSERT INTO draft_comment (draft_id, position, written_at, author, words)"
                        + " SELECT ?, COUNT(*) + 1, ?, ?, ? FROM draft_comment WHERE draft_id = ?",
                id,
                comment.at(),
                comment.author(),
                comment.words(),
                id);
    }

    List<DraftComment> comments(long id) throws SQLException {
        return select(
                row -> new DraftComment(instant(row, 1), row.getString(2), row.getString(3)),
                "SELECT written_at, author, words FROM draft_comment WHERE draft_id = ? ORDER BY position",
                id);
    }

    /** Has other changes of the draft, its comments included, wait for this transaction. */
    void lock(long id) throws SQLException {
        execute("UPDATE draft SET revision = revision WHERE id = ?", id);
    }

    /** At most {@code length} characters, never half of a surrogate pair. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
