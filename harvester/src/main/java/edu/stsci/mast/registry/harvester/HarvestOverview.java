package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.harvester.SourceOverview.Health;
import edu.stsci.mast.registry.harvester.SourceOverview.RunMark;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.HarvestedRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        return of(sources.list());
    }

    /** The source with this number; empty when there is none. */
    public Optional<SourceOverview> source(long id) {
        return of(sources.get(id).stream().toList()).stream().findFirst();
    }

    /** Asks the database the same few questions for any number of sources. */
    private List<SourceOverview> of(List<HarvestSource> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        Map<Long, SourceHealth> derived = healths.of(sources);
        Map<Long, List<RunMark>> latest = latest(sources);
        Map<Long, HarvestReport> running = running(latest);
        Map<Long, Integer> quarantined = quarantine.counts();
        Map<Ivoid, Integer> live = records.countActive(sources.stream()
                .flatMap(source -> source.registry().stream())
                .distinct()
                .toList());
        return sources.stream()
                .map(source -> overview(
                        source,
                        derived.get(source.id()),
                        latest.getOrDefault(source.id(), List.of()),
                        Optional.ofNullable(running.get(source.id())),
                        quarantined.getOrDefault(source.id(), 0),
                        source.registry().map(live::get).orElse(0)))
                .toList();
    }

    private static SourceOverview overview(
            HarvestSource source,
            SourceHealth derived,
            List<RunMark> latest,
            Optional<HarvestReport> running,
            int quarantined,
            int liveRecords) {
        Optional<RunMark> last = latest.stream()
                .filter(run -> running.map(r -> r.run() != run.run()).orElse(true))
                .findFirst();
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
                liveRecords,
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

    /**
     * The last runs of each source in short, the newest first. One statement with a part for each source: each part reads the few newest
     * entries of an index, where a window function would read all runs that ever were.
     */
    private Map<Long, List<RunMark>> latest(List<HarvestSource> sources) {
        Map<Long, List<RunMark>> latest = new HashMap<>();
        String part =
                "SELECT * FROM (SELECT source_id, id, run_state, records_created + records_changed + records_deleted AS"
                        + " changes, quarantined, failure, started, ended FROM harvest_run WHERE source_id = ?"
                        + " ORDER BY id DESC OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY) t";
        tables.transaction(
                "read the runs of sources",
                statements -> statements.query(
                        row -> latest.computeIfAbsent(row.getLong("source_id"), id -> new ArrayList<>())
                                .add(mark(row)),
                        String.join(" UNION ALL ", Collections.nCopies(sources.size(), part)),
                        sources.stream()
                                .flatMap(source -> Stream.<Object>of(source.id(), TREND))
                                .toArray()));
        latest.values()
                .forEach(runs -> runs.sort(Comparator.comparing(RunMark::run).reversed()));
        return latest;
    }

    /** The runs that have a claim on their source which lives; one without has died. */
    private Map<Long, HarvestReport> running(Map<Long, List<RunMark>> latest) {
        Map<Long, Long> unended = new HashMap<>();
        latest.forEach((source, runs) -> {
            if (runs.get(0).state() == HarvestReport.State.RUNNING) {
                unended.put(runs.get(0).run(), source);
            }
        });
        Map<Long, HarvestReport> running = new HashMap<>();
        if (!unended.isEmpty()) {
            runs.claimed(unended.keySet(), clock.instant().minus(HarvestClaims.LIFETIME))
                    .forEach(run -> running.put(unended.get(run.run()), run));
        }
        return running;
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
