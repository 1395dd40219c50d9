package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The history of harvests and the quarantine, kept in the database of the master copy.
 *
 * <p>Thread-safe.
 */
public final class HarvestRuns {
    private static final int EXCERPT = 4000;
    private static final int LONGEST_KEY = 400;
    private static final int LONGEST_SENTENCE = 2000;
    private static final String SELECT =
            "SELECT r.*, s.name, s.base_url, s.registry FROM harvest_run r JOIN harvest_source s ON s.id = r.source_id ";

    private final DataSource dataSource;
    private final Clock clock;

    /** The history in a database whose tables are up to date. */
    public HarvestRuns(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** The latest runs of all sources, the newest first. */
    public List<HarvestReport> latest(int most) {
        return select(SELECT + "ORDER BY r.id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY", most);
    }

    /** The latest runs of a source, the newest first. */
    public List<HarvestReport> latest(long source, int most) {
        return select(
                SELECT + "WHERE r.source_id = ? ORDER BY r.id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY", source, most);
    }

    /** What is in quarantine from a source, the newest first. */
    public List<QuarantinedRecord> quarantine(long source, int most) {
        String sql = "SELECT s.name, q.run_id, q.identifier, q.reason, q.excerpt, q.quarantined_at"
                + " FROM harvest_quarantine q JOIN harvest_source s ON s.id = q.source_id WHERE q.source_id = ?"
                + " ORDER BY q.quarantined_at DESC, q.id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            Sql.set(select, source, most);
            List<QuarantinedRecord> records = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    records.add(new QuarantinedRecord(
                            rows.getString("name"),
                            rows.getLong("run_id"),
                            Optional.ofNullable(rows.getString("identifier")),
                            rows.getString("reason"),
                            rows.getString("excerpt"),
                            Sql.instant(rows, "quarantined_at").orElseThrow()));
                }
            }
            return records;
        } catch (SQLException e) {
            throw Sql.failed("read the quarantine", e);
        }
    }

    /** Notes that a run begins; its number. Runs of the source that still seem to run died without a word. */
    long begin(HarvestSource source, boolean full, Optional<Instant> from, String node) {
        try (Connection connection = dataSource.getConnection()) {
            Instant now = clock.instant();
            Sql.update(
                    connection,
                    "UPDATE harvest_run SET run_state = 'FAILED', ended = ?, failure = ? WHERE source_id = ?"
                            + " AND run_state = 'RUNNING'",
                    now,
                    "The process that did the harvest died",
                    source.id());
            long id = Sql.nextKey(connection);
            Sql.update(
                    connection,
                    "INSERT INTO harvest_run (id, source_id, run_state, full_harvest, from_time, oai_set, records_created,"
                            + " records_changed, records_deleted, records_unchanged, records_flagged, quarantined, pages,"
                            + " requests, retries, received_bytes, failure, problems, started, node_name)"
                            + " VALUES (?, ?, 'RUNNING', ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '', ?, ?)",
                    id,
                    source.id(),
                    full,
                    from.orElse(null),
                    source.set(),
                    now,
                    Sql.atMost(200, node));
            return id;
        } catch (SQLException e) {
            throw Sql.failed("note a run", e);
        }
    }

    /** Notes how far a run has come. */
    void update(HarvestReport report) {
        try (Connection connection = dataSource.getConnection()) {
            update(connection, report);
        } catch (SQLException e) {
            throw Sql.failed("note a run", e);
        }
    }

    /**
     * Notes that a run is complete, and from when the next one asks, both or neither.
     *
     * @param owner the run's claim on the source, without which nothing is noted
     */
    void complete(HarvestReport report, long source, Optional<Instant> nextFrom, String owner) throws HarvestException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int mine = nextFrom.isPresent()
                        ? Sql.update(
                                connection,
                                "UPDATE harvest_source SET next_from = ? WHERE id = ? AND claim_owner = ?",
                                nextFrom.get().truncatedTo(ChronoUnit.SECONDS), // never rounded up
                                source,
                                owner)
                        : Sql.update(
                                connection,
                                "UPDATE harvest_source SET claim_owner = ? WHERE id = ? AND claim_owner = ?",
                                owner,
                                source,
                                owner);
                if (mine == 0) {
                    throw new HarvestException("Another process has taken the harvest over");
                }
                update(connection, report);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Sql.failed("note a complete run", e);
        }
    }

    private static void update(Connection connection, HarvestReport report) throws SQLException {
        Sql.update(
                connection,
                "UPDATE harvest_run SET run_state = ?, records_created = ?, records_changed = ?, records_deleted = ?,"
                        + " records_unchanged = ?, records_flagged = ?, quarantined = ?, pages = ?, requests = ?, retries = ?,"
                        + " received_bytes = ?, failure = ?, problems = ?, ended = ? WHERE id = ?",
                report.state().name(),
                report.created(),
                report.changed(),
                report.deleted(),
                report.unchanged(),
                report.flagged(),
                report.quarantined(),
                report.pages(),
                report.requests(),
                report.retries(),
                report.bytes(),
                Sql.atMost(LONGEST_SENTENCE, report.failure()),
                String.join("\n", report.problems()),
                report.ended().orElse(null),
                report.run());
    }

    /** Puts records into quarantine, and takes those out that could be taken this time. */
    void quarantine(
            long source,
            long run,
            Collection<Refusal> refused,
            Collection<Delivery.Unusable> unusable,
            Collection<Ivoid> taken) {
        try (Connection connection = dataSource.getConnection()) {
            for (Refusal refusal : refused) {
                put(
                        connection,
                        source,
                        run,
                        refusal.ivoid().key(),
                        refusal.ivoid().toString(),
                        refusal.reason(),
                        "");
            }
            for (Delivery.Unusable record : unusable) {
                String excerpt =
                        new String(record.xml(), 0, Math.min(record.xml().length, EXCERPT), StandardCharsets.UTF_8);
                String identifier = record.identifier()
                        .map(text -> Sql.atMost(LONGEST_KEY, text))
                        .orElse(null);
                String key = identifier == null ? "sha256:" + sha256(record) : identifier.toLowerCase(Locale.ROOT);
                put(connection, source, run, key, identifier, record.reason(), excerpt);
            }
            free(connection, source, taken);
        } catch (SQLException e) {
            throw Sql.failed("keep the quarantine", e);
        }
    }

    private void put(
            Connection connection, long source, long run, String key, String identifier, String reason, String excerpt)
            throws SQLException {
        String sentence = Sql.atMost(LONGEST_SENTENCE, reason);
        int known = Sql.update(
                connection,
                "UPDATE harvest_quarantine SET run_id = ?, reason = ?, excerpt = ?, quarantined_at = ?"
                        + " WHERE source_id = ? AND problem_key = ?",
                run,
                sentence,
                excerpt,
                clock.instant(),
                source,
                key);
        if (known == 0) {
            Sql.update(
                    connection,
                    "INSERT INTO harvest_quarantine (id, source_id, run_id, problem_key, identifier, reason, excerpt,"
                            + " quarantined_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    Sql.nextKey(connection),
                    source,
                    run,
                    key,
                    identifier,
                    sentence,
                    excerpt,
                    clock.instant());
        }
    }

    private static void free(Connection connection, long source, Collection<Ivoid> taken) throws SQLException {
        if (taken.isEmpty()) {
            return;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM harvest_quarantine WHERE source_id = ? AND problem_key = ?")) {
            for (Ivoid ivoid : taken) {
                Sql.set(delete, source, ivoid.key());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static String sha256(Delivery.Unusable record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(record.reason().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(record.xml()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private List<HarvestReport> select(String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            Sql.set(select, values);
            List<HarvestReport> reports = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reports.add(read(rows));
                }
            }
            return reports;
        } catch (SQLException e) {
            throw Sql.failed("read the runs", e);
        }
    }

    private static HarvestReport read(ResultSet rows) throws SQLException {
        return new HarvestReport(
                rows.getLong("id"),
                rows.getString("name"),
                rows.getString("base_url"),
                Optional.ofNullable(rows.getString("registry")),
                HarvestReport.State.valueOf(rows.getString("run_state")),
                rows.getBoolean("full_harvest"),
                Sql.instant(rows, "from_time"),
                rows.getString("oai_set"),
                rows.getInt("records_created"),
                rows.getInt("records_changed"),
                rows.getInt("records_deleted"),
                rows.getInt("records_unchanged"),
                rows.getInt("records_flagged"),
                rows.getInt("quarantined"),
                rows.getInt("pages"),
                rows.getInt("requests"),
                rows.getInt("retries"),
                rows.getLong("received_bytes"),
                rows.getString("failure"),
                rows.getString("problems").lines().toList(),
                Sql.instant(rows, "started").orElseThrow(),
                Sql.instant(rows, "ended"),
                rows.getString("node_name"));
    }
}
