package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.store.DatabaseException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The database of the application that this one replaced: its table {@code resource} has a row for each revision of a record, with the
 * record's text in {@code xml}. Only read. All methods throw a {@link DatabaseException} when it fails. For one thread.
 */
public final class FormerDatabase implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final int LOGIN_SECONDS = 30;

    private final Connection connection;

    private FormerDatabase(Connection connection) {
        this.connection = connection;
    }

    /**
     * What became of a revision there ({@code rstat}).
     */
    public enum Status {
        /** Another revision has replaced it. */
        DEPRECATED,
        /** It is the record. */
        ACTIVE,
        /** It is the record, and hidden. */
        INACTIVE,
        /** The record is deleted. */
        DELETED
    }

    /**
     * A row, without its text.
     *
     * @param key the row's number ({@code pkey}); later revisions have larger ones
     * @param ivoid the identifier as it is written there
     * @param type the type with a prefix; empty when there is none
     * @param status what became of it
     * @param harvestedFrom where it was harvested; empty for records that were made there
     * @param homeRegistry the IVOID of the registry it was harvested from; empty when there is none
     */
    public record Row(long key, String ivoid, String type, Status status, String harvestedFrom, String homeRegistry) {
        /** Whether the application was the record's master. It marked some records that were loaded by hand as {@code STScI}. */
        boolean madeThere() {
            return harvestedFrom.isEmpty()
                    || harvestedFrom.toLowerCase(Locale.ROOT).startsWith("stsci");
        }

        /** The identifier as it compares. */
        String ivoidKey() {
            return ivoid.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Opens it.
     *
     * @param url a JDBC URL, without a password
     * @param user the user; empty when the URL says it, or none is needed
     */
    public static FormerDatabase open(String url, String user, String password) {
        try {
            DriverManager.setLoginTimeout(LOGIN_SECONDS);
            Connection connection = user.isEmpty() && password.isEmpty()
                    ? DriverManager.getConnection(url)
                    : DriverManager.getConnection(url, user, password);
            connection.setReadOnly(true);
            return new FormerDatabase(connection);
        } catch (SQLException e) {
            throw new DatabaseException("The database " + url + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** All rows, the oldest first. */
    public List<Row> rows() {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT pkey, ivoid, res_type, rstat, harvestedFrom, harvestedFromID FROM resource ORDER BY pkey")) {
            select.setQueryTimeout(SECONDS);
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(
                            found.getLong(1),
                            text(found, 2),
                            text(found, 3),
                            status(found.getInt(4)),
                            text(found, 5),
                            text(found, 6)));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failed("list its table resource", e);
        }
    }

    private static Status status(int number) {
        return number >= 0 && number < Status.values().length ? Status.values()[number] : Status.DEPRECATED;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.toString(row.getString(column), "").strip();
    }

    /** The text of a row; empty when it has none. */
    public Optional<String> text(long key) {
        try (PreparedStatement select = connection.prepareStatement("SELECT xml FROM resource WHERE pkey = ?")) {
            select.setQueryTimeout(SECONDS);
            select.setLong(1, key);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.ofNullable(found.getString(1)).filter(text -> !text.isBlank())
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed("read row " + key, e);
        }
    }

    /** The IVOIDs of registries by the addresses at which they were harvested; none when the database does not have that table. */
    public Map<String, String> registries() {
        Map<String, String> registries = new HashMap<>();
        try {
            if (!has("Harvester")) {
                return registries;
            }
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT ServiceURL, RegistryID FROM Harvester");
                    ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    registries.put(text(found, 1), text(found, 2));
                }
            }
            return registries;
        } catch (SQLException e) {
            throw failed("list its table Harvester", e);
        }
    }

    private boolean has(String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE LOWER(TABLE_NAME) = ?")) {
            select.setString(1, table.toLowerCase(Locale.ROOT));
            try (ResultSet found = select.executeQuery()) {
                return found.next() && found.getInt(1) > 0;
            }
        }
    }

    private static DatabaseException failed(String what, SQLException e) {
        return new DatabaseException("The former database failed to " + what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("close", e);
        }
    }
}
