package edu.stsci.mast.registry.search.tap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;

/**
 * The rows of a query for people to look at.
 *
 * @param columns the columns in order
 * @param rows the values of each row as text; empty texts for NULL
 * @param more whether there are more rows
 */
public record QueryPreview(List<Column> columns, List<List<String>> rows, boolean more) {
    /**
     * A column.
     *
     * @param unit its unit; empty when it has none
     * @param description what it means; empty when that is not known
     * @param number whether its values are numbers
     */
    public record Column(String name, String unit, String description, boolean number) {}

    static QueryPreview of(QueryResult result) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < result.getColumnCount(); i++) {
            ColumnInfo info = result.getColumnInfo(i);
            columns.add(new Column(
                    info.getName(),
                    info.getUnitString() == null ? "" : info.getUnitString(),
                    info.getDescription() == null ? "" : info.getDescription(),
                    Number.class.isAssignableFrom(info.getContentClass())));
        }
        List<List<String>> rows = new ArrayList<>();
        try (RowSequence sequence = result.getRowSequence()) {
            while (sequence.next()) {
                rows.add(
                        Arrays.stream(sequence.getRow()).map(QueryPreview::text).toList());
            }
        }
        return new QueryPreview(List.copyOf(columns), List.copyOf(rows), result.overflow());
    }

    private static String text(Object value) {
        if (value instanceof double[] numbers) {
            return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
        }
        return value == null ? "" : value.toString();
    }
}
