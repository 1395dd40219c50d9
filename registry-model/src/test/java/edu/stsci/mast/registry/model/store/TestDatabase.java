package edu.stsci.mast.registry.model.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * An empty database for a test: H2 in a folder of the test's, or the server that the environment variable
 * {@code REGISTRY_TEST_SQLSERVER_URL} names (a {@code jdbc:sqlserver:} URL with user and password), whose database is emptied first.
 */
public final class TestDatabase {
    private static final String SQL_SERVER = System.getenv("REGISTRY_TEST_SQLSERVER_URL");
    private static final int CONNECTIONS = 12;

    private TestDatabase() {}

    /** Whether tests run on a SQL Server instead of H2. */
    public static boolean isSqlServer() {
        return SQL_SERVER != null && !SQL_SERVER.isBlank();
    }

    /** How to reach a database that has been emptied; {@code folder} holds it when it is H2, and must then be empty itself. */
    public static Database.Settings emptied(Path folder) {
        if (!isSqlServer()) {
            Database.Settings embedded = Database.Settings.embedded(folder, CONNECTIONS);
            // Names mean the same only when they are spelt the same, as on a SQL Server whose database has a binary
            // collation.
            return new Database.Settings(
                    embedded.url() + ";DATABASE_TO_UPPER=FALSE", embedded.user(), embedded.password(), CONNECTIONS);
        }
        try (Connection connection = DriverManager.getConnection(SQL_SERVER)) {
            empty(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server's database cannot be emptied: " + e.getMessage(), e);
        }
        return new Database.Settings(SQL_SERVER, "", "", CONNECTIONS);
    }

    /** An empty database with its tables; the test closes it. */
    public static Database open(Path folder) {
        return Database.open(emptied(folder));
    }

    private static void empty(Connection connection) throws SQLException {
        List<String> left = names(connection, "TABLE_NAME", "TABLES");
        while (!left.isEmpty()) {
            List<String> blocked = new ArrayList<>();
            SQLException last = null;
            for (String table : left) {
                try (Statement drop = connection.createStatement()) {
                    drop.execute("DROP TABLE " + table);
                } catch (SQLException e) { // another table refers to it; that one goes first
                    blocked.add(table);
                    last = e;
                }
            }
            if (blocked.size() == left.size()) {
                throw last;
            }
            left = blocked;
        }
        for (String sequence : names(connection, "SEQUENCE_NAME", "SEQUENCES")) {
            try (Statement drop = connection.createStatement()) {
                drop.execute("DROP SEQUENCE " + sequence);
            }
        }
    }

    private static List<String> names(Connection connection, String column, String view) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT " + column + " FROM INFORMATION_SCHEMA." + view)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
