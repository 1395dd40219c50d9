package edu.stsci.mast.registry.harvester;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * The history of reconciliations: every one from its start on.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class Reconciliations {
    private static final String SELECT =
            "SELECT r.id, s.name, r.run_state, r.listed, r.held, r.vanished, r.missing, r.changed, r.fetched, r.repaired,"
                    + " r.removed, r.requests, r.failure, r.problems, r.started, r.ended, r.node_name"
                    + " FROM harvest_reconciliation r JOIN harvest_source s ON s.id = r.source_id";
    private static final String NEWEST_FIRST = " ORDER BY r.id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";
    private static final int LONGEST_FAILURE = 2000;

    private final HarvestTables tables;

    /** The reconciliations in a database. */
    public Reconciliations(DataSource dataSource) {
        this.tables = new HarvestTables(dataSource);
    }

    /** The latest of all sources, the newest first. */
    public List<ReconciliationReport> latest(int limit) {
        return tables.transaction(
                "read the reconciliations", s -> s.query(Reconciliations::read, SELECT + NEWEST_FIRST, limit));
    }

    /** The latest of a source, the newest first. */
    public List<ReconciliationReport> latest(long source, int limit) {
        return tables.transaction(
                "read the reconciliations of a source",
                s -> s.query(Reconciliations::read, SELECT + " WHERE r.source_id = ?" + NEWEST_FIRST, source, limit));
    }

    /** Keeps one as it stands. */
    void keep(long source, ReconciliationReport report) {
        tables.transaction("keep a reconciliation", statements -> {
            Object[] values = {
                report.state().name(),
                report.listed(),
                report.held(),
                report.vanished(),
                report.missing(),
                report.changed(),
                report.fetched(),
                report.repaired(),
                report.removed(),
                report.requests(),
                HarvestTables.cut(report.failure(), LONGEST_FAILURE),
                String.join("\n", report.problems()),
                report.started(),
                report.ended().orElse(null),
                HarvestTables.cut(report.node(), 200),
                report.run(),
                source
            };
            int known = statements.update(
                    "UPDATE harvest_reconciliation SET run_state = ?, listed = ?, held = ?, vanished = ?, missing = ?, changed = ?,"
                            + " fetched = ?, repaired = ?, removed = ?, requests = ?, failure = ?, problems = ?, started = ?,"
                            + " ended = ?, node_name = ? WHERE id = ? AND source_id = ?",
                    values);
            if (known == 0) {
                statements.update(
                        "INSERT INTO harvest_reconciliation (run_state, listed, held, vanished, missing, changed, fetched, repaired,"
                                + " removed, requests, failure, problems, started, ended, node_name, id, source_id)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        values);
            }
            return null;
        });
    }

    private static ReconciliationReport read(ResultSet row) throws SQLException {
        return new ReconciliationReport(
                row.getLong("id"),
                row.getString("name"),
                HarvestReport.State.valueOf(row.getString("run_state")),
                row.getInt("listed"),
                row.getInt("held"),
                row.getInt("vanished"),
                row.getInt("missing"),
                row.getInt("changed"),
                row.getInt("fetched"),
                row.getInt("repaired"),
                row.getInt("removed"),
                row.getInt("requests"),
                row.getString("failure"),
                row.getString("problems").lines().toList(),
                HarvestTables.time(row, "started").orElseThrow(),
                HarvestTables.time(row, "ended"),
                row.getString("node_name"));
    }
}
