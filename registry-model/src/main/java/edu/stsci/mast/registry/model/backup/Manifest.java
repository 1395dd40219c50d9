package edu.stsci.mast.registry.model.backup;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a backup holds.
 *
 * @param version the version of the tables
 * @param made when it was made
 * @param change the number of the last change of the master copy in it
 * @param contents the tables in the order in which they can be restored
 * @param sequences where the sequences of numbers go on, by name
 */
public record Manifest(int version, Instant made, long change, List<Content> contents, Map<String, Long> sequences) {
    private static final String FORMAT = "1";

    /** Keeps copies. */
    public Manifest {
        contents = List.copyOf(contents);
        sequences = Map.copyOf(sequences);
    }

    /**
     * The rows of a table.
     *
     * @param table its name
     * @param rows how many there are
     * @param sha256 the sum of its entry, in hexadecimal
     */
    public record Content(String table, long rows, String sha256) {}

    /** How many rows there are in all. */
    public long rows() {
        return contents.stream().mapToLong(Content::rows).sum();
    }

    String write() {
        StringBuilder text = new StringBuilder("# A backup of a registry; see docs/backup.md\n");
        line(text, "format", FORMAT);
        line(text, "version", Integer.toString(version));
        line(text, "made", made.toString());
        line(text, "change", Long.toString(change));
        line(
                text,
                "tables",
                String.join(" ", contents.stream().map(Content::table).toList()));
        for (Content content : contents) {
            line(text, "table." + content.table() + ".rows", Long.toString(content.rows()));
            line(text, "table." + content.table() + ".sha256", content.sha256());
        }
        line(
                text,
                "sequences",
                String.join(" ", sequences.keySet().stream().sorted().toList()));
        sequences.forEach((name, next) -> line(text, "sequence." + name, Long.toString(next)));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value).append('\n');
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws BackupException with a sentence when the text is no such thing, or of a format that this program does not know
     */
    static Manifest read(String text) {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
            String format = lines.getProperty("format", "");
            if (!format.equals(FORMAT)) {
                throw new BackupException(
                        "The backup has the format '" + format + "', which this program does not know; it knows "
                                + FORMAT,
                        null);
            }
            List<Content> contents = new ArrayList<>();
            for (String table : words(lines, "tables")) {
                contents.add(new Content(
                        table,
                        Long.parseLong(value(lines, "table." + table + ".rows")),
                        value(lines, "table." + table + ".sha256")));
            }
            Map<String, Long> sequences = new LinkedHashMap<>();
            for (String name : words(lines, "sequences")) {
                sequences.put(name, Long.parseLong(value(lines, "sequence." + name)));
            }
            return new Manifest(
                    Integer.parseInt(value(lines, "version")),
                    Instant.parse(value(lines, "made")),
                    Long.parseLong(value(lines, "change")),
                    contents,
                    sequences);
        } catch (IOException | DateTimeParseException | IllegalArgumentException e) {
            throw new BackupException("The backup's list of contents is damaged: " + e.getMessage(), e);
        }
    }

    private static List<String> words(Properties lines, String name) {
        String words = value(lines, name);
        for (String word : words.split(" ")) {
            // They become part of SQL.
            if (!word.matches("[a-z][a-z0-9_]{0,63}")) {
                throw new BackupException("The backup's list of contents is damaged: '" + word + "' is no name", null);
            }
        }
        return List.of(words.split(" "));
    }

    private static String value(Properties lines, String name) {
        String value = lines.getProperty(name);
        if (value == null) {
            throw new BackupException("The backup's list of contents is damaged: " + name + " is missing", null);
        }
        return value;
    }
}
