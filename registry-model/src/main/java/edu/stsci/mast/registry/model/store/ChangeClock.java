package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The clock of changes: one row that every writing transaction updates last. The update takes the row's lock until the commit, so
 * transactions commit in the order of their sequence numbers and datestamps, and whoever reads the clock through {@link #advance} sees
 * all changes up to the moment that it is told (design, decision 3). The datestamp never goes back, even when the computer's clock does.
 */
final class ChangeClock {
    private ChangeClock() {}

    /** A point in the order of changes. */
    record Moment(long sequence, Instant datestamp) {}

    /**
     * Takes the lock until the connection's transaction ends, reserves sequence numbers, and moves the datestamp on.
     *
     * @param now the computer's time
     * @param changes how many sequence numbers to reserve; may be 0
     * @return the last reserved number, and the datestamp, in whole seconds, of all changes in this transaction
     */
    static Moment advance(Connection connection, Instant now, int changes) throws SQLException {
        LocalDateTime second = RecordRow.column(now.truncatedTo(ChronoUnit.SECONDS));
        try (PreparedStatement update = connection.prepareStatement("UPDATE change_clock SET sequence = sequence + ?,"
                + " datestamp = CASE WHEN datestamp > ? THEN datestamp ELSE ? END WHERE id = 1")) {
            update.setLong(1, changes);
            update.setObject(2, second);
            update.setObject(3, second);
            update.executeUpdate();
        }
        return read(connection);
    }

    /** The clock as it was last committed, or as this transaction has set it. */
    static Moment read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sequence, datestamp FROM change_clock WHERE id = 1")) {
            row.next();
            return new Moment(row.getLong(1), RecordRow.instant(row, 2));
        }
    }
}
