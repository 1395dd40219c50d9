package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.store.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;

/** What the harvester's statements have in common. */
final class Sql {
    private Sql() {}

    /** A number that no other row has. */
    static long nextKey(Connection connection) throws SQLException {
        // H2 and SQL Server agree on this form of the expression.
        try (PreparedStatement select = connection.prepareStatement("SELECT NEXT VALUE FOR harvest_key");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Runs a statement by itself; how many rows it changed. */
    static int update(DataSource dataSource, String what, String sql, Object... values) {
        try (Connection connection = dataSource.getConnection()) {
            return update(connection, sql, values);
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Instant time) {
                statement.setObject(i + 1, utc(time));
            } else if (value == null) {
                statement.setNull(i + 1, java.sql.Types.NVARCHAR);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    /** Milliseconds of UTC, as the columns keep them. */
    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    static Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, LocalDateTime.class)).map(t -> t.toInstant(ZoneOffset.UTC));
    }

    static String atMost(int characters, String text) {
        return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
    }

    static DatabaseException failed(String what, SQLException e) {
        return new DatabaseException("The database failed to " + what + ": " + e.getMessage(), e);
    }
}
