package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tables and their columns (VODataService 1.2, sections 3.3 and 3.5). */
final class TableChecks implements Check {
    private static final int NAMED = 5;
    private static final Set<String> VOTABLE_TYPES = Set.of(
            "boolean",
            "bit",
            "unsignedByte",
            "short",
            "int",
            "long",
            "char",
            "unicodeChar",
            "float",
            "double",
            "floatComplex",
            "doubleComplex");
    private static final Set<String> TAP_TYPES = Set.of(
            "BOOLEAN",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "REAL",
            "DOUBLE",
            "TIMESTAMP",
            "CHAR",
            "VARCHAR",
            "BINARY",
            "VARBINARY",
            "POINT",
            "REGION",
            "CLOB",
            "BLOB");
    private static final Set<String> SIMPLE_TYPES = Set.of("integer", "real", "complex", "boolean", "char", "string");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*|\"([^\"]|\"\")+\"");

    @Override
    public void check(Subject subject, Findings found) {
        // Tables stand in tableset/schema; in records of older versions directly in catalog, or below the resource.
        List<RecordElement> tables = new ArrayList<>(subject.root().all("tableset/schema/table"));
        tables.addAll(subject.root().all("catalog/table"));
        tables.addAll(subject.root().all("table"));
        if (tables.isEmpty()) {
            return;
        }
        Map<String, RecordElement> byName = new HashMap<>();
        for (RecordElement table : tables) {
            String name = table.text("name");
            RecordElement earlier = name.isEmpty() ? null : byName.putIfAbsent(unqualified(name), table);
            found.addIf(
                    earlier != null && earlier.text("name").equalsIgnoreCase(name) && earlier != table,
                    Rule.TAB_06,
                    table,
                    () -> "There is another table of the name " + Findings.quoted(name)
                            + ". Names tell tables apart; give each its own.");
        }
        boolean queried = subject.has("tap") || subject.has("tap#aux");
        for (RecordElement table : tables) {
            table(table, queried, found);
            for (RecordElement key : table.all("foreignKey")) {
                foreignKey(table, key, byName, found);
            }
        }
    }

    private static void table(RecordElement table, boolean queried, Findings found) {
        String name = table.text("name");
        found.addIf(
                name.isEmpty(),
                Rule.TAB_01,
                table,
                () -> "The table has no name. Give it the one that queries or answers use.");
        found.addIf(
                !table.says("description"),
                Rule.TAB_02,
                table,
                () -> "The table " + Findings.quoted(name) + " has no description. Say what its rows are.");
        List<RecordElement> columns = table.all("column");
        found.addIf(
                columns.isEmpty(),
                Rule.TAB_12,
                table,
                () -> "The table " + Findings.quoted(name)
                        + " has no columns. List them, so that people find it by what it holds.");
        List<String> undescribed = new ArrayList<>();
        List<String> withoutUcd = new ArrayList<>();
        List<String> odd = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RecordElement column : columns) {
            Column parts = Column.of(column);
            if (parts.name().isEmpty()) {
                found.add(Rule.TAB_01, column, "The column has no name. Give it the one that queries or answers use.");
                continue;
            }
            found.addIf(
                    !names.add(parts.name().toLowerCase(Locale.ROOT)),
                    Rule.TAB_05,
                    column,
                    () -> "There is another column of the name " + Findings.quoted(parts.name())
                            + " in the table, perhaps in other capitals. Remove or rename one.");
            gather(!parts.described(), parts.name(), undescribed);
            gather(!parts.ucd(), parts.name(), withoutUcd);
            gather(queried && !PLAIN_NAME.matcher(parts.name()).matches(), parts.name(), odd);
            if (parts.type() != null) {
                dataType(parts.type(), found);
            }
        }
        tell(undescribed, columns, Rule.TAB_03, table, "no description", "Say what is in them.", found);
        tell(
                withoutUcd,
                columns,
                Rule.TAB_04,
                table,
                "no UCD",
                "Add it, so that programs know what is in them.",
                found);
        tell(
                odd,
                columns,
                Rule.TAB_11,
                table,
                "a name that no query can use as it stands",
                "Put it into double quotes.",
                found);
    }

    /**
     * What rules ask of a column, gathered in one pass: records have hundreds of them.
     *
     * @param type its data type; null when it has none
     */
    private record Column(String name, boolean described, boolean ucd, RecordElement type) {
        static Column of(RecordElement column) {
            String name = "";
            boolean described = false;
            boolean ucd = false;
            RecordElement type = null;
            for (RecordElement part : column.children()) {
                switch (part.name()) {
                    case "name" -> name = part.text();
                    case "description" -> described |= !part.text().isEmpty();
                    case "ucd" -> ucd |= !part.text().isEmpty();
                    case "dataType" -> type = part;
                    default -> {}
                }
            }
            return new Column(name, described, ucd, type);
        }
    }

    private static void gather(boolean so, String name, List<String> names) {
        if (so) {
            names.add(name);
        }
    }

    private static void tell(
            List<String> names,
            List<RecordElement> columns,
            Rule rule,
            RecordElement table,
            String what,
            String advice,
            Findings found) {
        if (!names.isEmpty()) {
            String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
            found.add(
                    rule,
                    table,
                    names.size() + " of " + columns.size() + " columns of the table "
                            + Findings.quoted(table.text("name")) + " have " + what + ": " + some
                            + (names.size() > NAMED ? ", …" : "") + ". " + advice);
        }
    }

    private static void dataType(RecordElement type, Findings found) {
        String text = type.text();
        boolean known =
                switch (type.type()) {
                    case "VOTableType" -> VOTABLE_TYPES.contains(text);
                    case "TAPType" -> TAP_TYPES.contains(text.toUpperCase(Locale.ROOT));
                    case "SimpleDataType" -> SIMPLE_TYPES.contains(text);
                    default -> true;
                };
        found.addIf(
                !known,
                Rule.TAB_09,
                type,
                () -> Findings.quoted(text) + " is no data type of vs:" + type.type()
                        + (VOTABLE_TYPES.contains(text)
                                ? ". Write xsi:type=\"vs:VOTableType\"."
                                : ". Write one of the types that VODataService lists."));
        found.addIf(
                type.type().isEmpty() && !text.isEmpty(),
                Rule.TAB_10,
                type,
                () -> "The data type " + Findings.quoted(text)
                        + " does not say what it is a type of. Add xsi:type=\"vs:VOTableType\" or vs:TAPType.");
    }

    private static void foreignKey(
            RecordElement table, RecordElement key, Map<String, RecordElement> byName, Findings found) {
        String target = key.text("targetTable");
        RecordElement other = byName.get(unqualified(target));
        if (other == null) {
            found.add(
                    Rule.TAB_07,
                    key,
                    "The foreign key leads to the table " + Findings.quoted(target)
                            + ", which the record does not have. Correct the name, or describe the table.");
            return;
        }
        for (RecordElement pair : key.all("fkColumn")) {
            missing(table, pair.text("fromColumn"), pair, found);
            missing(other, pair.text("targetColumn"), pair, found);
        }
    }

    private static void missing(RecordElement table, String column, RecordElement at, Findings found) {
        boolean there =
                table.all("column").stream().anyMatch(c -> c.text("name").equalsIgnoreCase(column));
        found.addIf(
                !there,
                Rule.TAB_08,
                at,
                () -> "The foreign key joins the column " + Findings.quoted(column) + ", which the table "
                        + Findings.quoted(table.text("name")) + " does not have. Correct the name.");
    }

    /** A table's name as it is found by, whether or not its schema stands before it. */
    private static String unqualified(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
