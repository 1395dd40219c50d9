package edu.stsci.mast.registry.model.usage;

import edu.stsci.mast.registry.model.store.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The counts by day (UTC), kept in the master copy's database. Any number of nodes add to them.
 *
 * <p>Thread-safe. All methods throw a {@link DatabaseException} when the database fails.
 */
public final class UsageCounts {
    private final DataSource dataSource;

    /** The counts in a database. */
    public UsageCounts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** How often something was used in some days. */
    public record Count(String name, long number) {}

    /** How often something was used on one day. */
    public record DayCount(LocalDate day, String name, long number) {}

    /**
     * Adds to the counts of a day.
     *
     * @param uses how often each was used
     * @return what could not be added, when the database failed on the way
     */
    public Map<Usage, Long> add(LocalDate day, Map<Usage, Long> uses) {
        Map<Usage, Long> left = new TreeMap<>(Comparator.comparing(Usage::kind).thenComparing(Usage::name));
        left.putAll(uses);
        try (Connection connection = dataSource.getConnection()) {
            // In one order on all nodes, each by itself: nobody waits for long, and never in a circle.
            for (Map.Entry<Usage, Long> use : List.copyOf(left.entrySet())) {
                add(connection, day, use.getKey(), use.getValue());
                left.remove(use.getKey());
            }
        } catch (SQLException e) {
            if (left.size() == uses.size()) {
                throw failed("add to the counts of uses", e);
            }
        }
        return left;
    }

    private static void add(Connection connection, LocalDate day, Usage usage, long number) throws SQLException {
        if (update(connection, day, usage, number)) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO usage_day (number, usage_date, usage_kind, name) VALUES (?, ?, ?, ?)")) {
            set(insert, day, usage, number);
            insert.executeUpdate();
        } catch (SQLException e) {
            // Another node was faster with the first of the day.
            if (!update(connection, day, usage, number)) {
                throw e;
            }
        }
    }

    private static boolean update(Connection connection, LocalDate day, Usage usage, long number) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE usage_day SET number = number + ? WHERE usage_date = ? AND usage_kind = ? AND name = ?")) {
            set(update, day, usage, number);
            return update.executeUpdate() > 0;
        }
    }

    private static void set(PreparedStatement statement, LocalDate day, Usage usage, long number) throws SQLException {
        statement.setLong(1, number);
        statement.setObject(2, day);
        statement.setString(3, usage.kind().name());
        statement.setString(4, usage.name());
    }

    /**
     * What was used most, the most used first.
     *
     * @param from the first day
     * @param until the last day
     */
    public List<Count> most(Usage.Kind kind, LocalDate from, LocalDate until, int limit) {
        return read(
                "SELECT name, SUM(number) AS uses FROM usage_day WHERE usage_kind = ? AND usage_date >= ? AND usage_date <= ?"
                        + " GROUP BY name ORDER BY uses DESC, name OFFSET 0 ROWS FETCH NEXT " + limit + " ROWS ONLY",
                row -> new Count(row.getString(1), row.getLong(2)),
                kind,
                from,
                until);
    }

    /** All counts of some days, by day and name; see {@link #most}. */
    public List<DayCount> byDay(Usage.Kind kind, LocalDate from, LocalDate until) {
        return read(
                "SELECT usage_date, name, number FROM usage_day WHERE usage_kind = ? AND usage_date >= ? AND usage_date <= ?"
                        + " ORDER BY usage_date, name",
                row -> new DayCount(row.getObject(1, LocalDate.class), row.getString(2), row.getLong(3)),
                kind,
                from,
                until);
    }

    /** Forgets what was before a day; how many counts that were. */
    public int forgetBefore(LocalDate day) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM usage_day WHERE usage_date < ?")) {
            delete.setObject(1, day);
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw failed("forget old counts of uses", e);
        }
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, Reader<T> reader, Usage.Kind kind, LocalDate from, LocalDate until) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, kind.name());
            select.setObject(2, from);
            select.setObject(3, until);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw failed("read the counts of uses", e);
        }
    }

    private static DatabaseException failed(String what, SQLException e) {
        return new DatabaseException("The database failed to " + what + ": " + e.getMessage(), e);
    }
}
