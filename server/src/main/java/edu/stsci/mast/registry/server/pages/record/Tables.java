package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.server.pages.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that a record describes (VODataService 1.2, section 3.3).
 *
 * @param schemas with at least one table each
 */
public record Tables(List<Schema> schemas) {
    /** Tables that belong together. */
    public record Schema(String name, String title, String description, List<Table> tables) {}

    /**
     * A table.
     *
     * @param answer whether it is what a service answers, rather than a table that can be asked
     */
    public record Table(String name, String title, String description, boolean answer, List<Column> columns) {}

    /** A column. */
    public record Column(String name, String unit, String ucd, String dataType, String description) {}

    static Tables of(Element root) {
        List<Schema> schemas = new ArrayList<>();
        for (Element schema : root.all("tableset/schema")) {
            List<Table> tables = schema.all("table").stream().map(Tables::table).toList();
            if (!tables.isEmpty()) {
                schemas.add(new Schema(schema.text("name"), schema.text("title"), schema.text("description"), tables));
            }
        }
        // VODataService 1.0 had tables directly below the record, or in a catalogue.
        List<Element> bare = new ArrayList<>(root.all("table"));
        bare.addAll(root.all("catalog/table"));
        if (!bare.isEmpty()) {
            schemas.add(new Schema("", "", "", bare.stream().map(Tables::table).toList()));
        }
        return new Tables(List.copyOf(schemas));
    }

    private static Table table(Element table) {
        return new Table(
                table.text("name"),
                table.text("title"),
                table.text("description"),
                table.attribute("type").equals("output"),
                table.all("column").stream()
                        .map(column -> new Column(
                                column.text("name"),
                                column.text("unit"),
                                column.text("ucd"),
                                dataType(column),
                                column.text("description")))
                        .toList());
    }

    private static String dataType(Element column) {
        String size = column.firstAttribute("dataType", "arraysize");
        String type = column.text("dataType");
        return size.isEmpty() || size.equals("1") ? type : type + "[" + size + "]";
    }

    /** How many tables there are. */
    public int count() {
        return schemas.stream().mapToInt(schema -> schema.tables().size()).sum();
    }

    /** How many columns there are in all of them. */
    public int columns() {
        return schemas.stream()
                .flatMap(schema -> schema.tables().stream())
                .mapToInt(table -> table.columns().size())
                .sum();
    }
}
