package edu.stsci.mast.registry.search.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A query for people to begin with.
 *
 * @param name what it finds, in a few words
 * @param text what is to be learned from it, in a sentence or two
 * @param adql the query
 */
public record ExampleQuery(String name, String text, String adql) {
    /**
     * Reads queries from a text: a line with the name, one with the sentence, and the query up to the next empty line; lines that begin
     * with {@code #} do not count.
     */
    public static List<ExampleQuery> read(String text) {
        List<ExampleQuery> examples = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : (text + "\n\n").lines().toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            if (!line.isBlank()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                examples.add(new ExampleQuery(
                        lines.get(0), lines.get(1), String.join("\n", lines.subList(2, lines.size()))));
                lines.clear();
            }
        }
        return List.copyOf(examples);
    }

    /** A name for the example in addresses. */
    public String id() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
