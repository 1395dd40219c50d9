package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The registries that we harvest, with their schedules, kept in the database of the master copy.
 *
 * <p>Thread-safe; all nodes see the same sources.
 */
public final class HarvestSources {
    private static final String SELECT =
            "SELECT id, name, base_url, registry, oai_set, harvest_times, enabled, next_from,"
                    + " granularity, created FROM harvest_source ";

    private final DataSource dataSource;
    private final Clock clock;

    /** The sources in a database whose tables are up to date. */
    public HarvestSources(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Adds a source.
     *
     * @throws IllegalArgumentException with a sentence when another source has its name or its base URL
     */
    public HarvestSource add(NewSource source) {
        refuseTwins(source);
        try (Connection connection = dataSource.getConnection()) {
            long id = Sql.nextKey(connection);
            Sql.update(
                    connection,
                    "INSERT INTO harvest_source (id, name, name_key, base_url, registry, registry_key, oai_set,"
                            + " harvest_times, enabled, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    source.name(),
                    key(source.name()),
                    source.baseUrl(),
                    source.registry().map(Ivoid::toString).orElse(null),
                    source.registry().map(Ivoid::key).orElse(null),
                    source.set(),
                    source.schedule().text(),
                    source.enabled(),
                    clock.instant());
            return find(id).orElseThrow();
        } catch (SQLException e) {
            refuseTwins(source); // another node may have been faster
            throw Sql.failed("add the source " + source.name(), e);
        }
    }

    private void refuseTwins(NewSource source) {
        one("WHERE name_key = ? OR base_url = ?", key(source.name()), source.baseUrl())
                .ifPresent(twin -> {
                    throw new IllegalArgumentException(
                            "There is a source '" + twin.name() + "' at " + twin.baseUrl() + " already");
                });
    }

    /** The source that a person means: by its name without regard to case, its registry's IVOID, or its base URL. */
    public Optional<HarvestSource> find(String word) {
        String text = word.strip();
        return one("WHERE name_key = ?", key(text))
                .or(() -> Ivoid.parse(text).flatMap(ivoid -> one("WHERE registry_key = ? ORDER BY id", ivoid.key())))
                .or(() -> url(text).flatMap(url -> one("WHERE base_url = ?", url)));
    }

    /** The source with a number. */
    public Optional<HarvestSource> find(long id) {
        return one("WHERE id = ?", id);
    }

    /** All sources, by name. */
    public List<HarvestSource> list() {
        return select("ORDER BY name_key");
    }

    /** Says whether a source is harvested by itself; does nothing when it no longer exists. */
    public void setEnabled(long id, boolean enabled) {
        Sql.update(dataSource, "change a source", "UPDATE harvest_source SET enabled = ? WHERE id = ?", enabled, id);
    }

    /** Gives a source another schedule; does nothing when it no longer exists. */
    public void changeSchedule(long id, Schedule schedule) {
        Sql.update(
                dataSource,
                "change a schedule",
                "UPDATE harvest_source SET harvest_times = ? WHERE id = ?",
                schedule.text(),
                id);
    }

    /**
     * Removes a source with its runs and its quarantine; the records that came from it stay. A run under way ends at its next page.
     *
     * @return whether there was one
     */
    public boolean remove(long id) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Sql.update(connection, "DELETE FROM harvest_quarantine WHERE source_id = ?", id);
                Sql.update(connection, "DELETE FROM harvest_run WHERE source_id = ?", id);
                int removed = Sql.update(connection, "DELETE FROM harvest_source WHERE id = ?", id);
                connection.commit();
                return removed > 0;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Sql.failed("remove a source", e);
        }
    }

    /** Keeps what Identify said; an IVOID that is known already stays. */
    void learn(long id, Ivoid registry, Granularity granularity) {
        Sql.update(
                dataSource,
                "change a source",
                "UPDATE harvest_source SET granularity = ?, registry = COALESCE(registry, ?),"
                        + " registry_key = COALESCE(registry_key, ?) WHERE id = ?",
                granularity.name(),
                registry.toString(),
                registry.key(),
                id);
    }

    /**
     * Claims a source for a run.
     *
     * @param deadSince a claim that was last renewed before this time is taken over
     * @return whether it was free
     */
    boolean claim(long id, String owner, Instant deadSince) {
        return Sql.update(
                        dataSource,
                        "claim a source",
                        "UPDATE harvest_source SET claim_owner = ?, claim_renewed = ?"
                                + " WHERE id = ? AND (claim_owner IS NULL OR claim_renewed < ?)",
                        owner,
                        clock.instant(),
                        id,
                        deadSince)
                == 1;
    }

    /** Renews a claim; whether it is still the owner's. */
    boolean renew(long id, String owner) {
        return Sql.update(
                        dataSource,
                        "renew a claim",
                        "UPDATE harvest_source SET claim_renewed = ? WHERE id = ? AND claim_owner = ?",
                        clock.instant(),
                        id,
                        owner)
                == 1;
    }

    /** Gives a claim back, when it is still the owner's. */
    void release(long id, String owner) {
        Sql.update(
                dataSource,
                "give a claim back",
                "UPDATE harvest_source SET claim_owner = NULL, claim_renewed = NULL WHERE id = ? AND claim_owner = ?",
                id,
                owner);
    }

    private Optional<HarvestSource> one(String rest, Object... values) {
        return select(rest, values).stream().findFirst();
    }

    private List<HarvestSource> select(String rest, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + rest)) {
            Sql.set(select, values);
            List<HarvestSource> sources = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sources.add(read(rows));
                }
            }
            return sources;
        } catch (SQLException e) {
            throw Sql.failed("read the sources", e);
        }
    }

    private static HarvestSource read(ResultSet rows) throws SQLException {
        return new HarvestSource(
                rows.getLong("id"),
                rows.getString("name"),
                rows.getString("base_url"),
                Optional.ofNullable(rows.getString("registry")).map(Ivoid::of),
                rows.getString("oai_set"),
                Schedule.parse(rows.getString("harvest_times")),
                rows.getBoolean("enabled"),
                Sql.instant(rows, "next_from"),
                Optional.ofNullable(rows.getString("granularity")).map(Granularity::valueOf),
                Sql.instant(rows, "created").orElseThrow());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Optional<String> url(String text) {
        try {
            return Optional.of(NewSource.checkedUrl(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
