package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** How many records the master copy holds of each home registry. Thread-safe. */
public final class Holdings {
    private static final String LIVE = "r.status <> '" + RecordStatus.DELETED.name() + "'";

    private final DataSource dataSource;

    /** The holdings of the master copy in a database. */
    public Holdings(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What is held of one registry.
     *
     * @param registry the home registry; empty for the records that we manage ourselves
     * @param live records that were not deleted, inactive ones included
     * @param invalid those of them in which validation found errors
     */
    public record Holding(Optional<Ivoid> registry, int live, int invalid) {}

    /**
     * How many records that were not deleted are held of one registry.
     *
     * @throws DatabaseException when the database fails
     */
    public int live(Ivoid registry) {
        String sql = "SELECT COUNT(*) FROM record r WHERE r.home_registry = ? AND " + LIVE;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, registry.key());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw MasterCopy.failed("count the records of " + registry, e);
        }
    }

    /**
     * The holdings of all registries that records come from, ours first, then in the order of their IVOIDs.
     *
     * @throws DatabaseException when the database fails
     */
    public List<Holding> list() {
        String live = "SELECT r.home_registry, COUNT(*) FROM record r WHERE " + LIVE + " GROUP BY r.home_registry";
        String invalid = "SELECT r.home_registry, COUNT(DISTINCT f.record_id) FROM finding f"
                + " JOIN record r ON r.id = f.record_id WHERE f.severity = '" + Finding.Severity.ERROR.name() + "' AND "
                + LIVE + " GROUP BY r.home_registry";
        try (Connection connection = dataSource.getConnection()) {
            Map<String, Integer> invalids = counts(connection, invalid);
            return counts(connection, live).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(e -> new Holding(
                            Optional.of(e.getKey())
                                    .filter(key -> !key.isEmpty())
                                    .map(Ivoid::of),
                            e.getValue(),
                            invalids.getOrDefault(e.getKey(), 0)))
                    .toList();
        } catch (SQLException e) {
            throw MasterCopy.failed("count the records of all registries", e);
        }
    }

    /** Registry to number; the empty text stands for our own records. */
    private static Map<String, Integer> counts(Connection connection, String sql) throws SQLException {
        Map<String, Integer> counts = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                counts.put(rows.getString(1) == null ? "" : rows.getString(1), rows.getInt(2));
            }
        }
        return counts;
    }
}
