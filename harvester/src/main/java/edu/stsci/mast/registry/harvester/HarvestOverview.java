package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.harvester.SourceOverview.Health;
import edu.stsci.mast.registry.harvester.SourceOverview.RunMark;
import edu.stsci.mast.registry.model.store.HarvestedRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How the sources are doing, for pages and commands.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class HarvestOverview {
    /** How many runs a trend shows at most. */
    public static final int TREND = 24;

    private final HarvestTables tables;
    private final HarvestSources sources;
    private final HarvestRuns runs;
    private final Quarantine quarantine;
    private final SourcesHealth healths;
    private final HarvestedRecords records;
    private final Clock clock;

    /** The overview of the sources in a database. */
    public HarvestOverview(DataSource dataSource, Clock clock) {
        this.tables = new HarvestTables(dataSource);
        this.sources = new HarvestSources(dataSource, clock);
        this.runs = new HarvestRuns(dataSource);
        this.quarantine = new Quarantine(dataSource, clock);
        this.healths = new SourcesHealth(dataSource, clock);
        this.records = new HarvestedRecords(dataSource);
        this.clock = clock;
    }

    /** All sources, in the order of their names. */
    public List<SourceOverview> sources() {
        return sources.list().stream().map(this::of).toList();
    }

    /** The source with this number; empty when there is none. */
    public Optional<SourceOverview> source(long id) {
        return sources.get(id).map(this::of);
    }

    private SourceOverview of(HarvestSource source) {
        SourceHealth derived = healths.of(List.of(source)).get(source.id());
        List<RunMark> latest = latest(source.id());
        Optional<HarvestReport> running = running(source.id());
        Optional<RunMark> last = latest.stream()
                .filter(run -> running.map(r -> r.run() != run.run()).orElse(true))
                .findFirst();
        int quarantined = quarantine.count(source.id());
        Health health = health(derived, quarantined);
        List<RunMark> trend = new ArrayList<>(latest);
        Collections.reverse(trend);
        return new SourceOverview(
                source,
                health,
                sentence(health, derived, last, quarantined),
                running,
                last,
                derived.lastSuccess(),
                source.enabled() ? due(source, latest) : Optional.empty(),
                source.registry().map(records::countActive).orElse(0),
                quarantined,
                derived.heldRemovals(),
                derived.lastReconciliation(),
                List.copyOf(trend));
    }

    private static Health health(SourceHealth derived, int quarantined) {
        return switch (derived.status()) {
            case NEW -> Health.NEW;
            case FAILING, NEVER_SUCCEEDED -> Health.FAILING;
            case OVERDUE -> Health.OVERDUE;
            case OK -> derived.heldRemovals() > 0 ? Health.HELD : quarantined > 0 ? Health.TROUBLED : Health.GOOD;
        };
    }

    private static String sentence(Health health, SourceHealth derived, Optional<RunMark> last, int quarantined) {
        return switch (health) {
            case NEW -> "It has not been harvested yet.";
            case GOOD -> "";
            case TROUBLED ->
                quarantined == 1 ? "One record is in quarantine." : quarantined + " records are in quarantine.";
            case HELD ->
                derived.heldRemovals() == 1
                        ? "One removal waits for a curator."
                        : derived.heldRemovals() + " removals wait for a curator.";
            case OVERDUE ->
                "No run has been complete though one was due at "
                        + derived.since()
                                .map(time ->
                                        time.truncatedTo(ChronoUnit.SECONDS).toString())
                                .orElse("its time")
                        + ".";
            case FAILING -> {
                String runs = derived.failures() == 1
                        ? "The last run failed: "
                        : "The last " + derived.failures() + " runs failed: ";
                String failure = last.map(RunMark::failure)
                        .filter(text -> !text.isEmpty())
                        .orElse("its process ended early");
                yield runs + failure + (failure.endsWith(".") ? "" : ".");
            }
        };
    }

    /** When a source is to be harvested next. */
    private static Optional<Instant> due(HarvestSource source, List<RunMark> latest) {
        return latest.isEmpty() && source.schedule() instanceof Schedule.Every
                ? Optional.of(source.created().plus(source.delay()))
                : source.schedule()
                        .nextAfter(
                                latest.isEmpty()
                                        ? source.created()
                                        : latest.get(0).started())
                        .map(next -> next.plus(source.delay()));
    }

    /** The last runs of a source in short, the newest first. */
    private List<RunMark> latest(long source) {
        return tables.transaction(
                "read the runs of a source",
                statements -> statements.query(
                        HarvestOverview::mark,
                        "SELECT id, run_state, records_created + records_changed + records_deleted AS changes, quarantined,"
                                + " failure, started, ended FROM harvest_run WHERE source_id = ?"
                                + " ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY",
                        source,
                        TREND));
    }

    /** The run that has a claim on the source which lives; one without has died. */
    private Optional<HarvestReport> running(long source) {
        boolean free = tables.transaction(
                        "read a claim",
                        statements -> statements.query(
                                row -> row.getLong(1),
                                "SELECT id FROM harvest_source WHERE id = ? AND claim_owner IS NOT NULL AND claim_renewed >= ?",
                                source,
                                clock.instant().minus(HarvestClaims.LIFETIME)))
                .isEmpty();
        return free
                ? Optional.empty()
                : runs.latest(source, 1).stream()
                        .filter(run -> run.state() == HarvestReport.State.RUNNING)
                        .findFirst();
    }

    private static RunMark mark(ResultSet row) throws SQLException {
        return new RunMark(
                row.getLong("id"),
                HarvestReport.State.valueOf(row.getString("run_state")),
                row.getInt("changes"),
                row.getInt("quarantined"),
                row.getString("failure"),
                HarvestTables.time(row, "started").orElseThrow(),
                HarvestTables.time(row, "ended"));
    }
}
