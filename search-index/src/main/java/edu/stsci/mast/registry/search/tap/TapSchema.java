package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code TAP_SCHEMA} (TAP 1.1, section 4): the description of all tables as tables. They are not stored: a query that names one carries its
 * rows with it, so that they are always those of the catalogue.
 */
public final class TapSchema {
    private static final String NAME = "tap_schema";

    private static final Map<String, String> TABLES = new LinkedHashMap<>();
    private static final Map<String, List<CatalogueColumn>> COLUMNS = new LinkedHashMap<>();

    static {
        table(
                "schemas",
                "The schemas of this service.",
                text("schema_name", "The schema's name."),
                text("utype", "Its utype."),
                unicode("description", "What is in it."),
                integer("schema_index", "Its place in a list of schemas."));
        table(
                "tables",
                "The tables of this service.",
                text("schema_name", "The name of the table's schema."),
                text("table_name", "The table's name as queries write it."),
                text("table_type", "Whether it is a table or a view."),
                text("utype", "Its utype."),
                unicode("description", "What its rows are."),
                integer("table_index", "Its place in a list of tables."));
        table(
                "columns",
                "The columns of these tables.",
                text("table_name", "The name of the column's table."),
                text("column_name", "The column's name as queries write it."),
                text("datatype", "Its datatype as in VOTable."),
                text("arraysize", "Its arraysize as in VOTable."),
                text("xtype", "Its xtype as in VOTable."),
                integer("size", "Its length, where that is fixed; arraysize says more."),
                unicode("description", "What its values mean."),
                text("utype", "Its utype."),
                text("unit", "Its unit."),
                text("ucd", "Its UCD."),
                integer("indexed", "1 if rows are found fast by it."),
                integer("principal", "1 if a first look wants to see it."),
                integer("std", "1 if a standard defines it."),
                integer("column_index", "Its place in its table."));
        table(
                "keys",
                "References between these tables.",
                text("key_id", "The reference's name."),
                text("from_table", "The table that refers."),
                text("target_table", "The table that is referred to."),
                text("utype", "Its utype."),
                unicode("description", "What it means."));
        table(
                "key_columns",
                "The columns of these references.",
                text("key_id", "The reference's name."),
                text("from_column", "The column of the table that refers."),
                text("target_column", "The column of the table that is referred to."));
    }

    private TapSchema() {}

    private static void table(String name, String description, CatalogueColumn... columns) {
        TABLES.put(name, description);
        COLUMNS.put(name, List.of(columns));
    }

    private static CatalogueColumn text(String name, String description) {
        return column(name, AdqlType.text(), description);
    }

    private static CatalogueColumn unicode(String name, String description) {
        return column(name, AdqlType.unicode(), description);
    }

    private static CatalogueColumn integer(String name, String description) {
        return column(name, AdqlType.of(Kind.INTEGER), description);
    }

    private static CatalogueColumn column(String name, AdqlType type, String description) {
        return new CatalogueColumn(name, type, true, null, null, null, description, null);
    }

    /** The given schemas, and behind them {@code TAP_SCHEMA}, which describes them and itself. */
    public static List<PublishedSchema> describing(List<PublishedSchema> schemas) {
        List<PublishedSchema> all = new ArrayList<>(schemas);
        all.add(published(Map.of())); // so that its own tables are described
        Map<String, List<List<Object>>> rows = new Rows(all).rows;
        all.set(all.size() - 1, published(rows));
        return List.copyOf(all);
    }

    private static PublishedSchema published(Map<String, List<List<Object>>> rows) {
        List<PublishedTable> tables = new ArrayList<>();
        COLUMNS.forEach((name, columns) -> tables.add(new PublishedTable(
                new CatalogueTable(NAME, name, columns, sql(columns, rows.getOrDefault(name, List.of()))),
                false,
                TABLES.get(name),
                null,
                Set.of(),
                names(columns),
                names(columns),
                keys(name))));
        return new PublishedSchema(NAME, "What tables and columns there are.", null, tables);
    }

    private static Set<String> names(List<CatalogueColumn> columns) {
        return columns.stream().map(CatalogueColumn::name).collect(Collectors.toSet());
    }

    private static List<PublishedTable.Key> keys(String table) {
        return switch (table) {
            case "tables" -> List.of(key("schemas", "schema_name", "schema_name"));
            case "columns" -> List.of(key("tables", "table_name", "table_name"));
            case "keys" ->
                List.of(key("tables", "from_table", "table_name"), key("tables", "target_table", "table_name"));
            case "key_columns" -> List.of(key("keys", "key_id", "key_id"));
            default -> List.of();
        };
    }

    private static PublishedTable.Key key(String target, String from, String to) {
        return new PublishedTable.Key(NAME + "." + target, Map.of(from, to));
    }

    /** A query whose rows are the given ones, or none. */
    private static String sql(List<CatalogueColumn> columns, List<List<Object>> rows) {
        StringBuilder sql = new StringBuilder("(SELECT ");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append("column")
                    .append(i + 1)
                    .append(" AS \"")
                    .append(columns.get(i).name())
                    .append('"');
        }
        String values = rows.stream()
                .map(row -> row.stream().map(TapSchema::literal).collect(Collectors.joining(",", "(", ")")))
                .collect(Collectors.joining(","));
        String none = columns.stream().map(column -> "NULL").collect(Collectors.joining(",", "(", ")"));
        return sql.append(" FROM (VALUES ")
                .append(rows.isEmpty() ? none : values)
                .append(rows.isEmpty() ? ") LIMIT 0)" : "))")
                .toString();
    }

    private static String literal(Object value) {
        if (value == null) {
            return "NULL";
        }
        return value instanceof Integer
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }

    /** The rows that describe schemas. */
    private static final class Rows {
        final Map<String, List<List<Object>>> rows = new LinkedHashMap<>();
        private final Set<String> keys = new HashSet<>();

        Rows(List<PublishedSchema> schemas) {
            COLUMNS.keySet().forEach(name -> rows.put(name, new ArrayList<>()));
            for (PublishedSchema schema : schemas) {
                add("schemas", schema.name(), schema.utype(), schema.description(), count("schemas"));
                schema.tables().forEach(table -> add(schema, table));
            }
        }

        private void add(PublishedSchema schema, PublishedTable table) {
            String name = table.table().qualifiedName();
            add(
                    "tables",
                    schema.name(),
                    name,
                    table.view() ? "view" : "table",
                    table.utype(),
                    table.description(),
                    count("tables"));
            int index = 0;
            for (CatalogueColumn column : table.table().columns()) {
                add(name, table, column, ++index);
            }
            for (PublishedTable.Key key : table.keys()) {
                String id = id(name, key);
                add("keys", id, name, key.target(), null, null);
                key.columns().forEach((from, to) -> add("key_columns", id, from, to));
            }
        }

        private void add(String table, PublishedTable published, CatalogueColumn column, int index) {
            AdqlType type = column.type();
            add(
                    "columns",
                    table,
                    column.written(),
                    type.datatype(),
                    type.arraysize(),
                    type.xtype(),
                    type.arraysize() != null && type.arraysize().matches("\\d{1,9}")
                            ? Integer.valueOf(type.arraysize())
                            : null,
                    column.description(),
                    column.utype(),
                    column.unit(),
                    column.ucd(),
                    published.indexed().contains(column.name()) ? 1 : 0,
                    published.principal().contains(column.name()) ? 1 : 0,
                    published.standard().contains(column.name()) ? 1 : 0,
                    index);
        }

        private String id(String from, PublishedTable.Key key) {
            String id = from + "-" + key.target();
            for (int i = 2; !keys.add(id); i++) {
                id = from + "-" + key.target() + "-" + i;
            }
            return id;
        }

        private int count(String table) {
            return rows.get(table).size() + 1;
        }

        private void add(String table, Object... values) {
            List<Object> row = new ArrayList<>();
            for (Object value : values) {
                row.add(value);
            }
            rows.get(table).add(row);
        }
    }
}
