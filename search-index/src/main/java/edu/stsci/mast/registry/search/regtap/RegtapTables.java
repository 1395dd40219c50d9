package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.search.adql.AdqlType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL of the tables in SQLite. Beside those of RegTAP there are {@code hash_item}, which has the items of the hash lists one by one, and
 * indexes of texts, which find words and patterns.
 */
final class RegtapTables {
    /** Changes whenever rows come out differently for the same records, without a change in the declarations. */
    private static final int INGESTION = 3;

    /** The indexes of words. */
    static final List<TextIndex> WORD_INDEXES = List.of(
            words("resource_words", "resource", "res_title", "res_description"),
            words("table_words", "res_table", "table_title", "table_description"));

    /** The indexes of patterns, by sequences of three characters in lower case. */
    static final List<TextIndex> PATTERN_INDEXES = List.of(
            patterns("role_patterns", "res_role", "role_name"),
            patterns("subject_patterns", "res_subject", "res_subject"));

    private RegtapTables() {}

    /** What indexes hold beyond their column, so that searches by coverage and UCD, most of which ask for IVOIDs, need not read the rows. */
    private static final Map<String, List<String>> LOOKED_AT = Map.of(
            "table_column_ucd", List.of("ivoid"),
            "stc_spatial_ivoid", List.of("coverage_cells"),
            "stc_temporal_ivoid", List.of("time_start", "time_end"),
            "stc_spectral_ivoid", List.of("spectral_start", "spectral_end"));

    private static TextIndex words(String name, String table, String... columns) {
        return new TextIndex(name, table, List.of(columns), "tokenize='unicode61 remove_diacritics 0'");
    }

    private static TextIndex patterns(String name, String table, String column) {
        return new TextIndex(name, table, List.of(column), "tokenize='trigram', detail=none");
    }

    /** All indexes of texts. */
    static List<TextIndex> textIndexes() {
        return Stream.concat(WORD_INDEXES.stream(), PATTERN_INDEXES.stream()).toList();
    }

    /**
     * An index of what is in texts.
     *
     * @param name the name of its table, whose rows have the numbers of those that they are about
     * @param table the table with the texts
     * @param columns the columns with the texts
     * @param options FTS5's words for how it reads them
     */
    record TextIndex(String name, String table, List<String> columns, String options) {
        private String create() {
            return "CREATE VIRTUAL TABLE " + name + " USING fts5(" + String.join(", ", columns)
                    + ", content='', contentless_delete=1, " + options + ")";
        }

        /** The statement that adds what is in the row that was inserted last. */
        String insert() {
            return "INSERT INTO " + name + " (rowid, " + String.join(", ", columns) + ") VALUES (last_insert_rowid()"
                    + ", ?".repeat(columns.size()) + ")";
        }

        /** The statement that removes what is in a resource's rows, which must still be there. */
        String delete() {
            return "DELETE FROM " + name + " WHERE rowid IN (SELECT rowid FROM " + table + " WHERE ivoid = ?)";
        }
    }

    /** A number that files of another layout do not have. */
    static int layout() {
        String all = INGESTION
                + String.join("\n", create())
                + String.join("\n", indexes())
                + RegtapSchema.text("details.txt");
        return all.hashCode() & 0x7FFFFFFF;
    }

    private static List<RegtapSchema.Table> stored() {
        return RegtapSchema.shared().tables().stream()
                .filter(table -> !table.view())
                .toList();
    }

    /** The names of all tables with rows by IVOID. */
    static List<String> names() {
        return stored().stream().map(RegtapSchema.Table::name).toList();
    }

    /** Statements that make empty tables without indexes. */
    static List<String> create() {
        List<String> statements = new ArrayList<>();
        for (RegtapSchema.Table table : stored()) {
            String columns = table.columns().stream()
                    .map(column -> quoted(column.name()) + " " + type(column))
                    .collect(Collectors.joining(", "));
            statements.add("CREATE TABLE " + quoted(table.name()) + " (" + columns + ")");
        }
        statements.add("CREATE TABLE hash_item (ivoid TEXT NOT NULL, list TEXT NOT NULL, item TEXT NOT NULL)");
        textIndexes().forEach(index -> statements.add(index.create()));
        statements.add("CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL)");
        statements.add(RegtapSchema.text("tap_table.sql"));
        return statements;
    }

    private static String type(RegtapSchema.Column column) {
        return switch (column.type().datatype()) {
            case "short", "int", "long" -> "INTEGER";
            case "float", "double" -> "REAL";
            default -> column.type().kind() == AdqlType.Kind.MOC ? "BLOB" : "TEXT";
        };
    }

    /** Statements that make the indexes, for tables that have their rows. */
    static List<String> indexes() {
        List<String> statements = new ArrayList<>();
        for (RegtapSchema.Table table : stored()) {
            List<String> key = table.columns().stream()
                    .filter(column -> column.marks().contains("k"))
                    .map(RegtapSchema.Column::name)
                    .toList();
            if (!key.isEmpty()) {
                statements.add("CREATE UNIQUE INDEX " + quoted(table.name() + "_key") + " ON " + quoted(table.name())
                        + " (" + key.stream().map(RegtapTables::quoted).collect(Collectors.joining(", ")) + ")");
            }
            for (RegtapSchema.Column column : table.columns()) {
                boolean first = !key.isEmpty() && key.get(0).equals(column.name());
                if (column.marks().contains("i") && !first) {
                    String name = table.name() + "_" + column.name();
                    List<String> columns = new ArrayList<>(List.of(column.name()));
                    columns.addAll(LOOKED_AT.getOrDefault(name, List.of()));
                    statements.add("CREATE INDEX " + quoted(name) + " ON " + quoted(table.name()) + " ("
                            + columns.stream().map(RegtapTables::quoted).collect(Collectors.joining(", ")) + ")");
                }
            }
        }
        statements.add("CREATE INDEX hash_item_ivoid ON hash_item (ivoid)");
        statements.add("CREATE INDEX hash_item_item ON hash_item (list, item, ivoid)");
        return statements;
    }

    /** The statement that adds a row to a table. */
    static String insert(RegtapSchema.Table table) {
        String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        return "INSERT INTO " + quoted(table.name()) + " VALUES (" + marks + ")";
    }

    static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
