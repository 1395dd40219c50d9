package edu.stsci.mast.registry.harvester;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What became of the last look into the Registry of Registries, whichever node or command did it.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class Discoveries {
    private static final int LONGEST_FAILURE = 2000;

    private final HarvestTables tables;
    private final Clock clock;

    /** What a database keeps of it. */
    public Discoveries(DataSource dataSource, Clock clock) {
        this.tables = new HarvestTables(dataSource);
        this.clock = clock;
    }

    /** The last one, which may be under way; empty when there was none yet. */
    public Optional<Discovery> latest() {
        return tables
                .transaction(
                        "read the last discovery",
                        statements -> statements.query(
                                Discoveries::read,
                                "SELECT started, ended, last_success, registries, proposed, applied, problems, failure"
                                        + " FROM harvest_discovery WHERE id = 1"))
                .stream()
                .findFirst();
    }

    /** One begins. */
    void begin() {
        tables.transaction("note the start of a discovery", statements -> {
            int known = statements.update(
                    "UPDATE harvest_discovery SET started = ?, ended = NULL, registries = 0, proposed = 0, applied = 0,"
                            + " problems = '', failure = '' WHERE id = 1",
                    now());
            return known > 0
                    ? known
                    : statements.update(
                            "INSERT INTO harvest_discovery (id, started, registries, proposed, applied, problems, failure)"
                                    + " VALUES (1, ?, 0, 0, 0, '', '')",
                            now());
        });
    }

    /** The one that has begun ends. */
    void end(DiscoveryReport report) {
        Instant now = now();
        tables.transaction("note the end of a discovery", statements -> {
            if (report.failure().isEmpty()) {
                statements.update("UPDATE harvest_discovery SET last_success = ? WHERE id = 1", now);
            }
            return statements.update(
                    "UPDATE harvest_discovery SET ended = ?, registries = ?, proposed = ?, applied = ?, problems = ?,"
                            + " failure = ? WHERE id = 1",
                    now,
                    report.registries(),
                    report.proposals().size(),
                    report.applied().size(),
                    String.join("\n", report.problems()),
                    HarvestTables.cut(report.failure(), LONGEST_FAILURE));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Discovery read(ResultSet row) throws SQLException {
        return new Discovery(
                HarvestTables.time(row, "started").orElseThrow(),
                HarvestTables.time(row, "ended"),
                HarvestTables.time(row, "last_success"),
                row.getInt("registries"),
                row.getInt("proposed"),
                row.getInt("applied"),
                row.getString("problems").lines().toList(),
                row.getString("failure"));
    }
}
