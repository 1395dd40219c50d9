package edu.stsci.mast.registry.model.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is particular to Microsoft SQL Server: the limits that its driver does not set by itself, and how a database must be set up. */
final class SqlServer {
    private static final Logger LOG = LoggerFactory.getLogger(SqlServer.class);

    /** How long to try to connect and to log in. */
    private static final Duration LOGIN = Duration.ofSeconds(10);
    /** How long to wait for a lock, as in the embedded database. */
    private static final Duration LOCK = Duration.ofMinutes(1);
    /** How long to wait until the server has cancelled a statement that took too long. */
    private static final Duration CANCEL = Duration.ofSeconds(5);
    /** How much longer than the longest statement the network may be silent. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private SqlServer() {}

    /** Whether a JDBC URL is of a SQL Server. */
    static boolean isAt(String url) {
        return url.startsWith("jdbc:sqlserver:");
    }

    /**
     * Properties of the driver that see to it that nothing waits for ever, by their names; those that the URL sets itself are left out.
     *
     * @param statement how long a statement may take
     */
    static Map<String, String> limits(String url, Duration statement) {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put("applicationName", "VO registry");
        limits.put("loginTimeout", Long.toString(LOGIN.toSeconds()));
        limits.put("lockTimeout", Long.toString(LOCK.toMillis()));
        limits.put("queryTimeout", Long.toString(statement.toSeconds()));
        limits.put("cancelQueryTimeout", Long.toString(CANCEL.toSeconds()));
        limits.put(
                "socketTimeout",
                Long.toString(statement.plus(CANCEL).plus(SILENCE).toMillis()));
        // Connections that broke are replaced by the pool; the driver would keep the caller waiting for it.
        limits.put("connectRetryCount", "0");
        limits.keySet().removeIf(name -> sets(url, name));
        return limits;
    }

    private static boolean sets(String url, String property) {
        return Pattern.compile(";\\s*" + property + "\\s*=", Pattern.CASE_INSENSITIVE)
                .matcher(url)
                .find();
    }

    /** How a database is set up, as far as it matters to us. */
    private record Setup(String name, boolean readersSeeVersions, boolean snapshots, String collation) {}

    /**
     * Sees to it that readers never wait for writers, and that a backup is of one moment: the database must keep old versions of rows.
     *
     * @throws DatabaseException with a sentence that says what to switch on
     */
    static void requireRowVersions(Connection connection) throws SQLException {
        Setup setup = setup(connection);
        if (!setup.readersSeeVersions()) {
            throw refused(setup, "whoever reads would wait for whoever writes", "READ_COMMITTED_SNAPSHOT");
        }
        if (!setup.snapshots()) {
            throw refused(setup, "a backup would not be of one moment", "ALLOW_SNAPSHOT_ISOLATION");
        }
    }

    private static DatabaseException refused(Setup setup, String why, String option) {
        return new DatabaseException(
                "The database " + setup.name() + " does not keep old versions of rows, so that " + why
                        + "; its administrator switches it on once: ALTER DATABASE [" + setup.name() + "] SET " + option
                        + " ON",
                null);
    }

    /**
     * Warns of a collation by which texts may be equal that are not so in Java: two identifiers that differ in a letter that it ignores could
     * not both be kept. It cannot be changed once there are tables.
     */
    static void warnOfCollation(Connection connection) throws SQLException {
        Setup setup = setup(connection);
        if (!setup.collation().matches("(?i).*_BIN2(_UTF8)?")) {
            LOG.warn(
                    "The database {} has the collation {}, by which texts may be equal that are not."
                            + " Before it has records, make it anew: CREATE DATABASE [{}] COLLATE Latin1_General_100_BIN2",
                    setup.name(),
                    setup.collation(),
                    setup.name());
        }
    }

    private static Setup setup(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name, is_read_committed_snapshot_on, snapshot_isolation_state, collation_name"
                                + " FROM sys.databases WHERE database_id = DB_ID()")) {
            row.next();
            return new Setup(row.getString(1), row.getBoolean(2), row.getInt(3) == 1, row.getString(4));
        }
    }
}
