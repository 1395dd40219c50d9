package edu.stsci.mast.registry.harvester;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Derives the health of sources from their runs.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class SourcesHealth {
    private final HarvestTables tables;
    private final HeldRemovals removals;
    private final Clock clock;

    /** The health of the sources in a database. */
    public SourcesHealth(DataSource dataSource, Clock clock) {
        this.tables = new HarvestTables(dataSource);
        this.removals = new HeldRemovals(dataSource, clock);
        this.clock = clock;
    }

    private record Success(long run, Instant started, Instant ended) {}

    private record Failures(int number, Instant first) {}

    /** The health of each of these sources, by their numbers. */
    public Map<Long, SourceHealth> of(List<HarvestSource> sources) {
        Map<Long, Success> successes = new HashMap<>();
        Map<Long, Failures> failures = new HashMap<>();
        Map<Long, Instant> reconciled = new HashMap<>();
        tables.transaction("look at the runs of sources", statements -> {
            statements.query(
                    row -> successes.put(
                            row.getLong("source_id"),
                            new Success(row.getLong("id"), time(row, "started"), time(row, "ended"))),
                    "SELECT r.source_id, r.id, r.started, r.ended FROM harvest_run r JOIN (SELECT source_id, MAX(id) AS id"
                            + " FROM harvest_run WHERE run_state IN ('COMPLETE', 'HELD') GROUP BY source_id) latest"
                            + " ON latest.id = r.id");
            statements.query(
                    row -> failures.put(row.getLong(1), new Failures(row.getInt(2), time(row, "first_started"))),
                    "SELECT r.source_id, COUNT(*), MIN(r.started) AS first_started FROM harvest_run r LEFT JOIN"
                            + " (SELECT source_id, MAX(id) AS id FROM harvest_run WHERE run_state IN ('COMPLETE', 'HELD')"
                            + " GROUP BY source_id) latest ON latest.source_id = r.source_id"
                            + " WHERE r.run_state = 'FAILED' AND (latest.id IS NULL OR r.id > latest.id) GROUP BY r.source_id");
            statements.query(
                    row -> reconciled.put(row.getLong(1), time(row, "last_ended")),
                    "SELECT source_id, MAX(ended) AS last_ended FROM harvest_reconciliation"
                            + " WHERE run_state IN ('COMPLETE', 'HELD') GROUP BY source_id");
            return null;
        });
        Map<Long, Integer> held = removals.counts();
        Map<Long, SourceHealth> health = new HashMap<>();
        for (HarvestSource source : sources) {
            Success success = successes.get(source.id());
            Failures failed = failures.getOrDefault(source.id(), new Failures(0, null));
            Verdict verdict = verdict(source, success, failed);
            health.put(
                    source.id(),
                    new SourceHealth(
                            source.id(),
                            verdict.status(),
                            verdict.since(),
                            failed.number(),
                            Optional.ofNullable(success).map(Success::ended),
                            Optional.ofNullable(reconciled.get(source.id())),
                            held.getOrDefault(source.id(), 0)));
        }
        return health;
    }

    private record Verdict(SourceHealth.Status status, Optional<Instant> since) {}

    private Verdict verdict(HarvestSource source, Success success, Failures failed) {
        if (failed.number() > 0) {
            return new Verdict(
                    success == null ? SourceHealth.Status.NEVER_SUCCEEDED : SourceHealth.Status.FAILING,
                    Optional.of(failed.first()));
        }
        if (success == null) {
            return new Verdict(SourceHealth.Status.NEW, Optional.empty());
        }
        // One run may have been put off or cut short by a restart; that two in a row are not there is not in order.
        Optional<Instant> due = source.schedule()
                .nextAfter(success.started())
                .flatMap(next -> source.schedule().nextAfter(next))
                .map(next -> next.plus(source.jitter()));
        return source.enabled() && due.filter(clock.instant()::isAfter).isPresent()
                ? new Verdict(SourceHealth.Status.OVERDUE, due)
                : new Verdict(SourceHealth.Status.OK, Optional.empty());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return HarvestTables.time(row, column).orElse(null);
    }
}
