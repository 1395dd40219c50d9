package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work on the database in transactions of its own. */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    /** The state by which databases say that they have ended a transaction so that another one could go on (SQL:2016, class 40). */
    private static final String SERIALIZATION_FAILURE = "40001";

    private static final int TRIES = 3;

    private Transactions() {}

    /**
     * What is done in a transaction.
     *
     * @param <T> what comes of it
     * @param <E> what else it may throw, {@link RuntimeException} for nothing
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Reads and writes by a connection that it neither commits nor closes. */
        T in(Connection connection) throws SQLException, E;
    }

    /**
     * Does something in one transaction. When the database ends it because it and another one wait for each other (a deadlock), it is done
     * again, so the work must leave nothing behind that is not in the database.
     *
     * @param what a verb phrase for the message when the database fails
     * @throws DatabaseException when the database fails; nothing was done then
     */
    public static <T, E extends Exception> T run(DataSource dataSource, String what, Work<T, E> work) throws E {
        for (int tried = 1; ; tried++) {
            try {
                return once(dataSource, work);
            } catch (SQLException | DatabaseException e) {
                if (tried < TRIES && isDeadlock(e)) {
                    LOG.info(
                            "To {} is tried again, since the database has ended the transaction: {}",
                            what,
                            e.getMessage());
                } else if (e instanceof DatabaseException known) {
                    throw known;
                } else {
                    throw new DatabaseException("The database failed to " + what + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static <T, E extends Exception> T once(DataSource dataSource, Work<T, E> work) throws SQLException, E {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                connection.setAutoCommit(true);
                return result;
            } catch (Throwable e) {
                undo(connection, e);
                throw e;
            }
        }
    }

    /** What went wrong first is what is told; a connection that is broken cannot be rolled back either. */
    private static void undo(Connection connection, Throwable reason) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static boolean isDeadlock(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && SERIALIZATION_FAILURE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
