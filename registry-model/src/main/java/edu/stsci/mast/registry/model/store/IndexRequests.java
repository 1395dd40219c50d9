package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Requests to build the search index anew, from commands to the servers of the same database. Thread-safe. */
public final class IndexRequests {
    private final DataSource dataSource;

    /** The requests in a database. */
    public IndexRequests(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Asks for the index to be built anew.
     *
     * @return the request's number; each is larger than the one before
     * @throws DatabaseException when the database fails
     */
    public long add() {
        return Transactions.run(dataSource, "ask for a new search index", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE index_request SET number = number + 1 WHERE id = 1");
                return read(statement);
            }
        });
    }

    /**
     * The number of the last request; 0 when there was none.
     *
     * @throws DatabaseException when the database fails
     */
    public long last() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return read(statement);
        } catch (SQLException e) {
            throw MasterCopy.failed("look for requests of a new search index", e);
        }
    }

    private static long read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT number FROM index_request WHERE id = 1")) {
            row.next();
            return row.getLong(1);
        }
    }
}
