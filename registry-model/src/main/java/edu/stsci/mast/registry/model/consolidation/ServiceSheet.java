package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.editing.DelimitedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of services, one a line; {@code docs/consolidation.md} tells the columns.
 *
 * @param rows its lines, without the first
 */
public record ServiceSheet(List<Row> rows) {
    /**
     * A line.
     *
     * @param line its number in the text, from 1
     * @param cells what is in it; empty cells are absent
     * @param problem why it cannot be used; empty when it can
     */
    public record Row(long line, Map<SheetColumn, String> cells, String problem) {
        /** A cell; empty when nothing is in it. */
        public String cell(SheetColumn column) {
            return cells.getOrDefault(column, "");
        }

        /** The values of a cell that may hold several. */
        List<String> values(SheetColumn column) {
            return Arrays.stream(cell(column).split(";"))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
        }
    }

    /**
     * Reads a table.
     *
     * @throws ConsolidationRefusedException when its first line does not name columns, or the text cannot be read to its end
     */
    public static ServiceSheet read(String text) throws ConsolidationRefusedException {
        DelimitedText table = DelimitedText.read(text);
        if (table.problem().isPresent()) {
            throw new ConsolidationRefusedException(table.problem().get());
        }
        if (table.lines().isEmpty()) {
            throw new ConsolidationRefusedException(
                    "There is no text. The first line has to name the columns: " + names());
        }
        List<SheetColumn> columns = columns(table.lines().get(0));
        List<Row> rows = new ArrayList<>();
        for (DelimitedText.Line line : table.lines().subList(1, table.lines().size())) {
            rows.add(row(line, columns));
        }
        return new ServiceSheet(rows);
    }

    private static String names() {
        return Arrays.stream(SheetColumn.values()).map(SheetColumn::text).collect(Collectors.joining(", ")) + ".";
    }

    private static List<SheetColumn> columns(DelimitedText.Line line) throws ConsolidationRefusedException {
        List<SheetColumn> columns = new ArrayList<>();
        for (String cell : line.cells()) {
            SheetColumn column = SheetColumn.named(cell)
                    .orElseThrow(() -> new ConsolidationRefusedException(
                            "Line " + line.number() + ": '" + cell + "' is no column. There are: " + names()));
            if (columns.contains(column)) {
                throw new ConsolidationRefusedException(
                        "Line " + line.number() + ": the column '" + cell + "' is there twice.");
            }
            columns.add(column);
        }
        if (!columns.contains(SheetColumn.IVOID)) {
            throw new ConsolidationRefusedException("Line " + line.number() + ": the column 'ivoid' is missing.");
        }
        return columns;
    }

    private static Row row(DelimitedText.Line line, List<SheetColumn> columns) {
        Map<SheetColumn, String> cells = new EnumMap<>(SheetColumn.class);
        for (int i = 0; i < Math.min(columns.size(), line.cells().size()); i++) {
            if (!line.cells().get(i).isEmpty()) {
                cells.put(columns.get(i), line.cells().get(i));
            }
        }
        long more = line.cells().stream()
                .skip(columns.size())
                .filter(cell -> !cell.isEmpty())
                .count();
        return new Row(
                line.number(),
                cells,
                more == 0
                        ? ""
                        : "It has more cells than the first line has columns. Put cells that hold the separator into quotation"
                                + " marks.");
    }
}
