package edu.stsci.mast.registry.model.backup;

import java.sql.Connection;
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

    /** Makes a connection such a one until it is closed. SQL Server is set up for it: no other database is opened. */
    static Moment of(Connection connection) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        String product = connection.getMetaData().getDatabaseProductName();
        try (Statement statement = connection.createStatement()) {
            if (product.equals("H2")) {
                statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
            } else {
                statement.execute("SET TRANSACTION ISOLATION LEVEL SNAPSHOT");
            }
        }
        connection.setAutoCommit(false);
        return new Moment(connection, isolation);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(isolation);
    }
}
