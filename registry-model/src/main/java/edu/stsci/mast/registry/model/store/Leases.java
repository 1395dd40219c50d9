package edu.stsci.mast.registry.model.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Work that one process at a time does for all that share the database. Whoever takes a lease has it until it gives it back or does not
 * renew it in time, by taking it again; then another may take it over. A process that stalls may go on working when its lease has ended
 * already: a lease saves work, and what needs more than that has to protect itself. The nodes' clocks have to agree within half the length
 * of a lease.
 *
 * <p>Thread-safe; all threads that use one object are one holder. All methods throw a {@link DatabaseException} when the database fails.
 */
public final class Leases {
    /** What SQL states of violated constraints, such as keys that are there already, begin with (ISO/IEC 9075-2, section 24.1). */
    private static final String VIOLATION = "23";

    private final DataSource dataSource;
    private final Clock clock;
    private final String holder = host() + " " + ProcessHandle.current().pid() + " " + UUID.randomUUID();

    /** The leases in a database. */
    public Leases(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Takes a lease, or renews it.
     *
     * @param name what it is for, at most 300 characters
     * @param length how long it is held without being renewed
     * @return whether we have it now
     */
    public boolean take(String name, Duration length) {
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection()) {
            if (renew(connection, name, now, now.plus(length))) {
                return true;
            }
            return !isHeld(connection, name) && begin(connection, name, now.plus(length));
        } catch (SQLException e) {
            throw MasterCopy.failed("take the lease of " + name, e);
        }
    }

    /** Gives a lease back that we have; does nothing when we do not. */
    public void giveBack(String name) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM lease WHERE name = ? AND holder = ?")) {
            delete.setString(1, name);
            delete.setString(2, holder);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw MasterCopy.failed("give back the lease of " + name, e);
        }
    }

    private boolean renew(Connection connection, String name, Instant now, Instant end) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE lease SET holder = ?, lease_end = ? WHERE name = ? AND (holder = ? OR lease_end < ?)")) {
            update.setString(1, holder);
            update.setObject(2, RecordRow.column(end));
            update.setString(3, name);
            update.setString(4, holder);
            update.setObject(5, RecordRow.column(now));
            return update.executeUpdate() == 1;
        }
    }

    private static boolean isHeld(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT holder FROM lease WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private boolean begin(Connection connection, String name, Instant end) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO lease (name, holder, lease_end) VALUES (?, ?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, holder);
            insert.setObject(3, RecordRow.column(end));
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(VIOLATION)) { // another was faster
                return false;
            }
            throw e;
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
