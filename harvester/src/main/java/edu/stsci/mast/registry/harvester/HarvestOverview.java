package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.harvester.SourceOverview.Health;
import edu.stsci.mast.registry.harvester.SourceOverview.RunMark;
import edu.stsci.mast.registry.model.store.Holdings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.quartz.CronExpression;

/**
 * How the sources are doing, for pages and commands.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class HarvestOverview {
    /** How many runs a trend shows at most. */
    public static final int TREND = 24;

    /** How late a harvest may be before anybody is told: nodes may be busy, and schedules may be spread. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HarvestTables tables;
    private final HarvestSources sources;
    private final HarvestRuns runs;
    private final Quarantine quarantine;
    private final Holdings holdings;
    private final Clock clock;

    /** The overview of the sources in a database. */
    public HarvestOverview(DataSource dataSource, Clock clock) {
        this.tables = new HarvestTables(dataSource);
        this.sources = new HarvestSources(dataSource, clock);
        this.runs = new HarvestRuns(dataSource);
        this.quarantine = new Quarantine(dataSource, clock);
        this.holdings = new Holdings(dataSource);
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
        List<RunMark> latest = latest(source.id());
        Optional<HarvestReport> running = running(source.id());
        Optional<RunMark> last = latest.stream()
                .filter(run -> running.map(r -> r.run() != run.run()).orElse(true))
                .findFirst();
        int quarantined = quarantine.count(source.id());
        Optional<Instant> due = source.enabled() ? due(source, latest) : Optional.empty();
        Health health = health(last, running.isPresent(), quarantined, due);
        List<RunMark> trend = new ArrayList<>(latest);
        Collections.reverse(trend);
        return new SourceOverview(
                source,
                health,
                sentence(health, latest, last, quarantined, due),
                running,
                last,
                lastSuccess(source.id()),
                due,
                source.registry().map(holdings::live).orElse(0),
                quarantined,
                List.copyOf(trend));
    }

    private Health health(Optional<RunMark> last, boolean running, int quarantined, Optional<Instant> due) {
        boolean late = !running
                && due.map(time -> time.plus(PATIENCE).isBefore(clock.instant()))
                        .orElse(false);
        if (last.isPresent() && last.get().state() != HarvestReport.State.COMPLETE) {
            return Health.FAILING;
        } else if (late) {
            return Health.LATE;
        } else if (last.isEmpty()) {
            return Health.NEW;
        }
        return quarantined > 0 ? Health.TROUBLED : Health.GOOD;
    }

    private String sentence(
            Health health, List<RunMark> latest, Optional<RunMark> last, int quarantined, Optional<Instant> due) {
        return switch (health) {
            case NEW -> "It has not been harvested yet.";
            case GOOD -> "";
            case TROUBLED ->
                quarantined == 1 ? "One record is in quarantine." : quarantined + " records are in quarantine.";
            case LATE ->
                "It was due at " + due.orElseThrow().truncatedTo(ChronoUnit.SECONDS)
                        + ", and no server has harvested it.";
            case FAILING -> {
                long failures = latest.stream()
                        .filter(run -> run.run() <= last.orElseThrow().run())
                        .takeWhile(run -> run.state() != HarvestReport.State.COMPLETE)
                        .count();
                String times = failures == 1
                        ? "The last run failed: "
                        : "The last " + failures + (failures == TREND ? " or more" : "") + " runs failed: ";
                String failure = last.orElseThrow().failure();
                yield times
                        + (failure.isEmpty() ? "its process ended without a word" : failure)
                        + (failure.endsWith(".") ? "" : ".");
            }
        };
    }

    /** When a source is to be harvested next. */
    private Optional<Instant> due(HarvestSource source, List<RunMark> latest) {
        Instant since = latest.isEmpty() ? source.created() : latest.get(0).started();
        if (source.schedule() instanceof Schedule.Every every) {
            return Optional.of(latest.isEmpty() ? since : since.plus(every.interval()));
        }
        try {
            CronExpression cron = new CronExpression(((Schedule.Cron) source.schedule()).expression());
            cron.setTimeZone(TimeZone.getTimeZone("UTC"));
            return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(since)))
                    .map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalStateException("Schedules were checked when they were made", e);
        }
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

    private Optional<Instant> lastSuccess(long source) {
        return tables
                .transaction(
                        "read the last complete run",
                        statements -> statements.query(
                                row -> HarvestTables.time(row, "ended"),
                                "SELECT ended FROM harvest_run WHERE source_id = ? AND run_state = ?"
                                        + " ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY",
                                source,
                                HarvestReport.State.COMPLETE.name()))
                .stream()
                .findFirst()
                .flatMap(ended -> ended);
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
