package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.search.adql.AdqlType;
import edu.stsci.mast.registry.search.adql.AdqlType.Kind;
import edu.stsci.mast.registry.search.adql.CatalogueColumn;
import edu.stsci.mast.registry.search.adql.CatalogueTable;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.PublishedSchema;
import edu.stsci.mast.registry.search.tap.PublishedTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of the relational registry (RegTAP 1.2, section 8): the one declaration from which SQLite's tables, what queries may name, and
 * what {@code TAP_SCHEMA} says are derived. It is in the resource {@code tables.txt}.
 */
public final class RegtapSchema {
    /** The schema's name, by which queries know it. */
    public static final String NAME = "rr";

    /** What the schema follows; its utype. */
    public static final String DATA_MODEL = "ivo://ivoa.net/std/regtap#1.2";

    private static final RegtapSchema SHARED = new RegtapSchema(text("tables.txt"));

    private final List<Table> tables;

    /**
     * A table or view.
     *
     * @param name its name without the schema
     * @param view whether it is derived from other tables
     * @param utype its utype, or null
     * @param description what its rows are
     * @param columns its columns in order
     */
    record Table(String name, boolean view, String utype, String description, List<Column> columns) {
        /** The names of the columns with a mark. */
        Set<String> marked(char mark) {
            return columns.stream()
                    .filter(column -> column.marks().indexOf(mark) >= 0)
                    .map(Column::name)
                    .collect(Collectors.toSet());
        }
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type its type
     * @param marks letters: k part of the primary key, i found fast, p principal, l in lower case, h hidden from queries
     * @param unit its unit, or null
     * @param utype its utype, or null
     * @param description what its values are
     */
    record Column(String name, AdqlType type, String marks, String unit, String utype, String description) {}

    private RegtapSchema(String declaration) {
        List<Table> all = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (String line : declaration.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(" \\|(?= |$)", -1);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = parts[i].strip();
            }
            if (parts.length == 3) {
                String[] head = parts[0].split(" ");
                columns = new ArrayList<>();
                all.add(new Table(head[1], head[0].equals("view"), orNull(parts[1]), parts[2], columns));
            } else {
                columns.add(
                        new Column(parts[0], type(parts[1]), parts[2], orNull(parts[3]), orNull(parts[4]), parts[5]));
            }
        }
        tables = List.copyOf(all);
    }

    /** The declaration, read once. */
    public static RegtapSchema shared() {
        return SHARED;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static AdqlType type(String word) {
        return switch (word) {
            case "text" -> AdqlType.text();
            case "unicode" -> AdqlType.unicode();
            case "small" -> AdqlType.of(Kind.SMALLINT);
            case "int" -> AdqlType.of(Kind.INTEGER);
            case "long" -> AdqlType.of(Kind.BIGINT);
            case "real" -> AdqlType.of(Kind.REAL);
            case "double" -> AdqlType.of(Kind.DOUBLE);
            case "timestamp" -> AdqlType.of(Kind.TIMESTAMP);
            case "moc" -> AdqlType.of(Kind.MOC);
            default -> throw new IllegalStateException("There is no type '" + word + "' in tables.txt");
        };
    }

    /** A text beside this class. */
    static String text(String name) {
        try (InputStream in = RegtapSchema.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Table> tables() {
        return tables;
    }

    /** Queries on the tables for people to begin with. */
    public static List<ExampleQuery> examples() {
        return ExampleQuery.read(text("examples.txt"));
    }

    /** The schema as the service describes it. */
    public PublishedSchema published() {
        return new PublishedSchema(
                NAME,
                "The relational registry: all resources of the Virtual Observatory that this registry knows.",
                DATA_MODEL,
                tables.stream().map(RegtapSchema::published).toList());
    }

    private static PublishedTable published(Table table) {
        Set<String> key = table.marked('k');
        List<Column> columns = table.columns().stream()
                .filter(column -> !column.marks().contains("h"))
                .toList();
        CatalogueTable catalogue = new CatalogueTable(
                NAME,
                table.name(),
                columns.stream()
                        .map(column -> new CatalogueColumn(
                                column.name(),
                                column.type(),
                                !key.contains(column.name()) && !column.name().equals("ivoid"),
                                null,
                                column.unit(),
                                column.utype(),
                                column.description(),
                                null))
                        .toList(),
                null);
        return new PublishedTable(
                catalogue,
                table.view(),
                table.description(),
                table.utype(),
                table.marked('i'),
                table.marked('p'),
                columns.stream().map(Column::name).collect(Collectors.toSet()),
                keys(table));
    }

    private static List<PublishedTable.Key> keys(Table table) {
        return switch (table.name()) {
            case "resource" -> List.of();
            case "tap_table" -> List.of(key("resource", "resid", "ivoid"), key("resource", "svcid", "ivoid"));
            case "interface" -> List.of(key("capability", "ivoid", "ivoid", "cap_index", "cap_index"));
            case "intf_param" -> List.of(key("interface", "ivoid", "ivoid", "intf_index", "intf_index"));
            case "table_column" -> List.of(key("res_table", "ivoid", "ivoid", "table_index", "table_index"));
            default -> List.of(key("resource", "ivoid", "ivoid"));
        };
    }

    private static PublishedTable.Key key(String target, String... pairs) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            columns.put(pairs[i], pairs[i + 1]);
        }
        return new PublishedTable.Key(NAME + "." + target, columns);
    }
}
