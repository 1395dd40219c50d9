package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Which records the master copy holds from which home registry, for those who compare it with the registry itself.
 *
 * <p>Thread-safe. All methods throw a {@link DatabaseException} when the database fails.
 */
public final class HarvestedRecords {
    private final DataSource dataSource;

    /** The records in a master copy's database. */
    public HarvestedRecords(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How many active records there are from a home registry. */
    public int countActive(Ivoid home) {
        return countActive(Set.of(home)).get(home);
    }

    /** How many active records there are from each of these home registries; 0 for those that nothing comes from. */
    public Map<Ivoid, Integer> countActive(Collection<Ivoid> homes) {
        Map<Ivoid, Integer> counts = new HashMap<>();
        homes.forEach(home -> counts.put(home, 0));
        if (counts.isEmpty()) {
            return counts;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT home_registry, COUNT(*) FROM record WHERE status = 'ACTIVE' AND home_registry IN ("
                                + String.join(", ", Collections.nCopies(counts.size(), "?"))
                                + ") GROUP BY home_registry")) {
            int parameter = 1;
            for (Ivoid home : counts.keySet()) {
                select.setString(parameter++, home.key());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.put(Ivoid.of(rows.getString(1)), rows.getInt(2));
                }
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("count the records of registries", e);
        }
        return counts;
    }

    /** Those of the given records that are active and come from this home registry. */
    public Set<Ivoid> active(Ivoid home, Collection<Ivoid> ivoids) {
        Map<String, RecordState> states = states(ivoids);
        Set<Ivoid> active = new HashSet<>();
        for (Ivoid ivoid : ivoids) {
            RecordState state = states.get(ivoid.key());
            if (state != null
                    && state.status() == RecordStatus.ACTIVE
                    && home.key().equals(state.homeRegistry())) {
                active.add(ivoid);
            }
        }
        return active;
    }

    /** The home registries of those of the given records that are not deleted; managed records have none and are left out. */
    public Map<Ivoid, Ivoid> homes(Collection<Ivoid> ivoids) {
        Map<String, RecordState> states = states(ivoids);
        Map<Ivoid, Ivoid> homes = new HashMap<>();
        for (Ivoid ivoid : ivoids) {
            Optional.ofNullable(states.get(ivoid.key()))
                    .filter(state -> !state.deleted() && state.homeRegistry() != null)
                    .ifPresent(state -> homes.put(ivoid, Ivoid.of(state.homeRegistry())));
        }
        return homes;
    }

    /** All records from a home registry that are not deleted, and when each was last changed here. */
    public Map<Ivoid, Instant> notDeleted(Ivoid home) {
        Map<Ivoid, Instant> records = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT ivoid, datestamp FROM record WHERE home_registry = ? AND status <> 'DELETED'")) {
            select.setString(1, home.key());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    records.put(Ivoid.of(rows.getString(1)), RecordRow.instant(rows, 2));
                }
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("list the records of " + home, e);
        }
        return records;
    }

    private Map<String, RecordState> states(Collection<Ivoid> ivoids) {
        try (Connection connection = dataSource.getConnection()) {
            return RecordState.read(connection, ivoids.stream().map(Ivoid::key).toList());
        } catch (SQLException e) {
            throw MasterCopy.failed("look at records", e);
        }
    }
}
