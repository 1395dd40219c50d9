package edu.stsci.mast.registry.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A column of a catalogue, as XML that is complete but for the end of its description and its flags. */
record ColumnTemplate(String name, String opening, String unitAndUcd, String voTableType, String tapType) {
    private static final Map<String, List<String>> LINES = ResourceFile.sections("columns.txt");

    /** The columns that start each table. */
    static final List<ColumnTemplate> FIRST = load(LINES.get("first"));
    /** The columns that a table's other columns are drawn from; no two have the same name. */
    static final List<ColumnTemplate> DRAWN = load(LINES.get("drawn"));

    private static List<ColumnTemplate> load(List<String> lines) {
        Map<String, ColumnTemplate> templates = new LinkedHashMap<>();
        for (String line : lines) {
            for (String concrete : inAllBands(line)) {
                ColumnTemplate template = of(concrete.split("\\s*\\|\\s*", 6));
                templates.putIfAbsent(template.name(), template);
            }
        }
        return List.copyOf(templates.values());
    }

    private static List<String> inAllBands(String line) {
        if (!line.contains("{band}")) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>();
        for (String band : Vocabulary.standard().entries("bands")) {
            lines.add(line.replace("{band}", band));
        }
        return lines;
    }

    private static ColumnTemplate of(String[] fields) {
        String size = fields[4].equals("-") ? null : fields[4];
        Markup opening = new Markup(100)
                .start("column")
                .leaf("name", fields[0])
                .start("description")
                .text(fields[5]);
        Markup unitAndUcd = new Markup(60);
        if (!fields[1].isEmpty()) {
            unitAndUcd.leaf("unit", fields[1]);
        }
        if (!fields[2].isEmpty()) {
            unitAndUcd.leaf("ucd", fields[2]);
        }
        Markup voTable = new Markup(80).leaf("dataType", fields[3], "arraysize", size, "xsi:type", "vs:VOTableType");
        Markup tap = new Markup(80)
                .leaf("dataType", tapType(fields[3], size), "size", tapSize(size), "xsi:type", "vs:TAPType");
        return new ColumnTemplate(
                fields[0],
                opening.content().toString(),
                unitAndUcd.content().toString(),
                voTable.content().toString(),
                tap.content().toString());
    }

    private static String tapType(String type, String size) {
        return switch (type) {
            case "char", "unicodeChar" -> size != null && size.endsWith("*") ? "VARCHAR" : "CHAR";
            case "double" -> size == null ? "DOUBLE" : "BLOB";
            case "float" -> size == null ? "REAL" : "BLOB";
            case "long" -> "BIGINT";
            case "int" -> size == null ? "INTEGER" : "BLOB";
            case "boolean" -> "BOOLEAN";
            default -> "SMALLINT";
        };
    }

    private static String tapSize(String size) {
        return size == null || size.contains("x") ? null : size.replace("*", "");
    }
}
