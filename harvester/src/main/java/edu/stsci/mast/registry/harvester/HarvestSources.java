package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.oai.Granularity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The registries that we harvest, shared by all nodes. A scheduler notices changes within seconds.
 *
 * <p>Thread-safe. All methods throw a {@link edu.stsci.mast.registry.model.store.DatabaseException} when the database fails.
 */
public final class HarvestSources {
    private static final String SELECT =
            "SELECT id, name, base_url, registry, oai_set, harvest_times, enabled, granularity, next_from, created,"
                    + " jitter, page_limit, reconcile_times, discovered"
                    + " FROM harvest_source";

    private final HarvestTables tables;
    private final Clock clock;

    /** The sources in a database. */
    public HarvestSources(DataSource dataSource, Clock clock) {
        this.tables = new HarvestTables(dataSource);
        this.clock = clock;
    }

    /**
     * Adds a source.
     *
     * @throws IllegalArgumentException with a sentence when its name or base URL is taken
     */
    public HarvestSource add(NewSource source) {
        return tables.transaction("add a source", statements -> {
            if (!statements
                    .query(HarvestSources::read, SELECT + " WHERE name_key = ?", key(source.name()))
                    .isEmpty()) {
                throw new IllegalArgumentException("There is a source named '" + source.name() + "' already");
            }
            statements
                    .query(HarvestSources::read, SELECT + " WHERE base_url = ?", source.baseUrl())
                    .forEach(other -> {
                        throw new IllegalArgumentException(
                                "The source '" + other.name() + "' has the base URL " + source.baseUrl() + " already");
                    });
            long id = statements.nextKey();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            statements.update(
                    "INSERT INTO harvest_source (id, name, name_key, base_url, registry, registry_key, oai_set, harvest_times,"
                            + " enabled, created, jitter, page_limit, reconcile_times, discovered)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    source.name(),
                    key(source.name()),
                    source.baseUrl(),
                    source.registry().map(Ivoid::toString).orElse(null),
                    source.registry().map(Ivoid::key).orElse(null),
                    source.set(),
                    source.schedule().text(),
                    source.enabled(),
                    now,
                    source.jitter().toSeconds(),
                    source.pageLimit(),
                    source.reconcileSchedule().map(Schedule::text).orElse(""),
                    source.discovered());
            return new HarvestSource(
                    id,
                    source.name(),
                    source.baseUrl(),
                    source.registry(),
                    source.set(),
                    source.schedule(),
                    source.enabled(),
                    Optional.empty(),
                    Optional.empty(),
                    now,
                    source.jitter(),
                    source.pageLimit(),
                    source.reconcileSchedule(),
                    source.discovered());
        });
    }

    /** The source with this number; empty when there is none. */
    public Optional<HarvestSource> get(long id) {
        return tables
                .transaction("read a source", s -> s.query(HarvestSources::read, SELECT + " WHERE id = ?", id))
                .stream()
                .findFirst();
    }

    /**
     * The source that a person means; empty when there is none.
     *
     * @param words its name, its registry's IVOID, or its base URL
     */
    public Optional<HarvestSource> find(String words) {
        String wanted = words.strip();
        List<HarvestSource> found = tables.transaction(
                "find a source",
                statements -> statements.query(
                        HarvestSources::read,
                        SELECT + " WHERE name_key = ? OR registry_key = ? OR base_url = ? ORDER BY id",
                        key(wanted),
                        key(wanted),
                        wanted.replaceFirst("[?&]+$", "")));
        return found.stream()
                .filter(source -> key(source.name()).equals(key(wanted)))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** All sources, in the order of their names. */
    public List<HarvestSource> list() {
        return tables.transaction(
                "list the sources", s -> s.query(HarvestSources::read, SELECT + " ORDER BY name_key"));
    }

    /** Lets a source be harvested by itself, or no longer; one that is gone is left alone. */
    public void setEnabled(long id, boolean enabled) {
        tables.transaction(
                "change a source",
                statements -> statements.update("UPDATE harvest_source SET enabled = ? WHERE id = ?", enabled, id));
    }

    /** Changes when a source is harvested; one that is gone is left alone. */
    public void setSchedule(long id, Schedule schedule) {
        tables.transaction(
                "change a source",
                statements -> statements.update(
                        "UPDATE harvest_source SET harvest_times = ? WHERE id = ?", schedule.text(), id));
    }

    /**
     * Changes by how much a source's times may be put off; one that is gone is left alone.
     *
     * @throws IllegalArgumentException when it is not in whole seconds below a day
     */
    public void setJitter(long id, Duration jitter) {
        NewSource.checkJitter(jitter);
        tables.transaction(
                "change a source",
                statements ->
                        statements.update("UPDATE harvest_source SET jitter = ? WHERE id = ?", jitter.toSeconds(), id));
    }

    /**
     * Changes how many pages one run asks for at most, 0 for no limit; a source that is gone is left alone.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public void setPageLimit(long id, int pages) {
        NewSource.checkPageLimit(pages);
        tables.transaction(
                "change a source",
                statements -> statements.update("UPDATE harvest_source SET page_limit = ? WHERE id = ?", pages, id));
    }

    /** Changes the set that is asked for, empty for everything; the next run asks for all records. One that is gone is left alone. */
    public void setSet(long id, String set) {
        tables.transaction(
                "change a source",
                statements -> statements.update(
                        "UPDATE harvest_source SET oai_set = ?, next_from = NULL WHERE id = ? AND oai_set <> ?",
                        set.strip(),
                        id,
                        set.strip()));
    }

    /** Changes when a source is compared with what we hold from it, empty for never; one that is gone is left alone. */
    public void setReconcileSchedule(long id, Optional<Schedule> schedule) {
        tables.transaction(
                "change a source",
                statements -> statements.update(
                        "UPDATE harvest_source SET reconcile_times = ? WHERE id = ?",
                        schedule.map(Schedule::text).orElse(""),
                        id));
    }

    /**
     * Changes where a source is asked. What was harvested stays, and the next run asks for changes since the last one, once the server has
     * said that it is the same registry. A source that is gone is left alone.
     *
     * @throws IllegalArgumentException with a sentence when it is not a web address, or another source has it
     */
    public void setBaseUrl(long id, String baseUrl) {
        String url = NewSource.checkedUrl(baseUrl);
        tables.transaction("move a source", statements -> {
            statements
                    .query(HarvestSources::read, SELECT + " WHERE base_url = ? AND id <> ?", url, id)
                    .forEach(other -> {
                        throw new IllegalArgumentException(
                                "The source '" + other.name() + "' has the base URL " + url + " already");
                    });
            return statements.update("UPDATE harvest_source SET base_url = ? WHERE id = ?", url, id);
        });
    }

    /**
     * Removes a source with its runs and its quarantine. Records harvested from it stay; a run that is under way ends.
     *
     * @return whether there was one
     */
    public boolean remove(long id) {
        return tables.transaction("remove a source", statements -> {
            statements.update("DELETE FROM harvest_quarantine WHERE source_id = ?", id);
            statements.update("DELETE FROM harvest_run WHERE source_id = ?", id);
            statements.update("DELETE FROM harvest_removal WHERE source_id = ?", id);
            statements.update("DELETE FROM harvest_reconciliation WHERE source_id = ?", id);
            return statements.update("DELETE FROM harvest_source WHERE id = ?", id) > 0;
        });
    }

    /** Keeps what a source has said about itself. */
    void identified(long id, Ivoid registry, Granularity granularity) {
        tables.transaction(
                "keep what a source is",
                statements -> statements.update(
                        "UPDATE harvest_source SET registry = ?, registry_key = ?, granularity = ? WHERE id = ?",
                        registry.toString(),
                        registry.key(),
                        granularity.name(),
                        id));
    }

    /** Notes that a run is complete, when its claim still holds: the next one asks for changes since {@code nextFrom}. */
    void completed(HarvestClaims.Claim claim, Instant nextFrom) {
        tables.transaction(
                "note a complete harvest",
                statements -> statements.update(
                        "UPDATE harvest_source SET next_from = ? WHERE id = ? AND claim_owner = ?",
                        nextFrom.truncatedTo(ChronoUnit.SECONDS),
                        claim.source(),
                        claim.owner()));
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static HarvestSource read(ResultSet row) throws SQLException {
        return new HarvestSource(
                row.getLong("id"),
                row.getString("name"),
                row.getString("base_url"),
                Optional.ofNullable(row.getString("registry")).map(Ivoid::of),
                row.getString("oai_set"),
                Schedule.parse(row.getString("harvest_times")),
                row.getBoolean("enabled"),
                HarvestTables.time(row, "next_from"),
                Optional.ofNullable(row.getString("granularity")).map(Granularity::valueOf),
                HarvestTables.time(row, "created").orElseThrow(),
                Duration.ofSeconds(row.getInt("jitter")),
                row.getInt("page_limit"),
                Optional.of(row.getString("reconcile_times"))
                        .filter(text -> !text.isEmpty())
                        .map(Schedule::parse),
                row.getBoolean("discovered"));
    }
}
