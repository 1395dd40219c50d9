package edu.stsci.mast.registry.search.tap;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uk.ac.starlink.table.RowSequence;

/**
 * Tab-separated values with a line of names (IANA's text/tab-separated-values). The format has no way to quote, so that tabs and line ends
 * within values become blanks.
 */
final class TabSeparated {
    private static final Pattern BREAKS = Pattern.compile("[\\t\\r\\n]+");

    private TabSeparated() {}

    static void write(QueryResult result, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        int width = result.getColumnCount();
        for (int i = 0; i < width; i++) {
            text.write(i == 0 ? "" : "\t");
            text.write(flat(result.getColumnInfo(i).getName()));
        }
        text.write('\n');
        try (RowSequence rows = result.getRowSequence()) {
            while (rows.next()) {
                for (int i = 0; i < width; i++) {
                    text.write(i == 0 ? "" : "\t");
                    text.write(flat(rows.getCell(i)));
                }
                text.write('\n');
            }
        }
        text.flush();
    }

    private static String flat(Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof double[] numbers
                ? Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "))
                : value.toString();
        boolean clean = text.indexOf('\t') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        return clean ? text : BREAKS.matcher(text).replaceAll(" ");
    }
}
