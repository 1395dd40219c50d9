package edu.stsci.mast.registry.harvester;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The history of harvests: every run from its start on.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class HarvestRuns {
    private static final String SELECT =
            "SELECT r.id, s.name, s.base_url, s.registry, r.run_state, r.full_harvest, r.from_time, r.oai_set,"
                    + " r.records_created, r.records_changed, r.records_deleted, r.records_unchanged, r.records_flagged,"
                    + " r.quarantined, r.pages, r.requests, r.retries, r.received_bytes, r.failure, r.problems, r.started,"
                    + " r.ended, r.node_name, r.resumed_run, r.delivered, r.announced FROM harvest_run r JOIN harvest_source s ON s.id = r.source_id";
    private static final String NEWEST_FIRST = " ORDER BY r.id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
    private static final int LONGEST_FAILURE = 2000;

    private final HarvestTables tables;

    /** The runs in a database. */
    public HarvestRuns(DataSource dataSource) {
        this(new HarvestTables(dataSource));
    }

    HarvestRuns(HarvestTables tables) {
        this.tables = tables;
    }

    /** The latest runs of all sources, the newest first. */
    public List<HarvestReport> latest(int limit) {
        return tables.transaction("read the runs", s -> s.query(HarvestRuns::read, SELECT + NEWEST_FIRST, limit));
    }

    /** The latest runs of a source, the newest first. */
    public List<HarvestReport> latest(long source, int limit) {
        return tables.transaction(
                "read the runs of a source",
                s -> s.query(HarvestRuns::read, SELECT + " WHERE r.source_id = ?" + NEWEST_FIRST, source, limit));
    }

    /** The runs of a source before the one with the given number, the newest first. */
    public List<HarvestReport> before(long source, long run, int limit) {
        return tables.transaction(
                "read the runs of a source",
                s -> s.query(
                        HarvestRuns::read,
                        SELECT + " WHERE r.source_id = ? AND r.id < ?" + NEWEST_FIRST,
                        source,
                        run,
                        limit));
    }

    /** The run with this number; empty when there is none. */
    public Optional<HarvestReport> get(long run) {
        return tables
                .transaction("read a run", s -> s.query(HarvestRuns::read, SELECT + " WHERE r.id = ?", run))
                .stream()
                .findFirst();
    }

    /** Those of these runs whose source has a claim that was renewed since the given time. */
    List<HarvestReport> claimed(Set<Long> runs, Instant since) {
        return tables.transaction(
                "read the runs that are under way",
                s -> s.query(
                        HarvestRuns::read,
                        SELECT + " WHERE s.claim_owner IS NOT NULL AND s.claim_renewed >= ? AND r.id IN ("
                                + String.join(", ", Collections.nCopies(runs.size(), "?")) + ")",
                        Stream.concat(Stream.of(since), runs.stream()).toArray()));
    }

    /** What was worth a line in a run, with the server's text that each is about; the reason why it failed is the last. */
    public List<HarvestProblem> problems(long run) {
        return tables.transaction(
                "read the problems of a run",
                s -> s.query(
                        row -> new HarvestProblem(row.getString(1), row.getString(2)),
                        "SELECT sentence, excerpt FROM harvest_problem WHERE run_id = ? ORDER BY position",
                        run));
    }

    /** A number for a run, one more than the latest. */
    long nextNumber() {
        return tables.transaction("number a run", statements -> {
            statements.update("UPDATE harvest_run_number SET last_number = last_number + 1");
            return statements
                    .query(row -> row.getLong(1), "SELECT last_number FROM harvest_run_number")
                    .get(0);
        });
    }

    /** Keeps problems of a run that is kept already; the first gets the given place. */
    void keepProblems(long run, int place, List<HarvestProblem> problems) {
        tables.transaction("keep the problems of a run", statements -> {
            int next = place;
            for (HarvestProblem problem : problems) {
                statements.update(
                        "INSERT INTO harvest_problem (run_id, position, sentence, excerpt) VALUES (?, ?, ?, ?)",
                        run,
                        next++,
                        problem.sentence(),
                        problem.excerpt());
            }
            return null;
        });
    }

    /** Keeps a run as it stands. */
    void keep(long source, HarvestReport report) {
        tables.transaction("keep a run", statements -> {
            Object[] values = {
                report.state().name(),
                report.full(),
                report.from().orElse(null),
                report.set(),
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
                HarvestTables.cut(report.failure(), LONGEST_FAILURE),
                String.join("\n", report.problems()),
                report.started(),
                report.ended().orElse(null),
                HarvestTables.cut(report.node(), 200),
                report.resumed().orElse(null),
                report.delivered(),
                report.announced().orElse(null),
                report.run(),
                source
            };
            int known = statements.update(
                    "UPDATE harvest_run SET run_state = ?, full_harvest = ?, from_time = ?, oai_set = ?, records_created = ?,"
                            + " records_changed = ?, records_deleted = ?, records_unchanged = ?, records_flagged = ?,"
                            + " quarantined = ?, pages = ?, requests = ?, retries = ?, received_bytes = ?, failure = ?,"
                            + " problems = ?, started = ?, ended = ?, node_name = ?, resumed_run = ?, delivered = ?,"
                            + " announced = ? WHERE id = ? AND source_id = ?",
                    values);
            if (known == 0) {
                statements.update(
                        "INSERT INTO harvest_run (run_state, full_harvest, from_time, oai_set, records_created, records_changed,"
                                + " records_deleted, records_unchanged, records_flagged, quarantined, pages, requests, retries,"
                                + " received_bytes, failure, problems, started, ended, node_name, resumed_run, delivered, announced,"
                                + " id, source_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        values);
            }
            return null;
        });
    }

    private static HarvestReport read(ResultSet row) throws SQLException {
        return new HarvestReport(
                row.getLong("id"),
                row.getString("name"),
                row.getString("base_url"),
                Optional.ofNullable(row.getString("registry")),
                HarvestReport.State.valueOf(row.getString("run_state")),
                row.getBoolean("full_harvest"),
                HarvestTables.time(row, "from_time"),
                row.getString("oai_set"),
                row.getInt("records_created"),
                row.getInt("records_changed"),
                row.getInt("records_deleted"),
                row.getInt("records_unchanged"),
                row.getInt("records_flagged"),
                row.getInt("quarantined"),
                row.getInt("pages"),
                row.getInt("requests"),
                row.getInt("retries"),
                row.getLong("received_bytes"),
                row.getString("failure"),
                row.getString("problems").lines().toList(),
                HarvestTables.time(row, "started").orElseThrow(),
                HarvestTables.time(row, "ended"),
                row.getString("node_name"),
                HarvestTables.number(row, "resumed_run"),
                row.getInt("delivered"),
                HarvestTables.number(row, "announced"));
    }
}
