package edu.stsci.mast.registry.model.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection that sees the database as it was at one moment, whatever is written meanwhile, and keeps no writer waiting. */
final class Moment implements AutoCloseable {
    private final Connection connection;
    private final int isolation;

    private Moment(Connection connection, int isolation) {
        this.connection = connection;
        this.isolation = isolation;
    }

    /**
     * Makes a connection such a one until it is closed.
     *
     * @throws BackupException with a sentence when SQL Server is not set up for it
     */
    static Moment of(Connection connection) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        String product = connection.getMetaData().getDatabaseProductName();
        try (Statement statement = connection.createStatement()) {
            if (product.equals("H2")) {
                statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
            } else {
                allowed(statement);
                statement.execute("SET TRANSACTION ISOLATION LEVEL SNAPSHOT");
            }
        }
        connection.setAutoCommit(false);
        return new Moment(connection, isolation);
    }

    private static void allowed(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT name, snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()")) {
            row.next();
            if (row.getInt(2) != 1) {
                throw new BackupException(
                        "SQL Server has to keep old versions of rows, so that a backup is of one moment; switch that on once: ALTER DATABASE ["
                                + row.getString(1) + "] SET ALLOW_SNAPSHOT_ISOLATION ON",
                        null);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(isolation);
    }
}
