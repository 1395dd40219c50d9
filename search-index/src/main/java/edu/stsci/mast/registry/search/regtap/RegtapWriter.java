package edu.stsci.mast.registry.search.regtap;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes rows into a file's tables, and how far they have followed the change feed. For one thread. */
final class RegtapWriter implements AutoCloseable {
    private static final String SEQUENCE = "sequence";
    private static final String LAYOUT = "layout";
    private static final List<String> HASH_LISTS = List.of("content_level", "content_type", "waveband");

    private final Connection connection;
    private final Map<String, PreparedStatement> inserts = new LinkedHashMap<>();
    private final Map<String, PreparedStatement> deletes = new LinkedHashMap<>();
    private final PreparedStatement hashItem;
    private final PreparedStatement words;
    private final PreparedStatement unword;
    private final Map<String, Integer> resourceColumns = new LinkedHashMap<>();

    /** A writer over tables that are there. */
    RegtapWriter(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        for (RegtapSchema.Table table : RegtapSchema.shared().tables()) {
            if (!table.view()) {
                inserts.put(table.name(), connection.prepareStatement(RegtapTables.insert(table)));
                deletes.put(
                        table.name(),
                        connection.prepareStatement("DELETE FROM \"" + table.name() + "\" WHERE ivoid = ?"));
            }
            if (table.name().equals("resource")) {
                for (int i = 0; i < table.columns().size(); i++) {
                    resourceColumns.put(table.columns().get(i).name(), i);
                }
            }
        }
        deletes.put("hash_item", connection.prepareStatement("DELETE FROM hash_item WHERE ivoid = ?"));
        hashItem = connection.prepareStatement("INSERT INTO hash_item VALUES (?, ?, ?)");
        words = connection.prepareStatement(
                "INSERT INTO resource_words (rowid, res_title, res_description) VALUES (last_insert_rowid(), ?, ?)");
        unword = connection.prepareStatement(
                "DELETE FROM resource_words WHERE rowid IN (SELECT rowid FROM resource WHERE ivoid = ?)");
    }

    /** Removes all rows of a resource. */
    void delete(String ivoid) throws SQLException {
        unword.setString(1, ivoid);
        unword.executeUpdate();
        for (PreparedStatement delete : deletes.values()) {
            delete.setString(1, ivoid);
            delete.executeUpdate();
        }
    }

    /** Adds the rows of a resource that has none. */
    void insert(Map<String, List<Object[]>> rows) throws SQLException {
        for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
            PreparedStatement insert = inserts.get(table.getKey());
            for (Object[] row : table.getValue()) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.executeUpdate();
                if (table.getKey().equals("resource")) {
                    addWords(row);
                }
            }
        }
    }

    private void addWords(Object[] resource) throws SQLException {
        words.setObject(1, resource[resourceColumns.get("res_title")]);
        words.setObject(2, resource[resourceColumns.get("res_description")]);
        words.executeUpdate();
        for (String list : HASH_LISTS) {
            if (resource[resourceColumns.get(list)] instanceof String items) {
                for (String item : items.split("#")) {
                    hashItem.setObject(1, resource[resourceColumns.get("ivoid")]);
                    hashItem.setString(2, list);
                    hashItem.setString(3, item);
                    hashItem.executeUpdate();
                }
            }
        }
    }

    /** Makes what was written durable and visible, together with how far the feed has been followed. */
    void commit(long sequence) throws SQLException {
        try (PreparedStatement meta = connection.prepareStatement(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")) {
            meta.setString(1, SEQUENCE);
            meta.setLong(2, sequence);
            meta.executeUpdate();
        }
        connection.commit();
    }

    /** Takes back what was not committed. */
    void rollback() throws SQLException {
        connection.rollback();
    }

    /** Says that the file is complete and of the present layout. */
    void markComplete() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO meta VALUES ('" + LAYOUT + "', " + RegtapTables.layout() + ")");
        }
    }

    /** How far a file has followed the feed; empty when it is not complete, of another layout, or no such file. */
    static Optional<Long> sequence(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT (SELECT value FROM meta WHERE key = '" + LAYOUT
                        + "'), (SELECT value FROM meta WHERE key = '" + SEQUENCE + "')")) {
            boolean ours = rows.next() && rows.getInt(1) == RegtapTables.layout() && rows.getObject(2) != null;
            return ours ? Optional.of(rows.getLong(2)) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
