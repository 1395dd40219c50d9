package edu.stsci.mast.registry.model.backup;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tables whose rows belong into a backup, as the database itself describes them: so that a new table is in it without a word here. What
 * is of the moment is left out: sessions, failed attempts to sign in, locks, and what Quartz makes of the schedules.
 */
final class Tables {
    /** The table of sessions, which refers to accounts. */
    static final String SESSIONS = "account_session";

    private static final Set<String> OF_THE_MOMENT =
            Set.of("flyway_schema_history", SESSIONS, "sign_in_attempt", "harvest_lock", "index_request", "lease");

    private Tables() {}

    /** A column; names are in lower case. */
    record Column(String name, Kind kind, boolean identity) {}

    /**
     * A table.
     *
     * @param key the one whole number that is its primary key; empty when that is another thing
     */
    record Table(String name, List<Column> columns, Optional<String> key) {
        String columnList() {
            return columns.stream().map(Column::name).collect(Collectors.joining(", "));
        }

        /** The column that numbers its rows by itself. */
        Optional<String> identity() {
            return columns.stream().filter(Column::identity).map(Column::name).findFirst();
        }
    }

    /** Whether there is a table of this name, which is in lower case; tables of older versions are fewer. */
    static boolean has(Connection connection, String table) throws SQLException {
        return names(connection).containsKey(table);
    }

    /** The names of all tables in lower case, and as the database spells them. */
    private static Map<String, String> names(Connection connection) throws SQLException {
        Map<String, String> spelling = new TreeMap<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), null, new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                spelling.put(name.toLowerCase(Locale.ROOT), name);
            }
        }
        return spelling;
    }

    /** All tables, those that others refer to first. */
    static List<Table> of(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        Map<String, String> spelling = names(connection);
        spelling.keySet().removeIf(name -> name.startsWith("qrtz_") || OF_THE_MOMENT.contains(name));
        Map<String, Set<String>> needs = new TreeMap<>();
        for (Map.Entry<String, String> table : spelling.entrySet()) {
            Set<String> referred = new TreeSet<>();
            try (ResultSet rows =
                    data.getImportedKeys(connection.getCatalog(), connection.getSchema(), table.getValue())) {
                while (rows.next()) {
                    referred.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
            referred.remove(table.getKey());
            referred.retainAll(spelling.keySet());
            needs.put(table.getKey(), referred);
        }
        List<Table> ordered = new ArrayList<>();
        for (String name : inOrder(needs)) {
            ordered.add(describe(connection, name, spelling.get(name)));
        }
        return ordered;
    }

    private static List<String> inOrder(Map<String, Set<String>> needs) {
        Map<String, Set<String>> left = new LinkedHashMap<>(needs);
        List<String> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> free = left.entrySet().stream()
                    .filter(table -> Collections.disjoint(table.getValue(), left.keySet()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (free.isEmpty()) {
                throw new IllegalStateException("Tables refer to one another in a circle: " + left.keySet());
            }
            ordered.addAll(free);
            free.forEach(left::remove);
        }
        return ordered;
    }

    private static Table describe(Connection connection, String name, String spelling) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = data.getColumns(connection.getCatalog(), connection.getSchema(), spelling, null)) {
            while (rows.next()) {
                // "_" in the name of a table is a wildcard here
                if (rows.getString("TABLE_NAME").equals(spelling)) {
                    columns.add(new Column(
                            rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                            Kind.of(rows.getInt("DATA_TYPE")),
                            "YES".equals(rows.getString("IS_AUTOINCREMENT"))));
                }
            }
        }
        List<String> key = new ArrayList<>();
        try (ResultSet rows = data.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), spelling)) {
            while (rows.next()) {
                key.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        Optional<String> number = key.size() == 1
                ? columns.stream()
                        .filter(column -> column.name().equals(key.get(0)) && column.kind() == Kind.WHOLE)
                        .map(Column::name)
                        .findFirst()
                : Optional.empty();
        return new Table(name, List.copyOf(columns), number);
    }

    /** The sequences from which the registry takes numbers. */
    static List<String> sequences(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var select = connection.prepareStatement(
                "SELECT SEQUENCE_NAME FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = ?")) {
            select.setString(1, connection.getSchema());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1).toLowerCase(Locale.ROOT);
                    // H2 has one for each column that numbers its rows by itself
                    if (!name.startsWith("system_sequence")) {
                        names.add(name);
                    }
                }
            }
        }
        Collections.sort(names);
        return names;
    }
}
