package edu.stsci.mast.registry.search.regtap;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
    private final List<Words> words = new ArrayList<>();
    private final Map<String, Integer> resourceColumns;

    /** What keeps an index of words; {@code places} are those of its columns in the rows of the table. */
    private record Words(String table, List<Integer> places, PreparedStatement insert, PreparedStatement delete) {}

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
        }
        resourceColumns = places("resource");
        deletes.put("hash_item", connection.prepareStatement("DELETE FROM hash_item WHERE ivoid = ?"));
        hashItem = connection.prepareStatement("INSERT INTO hash_item VALUES (?, ?, ?)");
        for (RegtapTables.TextIndex index : RegtapTables.textIndexes()) {
            words.add(new Words(
                    index.table(),
                    index.columns().stream().map(places(index.table())::get).toList(),
                    connection.prepareStatement(index.insert()),
                    connection.prepareStatement(index.delete())));
        }
    }

    /** Where a table's columns are in its rows. */
    private static Map<String, Integer> places(String name) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (RegtapSchema.Table table : RegtapSchema.shared().tables()) {
            if (table.name().equals(name)) {
                table.columns().forEach(column -> places.put(column.name(), places.size()));
            }
        }
        return places;
    }

    /** Removes all rows of a resource. */
    void delete(String ivoid) throws SQLException {
        for (Words index : words) {
            index.delete().setString(1, ivoid);
            index.delete().executeUpdate();
        }
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
                addWords(table.getKey(), row);
                if (table.getKey().equals("resource")) {
                    addItems(row);
                }
            }
        }
    }

    private void addWords(String table, Object[] row) throws SQLException {
        for (Words index : words) {
            if (index.table().equals(table)) {
                for (int i = 0; i < index.places().size(); i++) {
                    index.insert().setObject(i + 1, row[index.places().get(i)]);
                }
                index.insert().executeUpdate();
            }
        }
    }

    private void addItems(Object[] resource) throws SQLException {
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

    /** Makes the file complete and of the present layout, with indexes; for one that was empty before. */
    void complete(long sequence) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO meta VALUES ('" + LAYOUT + "', " + RegtapTables.layout() + ")");
        }
        commit(sequence);
        connection.setAutoCommit(true);
        RegtapTables.execute(connection, RegtapTables.indexes());
        RegtapTables.execute(connection, List.of("ANALYZE"));
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
