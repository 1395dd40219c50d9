package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.schemas.form.TypeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The columns of a table, or the parameters of an interface, one a row, as a spreadsheet has them. Text is read with commas, semicolons or
 * tabs between the cells, as programs write or paste it; the first line names the columns of the grid.
 *
 * @param headers the columns of the grid, in their order
 * @param rows the rows, in the table's order
 */
public record ColumnGrid(List<Header> headers, List<Row> rows) {
    /** Copies the lists. */
    public ColumnGrid {
        headers = List.copyOf(headers);
        rows = List.copyOf(rows);
    }

    /** What a row can say of a column (VODataService 1.2, sections 3.3.3 and 3.5). */
    public enum Header {
        /** The name. */
        NAME("Name", "name"),
        /** What it holds. */
        DESCRIPTION("Description", "description"),
        /** The unit, in VOUnits. */
        UNIT("Unit", "unit"),
        /** The UCD. */
        UCD("UCD", "ucd"),
        /** The place in a data model. */
        UTYPE("Utype", "utype"),
        /** The type of its values. */
        DATATYPE("Data type", "dataType"),
        /** How many values there are in each. */
        ARRAYSIZE("Array size", "dataType/@arraysize"),
        /** What VOTable calls xtype. */
        XTYPE("Extended type", "dataType/@extendedType"),
        /** Flags such as {@code indexed}, separated by blanks. */
        FLAGS("Flags", "flag[*]"),
        /** Whether a standard defines it. */
        STD("Standard", "@std"),
        /** Whether a parameter has to be given. */
        USE("Use", "@use"),
        /** The schema of extended types. */
        SCHEMA("Schema of extended types", "dataType/@extendedSchema"),
        /** What stands between the values of an array. */
        DELIM("Delimiter", "dataType/@delim"),
        /** The size of a value in the database. */
        SIZE("Size", "dataType/@size");

        private final String label;
        private final FieldPath relative;

        Header(String label, String relative) {
            this.label = label;
            this.relative = FieldPath.of(relative);
        }

        /** The name for people. */
        public String label() {
            return label;
        }

        /** The name in the first line of a text. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Where the column's element, or attribute, is. */
        public FieldPath path(FieldPath column) {
            List<FieldPath.Step> steps = new ArrayList<>(column.steps());
            steps.addAll(relative.steps());
            return new FieldPath(steps, relative.attribute());
        }

        /** Whether columns of this type have it. */
        boolean appliesTo(TypeModel type) {
            if (type == null) {
                return false;
            }
            return relative.steps().isEmpty()
                    ? type.attribute(relative.attribute()).isPresent()
                    : type.element("", relative.steps().get(0).name()).isPresent();
        }

        private static Optional<Header> named(String text) {
            String word = text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
            return switch (word) {
                case "type" -> Optional.of(DATATYPE);
                case "columnname", "column", "parameter" -> Optional.of(NAME);
                case "flag" -> Optional.of(FLAGS);
                case "units" -> Optional.of(UNIT);
                case "extendedtype" -> Optional.of(XTYPE);
                case "extendedschema" -> Optional.of(SCHEMA);
                default ->
                    Arrays.stream(values())
                            .filter(header -> header.text().equals(word)
                                    || header.label
                                            .toLowerCase(Locale.ROOT)
                                            .replace(" ", "")
                                            .equals(word))
                            .findFirst();
            };
        }
    }

    /**
     * A column or parameter.
     *
     * @param cells what is said of it; what is not said is absent
     */
    public record Row(Map<Header, String> cells) {
        /** Copies the cells. */
        public Row {
            cells = cells.isEmpty() ? Map.of() : Map.copyOf(cells);
        }

        /** The name. */
        public String name() {
            return cells.getOrDefault(Header.NAME, "");
        }
    }

    /** A text that is no grid; the message tells the lines at fault, one a line. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(List<String> problems) {
            super(String.join("\n", problems));
        }
    }

    /**
     * Reads a grid from text. Lines without any text are skipped.
     *
     * @throws UnreadableException when the first line does not name columns of the grid, or a line cannot be read, has more cells than the
     *     first, or no name
     */
    public static ColumnGrid read(String text) throws UnreadableException {
        DelimitedText read = DelimitedText.read(text);
        List<String> problems = new ArrayList<>();
        List<Header> headers = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (DelimitedText.Line line : read.lines()) {
            if (headers.isEmpty()) {
                headers(line.cells(), headers, problems);
                if (!problems.isEmpty()) {
                    throw new UnreadableException(problems);
                }
            } else {
                row(line.cells(), line.number(), headers, problems).ifPresent(rows::add);
            }
        }
        read.problem().ifPresent(problems::add);
        if (headers.isEmpty() && problems.isEmpty()) {
            problems.add(
                    "There is no text. The first line has to name the columns of the grid: name, description, unit, …");
        }
        if (!problems.isEmpty()) {
            throw new UnreadableException(problems);
        }
        return new ColumnGrid(headers, rows);
    }

    private static void headers(List<String> record, List<Header> headers, List<String> problems) {
        for (String cell : record) {
            Optional<Header> header = Header.named(cell);
            if (header.isEmpty()) {
                problems.add("Line 1: '" + cell.strip() + "' is not a column of the grid. It has: "
                        + Arrays.stream(Header.values()).map(Header::text).collect(Collectors.joining(", ")) + ".");
            } else if (headers.contains(header.get())) {
                problems.add("Line 1: '" + cell.strip() + "' is there twice.");
            } else {
                headers.add(header.get());
            }
        }
        if (problems.isEmpty() && !headers.contains(Header.NAME)) {
            problems.add("Line 1: there is no 'name' among the columns of the grid.");
        }
    }

    private static Optional<Row> row(List<String> record, long line, List<Header> headers, List<String> problems) {
        if (record.size() > headers.size()) {
            problems.add("Line " + line + ": there are " + record.size() + " cells, and " + headers.size()
                    + " columns in the first line. Put cells that hold the separator into quotation marks.");
            return Optional.empty();
        }
        Map<Header, String> cells = new EnumMap<>(Header.class);
        for (int i = 0; i < record.size(); i++) {
            String cell = record.get(i).strip();
            if (!cell.isEmpty()) {
                cells.put(headers.get(i), cell);
            }
        }
        if (!cells.containsKey(Header.NAME)) {
            problems.add("Line " + line + ": the name is missing.");
            return Optional.empty();
        }
        return Optional.of(new Row(cells));
    }

    /** The grid as CSV (RFC 4180). */
    public String csv() {
        return text(',');
    }

    /** The grid with tabs between the cells, as spreadsheets take it from the clipboard. */
    public String tsv() {
        return text('\t');
    }

    private String text(char delimiter) {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setRecordSeparator("\n")
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.printRecord(headers.stream().map(Header::text).toList());
            for (Row row : rows) {
                printer.printRecord(headers.stream()
                        .map(header -> row.cells().getOrDefault(header, ""))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
