package edu.stsci.mast.registry.model.editing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table as text, as spreadsheets write and paste it: cells with tabs, commas or semicolons between them, and quotation marks as in RFC 4180.
 *
 * @param lines the lines that hold any text; the first names the columns
 * @param problem why the text could not be read to its end; empty when it could
 */
public record DelimitedText(List<Line> lines, Optional<String> problem) {
    /**
     * A line.
     *
     * @param number the number of its first line in the text, from 1
     * @param cells the cells without the white space around them
     */
    public record Line(long number, List<String> cells) {}

    /** Reads a text. */
    public static DelimitedText read(String text) {
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(unmarked))
                .setIgnoreEmptyLines(false) // or lines would be counted wrongly
                .get();
        List<Line> lines = new ArrayList<>();
        // A record may have line breaks within quotes: its first line is the one after the last of the record before.
        long line = 1;
        try (CSVParser parser = CSVParser.parse(unmarked.isBlank() ? "" : unmarked, format)) {
            for (CSVRecord record : parser) {
                if (record.stream().anyMatch(cell -> !cell.isBlank())) {
                    lines.add(new Line(line, record.stream().map(String::strip).toList()));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException | UncheckedIOException e) {
            return new DelimitedText(
                    List.copyOf(lines),
                    Optional.of("Line " + line + ": a quotation mark is not closed, or stands within a cell."));
        }
        return new DelimitedText(List.copyOf(lines), Optional.empty());
    }

    /** Spreadsheets paste tabs, and write semicolons where the comma is the decimal sign. */
    private static String delimiter(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        if (first.contains("\t")) {
            return "\t";
        }
        return first.contains(";") && !first.contains(",") ? ";" : ",";
    }
}
