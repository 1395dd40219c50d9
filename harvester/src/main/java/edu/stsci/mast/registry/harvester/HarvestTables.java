package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.model.store.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The harvester's tables in the database of the master copy, and transactions on them. Thread-safe. */
final class HarvestTables {
    private final DataSource dataSource;

    HarvestTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    /** How a row becomes an object. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Does something in one transaction, as {@link Transactions#run} does.
     *
     * @param what a verb phrase for the message when the database fails
     * @throws DatabaseException when the database fails; nothing was done then
     */
    <T> T transaction(String what, Work<T> work) {
        return Transactions.run(dataSource, what, connection -> work.run(new Statements(connection)));
    }

    /** A time from a column that holds UTC; empty when it is NULL. */
    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class)).map(t -> t.toInstant(ZoneOffset.UTC));
    }

    /** A number; empty when it is NULL. */
    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /** At most {@code length} characters, never half of a surrogate pair. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** Statements in one transaction. Parameters are strings, numbers, booleans, times, and null. */
    static final class Statements {
        private final Connection connection;

        private Statements(Connection connection) {
            this.connection = connection;
        }

        /** Changes rows; how many. */
        int update(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepare(sql, parameters)) {
                return statement.executeUpdate();
            }
        }

        /** Reads all rows of an answer. */
        <T> List<T> query(Row<T> reader, String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepare(sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            }
        }

        /** A number that no row of these tables has yet. */
        long nextKey() throws SQLException {
            return query(row -> row.getLong(1), "SELECT NEXT VALUE FOR harvest_key")
                    .get(0);
        }

        private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            try {
                for (int i = 0; i < parameters.length; i++) {
                    Object value = parameters[i];
                    statement.setObject(
                            i + 1,
                            value instanceof Instant time ? LocalDateTime.ofInstant(time, ZoneOffset.UTC) : value);
                }
                return statement;
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        }
    }
}
