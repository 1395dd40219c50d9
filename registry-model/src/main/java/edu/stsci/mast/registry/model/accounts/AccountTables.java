package edu.stsci.mast.registry.model.accounts;

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

/** The tables of accounts in the database of the master copy, and transactions on them. Thread-safe. */
final class AccountTables {
    private final DataSource dataSource;

    AccountTables(DataSource dataSource) {
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

    static DatabaseException failed(String what, SQLException e) {
        return new DatabaseException("The database failed to " + what + ": " + e.getMessage(), e);
    }

    /** A time from a column that holds UTC. */
    static Instant time(ResultSet row, String column) throws SQLException {
        return timeOrNone(row, column).orElseThrow();
    }

    /** A time from a column that holds UTC; empty when it is NULL. */
    static Optional<Instant> timeOrNone(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class)).map(t -> t.toInstant(ZoneOffset.UTC));
    }

    /** At most {@code length} characters, never half of a surrogate pair. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** Statements in one transaction. Parameters are strings, numbers, booleans, bytes and times; never null. */
    static final class Statements {
        private final Connection connection;

        Statements(Connection connection) {
            this.connection = connection;
        }

        /** The transaction's connection. */
        Connection connection() {
            return connection;
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

        /** Reads the first row of an answer; empty when it has none. */
        <T> Optional<T> first(Row<T> reader, String sql, Object... parameters) throws SQLException {
            return query(reader, sql, parameters).stream().findFirst();
        }

        /** A number that no row of these tables has yet. */
        long nextKey() throws SQLException {
            return first(row -> row.getLong(1), "SELECT NEXT VALUE FOR account_key")
                    .orElseThrow();
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
