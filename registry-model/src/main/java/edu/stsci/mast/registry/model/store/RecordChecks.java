package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What checks of stored records find: the rules that depend on other records, and the addresses that records point at. The findings stand
 * beside those of validation.
 *
 * <p>Thread-safe. All methods throw a {@link DatabaseException} when the database fails.
 */
public final class RecordChecks {
    private static final int RUNS_KEPT = 50;

    private final DataSource dataSource;

    /** The checks of the records in a database. */
    public RecordChecks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A record to check.
     *
     * @param id the record's number in the database
     * @param document its normalised document
     */
    public record Target(long id, Ivoid ivoid, int version, boolean managed, byte[] document) {}

    /**
     * An address and what became of the last look at it.
     *
     * @param code the rule that is broken; empty when none is
     * @param status the answer's status; 0 when there was none
     * @param message what is wrong, as a sentence; empty when nothing is
     * @param millis how long the answer took
     * @param failingSince when it began to fail without a success since; empty when it answers
     * @param failures how many looks have failed in a row
     */
    public record Link(
            String url,
            String code,
            int status,
            String message,
            int millis,
            Instant checkedAt,
            Optional<Instant> failingSince,
            int failures) {
        /** This look after the one before, which is empty when there was none: failures are counted on. */
        Link after(Optional<Link> before) {
            if (failingSince.isEmpty()) {
                return this;
            }
            int earlier = before.map(Link::failures).orElse(0);
            return new Link(
                    url,
                    code,
                    status,
                    message,
                    millis,
                    checkedAt,
                    before.flatMap(Link::failingSince).or(() -> failingSince),
                    earlier + 1);
        }
    }

    /**
     * Active records with documents, by their numbers.
     *
     * @param all whether all are wanted; else ours, and those harvested ones that have changed since they were last looked at
     * @param after the last number had, 0 to begin
     */
    public List<Target> targets(boolean all, long after, int limit) {
        String sql =
                "SELECT r.id, r.ivoid, r.version, r.managed, d.xml FROM record r JOIN document d ON d.id = r.document_id"
                        + " WHERE r.id > ? AND r.status = 'ACTIVE'"
                        + (all
                                ? ""
                                : " AND (r.managed = 1 OR NOT EXISTS (SELECT 1 FROM record_check c WHERE c.record_id = r.id"
                                        + " AND c.version = r.version))")
                        + " ORDER BY r.id OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
        return Rows.of(
                dataSource,
                sql,
                row -> new Target(
                        row.getLong(1), Ivoid.of(row.getString(2)), row.getInt(3), row.getBoolean(4), row.getBytes(5)),
                after,
                limit);
    }

    /** The addresses of a record, as they were last looked at. */
    public List<Link> links(long record) {
        return Rows.of(
                dataSource,
                "SELECT url, code, status, message, millis, checked_at, failing_since, failures FROM link_check"
                        + " WHERE record_id = ? ORDER BY position",
                RecordChecks::link,
                record);
    }

    static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getInt(5),
                RecordRow.instant(row, 6),
                Optional.ofNullable(RecordRow.instant(row, 7)),
                row.getInt(8));
    }

    /**
     * Keeps what was found, in place of all findings of the record that are not those of its schemas. A record that has changed meanwhile is
     * left alone.
     *
     * @param findings what its own rules, those on other records and the looks at its addresses say
     * @param links its addresses; empty optional when they were not asked, so that what is known of them stays
     * @return whether it was kept
     */
    public boolean save(Target target, List<Finding> findings, Optional<List<Link>> links, Instant now) {
        return Transactions.run(dataSource, "keep what was found in " + target.ivoid(), connection -> {
            boolean same = change(
                            connection,
                            // Holds the record until the end, so that nobody writes its findings at the same time.
                            "UPDATE record SET version = version WHERE id = ? AND version = ?",
                            target.id(),
                            target.version())
                    == 1;
            if (same) {
                findings(connection, target, findings);
                if (links.isPresent()) {
                    links(connection, target, links.get());
                }
                checked(connection, target, links.isPresent(), now);
            }
            return same;
        });
    }

    private static void findings(Connection connection, Target target, List<Finding> findings) throws SQLException {
        change(connection, "DELETE FROM finding WHERE record_id = ? AND code <> 'schema'", target.id());
        int position = 1000; // behind those of the schemas
        for (Finding f : findings) {
            change(
                    connection,
                    "INSERT INTO finding (record_id, position, severity, code, line_no, column_no, element, message)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    target.id(),
                    position++,
                    f.severity().name(),
                    f.code(),
                    f.line(),
                    f.column(),
                    RecordWriter.cut(f.element(), 1000),
                    RecordWriter.cut(f.message(), 2000));
        }
    }

    private void links(Connection connection, Target target, List<Link> links) throws SQLException {
        List<Link> before = links(target.id());
        change(connection, "DELETE FROM link_check WHERE record_id = ?", target.id());
        int position = 0;
        for (Link fresh : links) {
            Link link = fresh.after(
                    before.stream().filter(b -> b.url().equals(fresh.url())).findFirst());
            change(
                    connection,
                    "INSERT INTO link_check (record_id, position, url, code, status, message, millis, checked_at, failing_since,"
                            + " failures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    target.id(),
                    position++,
                    RecordWriter.cut(link.url(), 2000),
                    link.code(),
                    link.status(),
                    RecordWriter.cut(link.message(), 1000),
                    link.millis(),
                    RecordRow.column(link.checkedAt()),
                    RecordRow.column(link.failingSince().orElse(null)),
                    link.failures());
        }
    }

    private static void checked(Connection connection, Target target, boolean asked, Instant now) throws SQLException {
        int known = asked
                ? change(
                        connection,
                        "UPDATE record_check SET version = ?, asked = ?, checked_at = ? WHERE record_id = ?",
                        target.version(),
                        true,
                        RecordRow.column(now),
                        target.id())
                : change(
                        connection,
                        // What was asked counts for the version that it was asked for only.
                        "UPDATE record_check SET asked = CASE WHEN version = ? THEN asked ELSE 0 END, version = ?, checked_at = ?"
                                + " WHERE record_id = ?",
                        target.version(),
                        target.version(),
                        RecordRow.column(now),
                        target.id());
        if (known == 0) {
            change(
                    connection,
                    "INSERT INTO record_check (record_id, version, asked, checked_at) VALUES (?, ?, ?, ?)",
                    target.id(),
                    target.version(),
                    asked,
                    RecordRow.column(now));
        }
    }

    /**
     * A run of checks.
     *
     * @param ended empty while it is under way, or when its process has died
     * @param rules by which rules, as a fingerprint
     * @param failing how many of the addresses failed
     */
    public record Run(Instant started, Optional<Instant> ended, String rules, int records, int links, int failing) {}

    /** The last runs, the newest first. */
    public List<Run> runs(int limit) {
        return Rows.of(
                dataSource,
                "SELECT started, ended, rules, records, links, failing FROM check_run ORDER BY id DESC"
                        + " OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                row -> new Run(
                        RecordRow.instant(row, 1),
                        Optional.ofNullable(RecordRow.instant(row, 2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6)),
                limit);
    }

    /** Keeps a run that has ended, and forgets old ones. */
    public void keep(Run run) {
        try (Connection connection = dataSource.getConnection()) {
            change(
                    connection,
                    "INSERT INTO check_run (started, ended, rules, records, links, failing) VALUES (?, ?, ?, ?, ?, ?)",
                    RecordRow.column(run.started()),
                    RecordRow.column(run.ended().orElse(null)),
                    run.rules(),
                    run.records(),
                    run.links(),
                    run.failing());
            change(connection, "DELETE FROM check_run WHERE id <= (SELECT MAX(id) FROM check_run) - ?", RUNS_KEPT);
        } catch (SQLException e) {
            throw MasterCopy.failed("keep a run of checks", e);
        }
    }

    private static int change(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    statement.setNull(i + 1, java.sql.Types.TIMESTAMP);
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            return statement.executeUpdate();
        }
    }
}
