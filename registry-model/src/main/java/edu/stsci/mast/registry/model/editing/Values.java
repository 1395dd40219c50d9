package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.schemas.form.ValueType;
import java.util.List;
import java.util.stream.Collectors;

/** The text of elements and attributes as people see it and write it. */
final class Values {
    private Values() {}

    /** A text without the white space that means nothing: indentation, and for words on one line, all that is more than a blank. */
    static String shown(String raw, ValueType type) {
        if (type.collapses()) {
            return raw.strip().replaceAll("\\s+", " ");
        }
        List<String> lines =
                raw.replace("\r\n", "\n").replace('\r', '\n').lines().toList();
        if (lines.size() < 2) {
            return raw.isBlank() ? "" : raw.strip();
        }
        // The first line follows the start tag, and so has no indentation of its own.
        int indentation = lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.substring(Math.min(
                        indentation, line.length() - line.stripLeading().length())))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** An attribute's value as people see it. */
    static String attribute(String raw, ValueType type) {
        return type.collapses() ? raw.strip().replaceAll("\\s+", " ") : raw.replaceAll("[\\r\\n\\t]", " ");
    }

    /** Refuses characters that no XML document may hold (XML 1.0, production 2). */
    static void check(String value) throws EditRefusedException {
        int bad = value.codePoints()
                .filter(c -> !(c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000))
                .findFirst()
                .orElse(-1);
        if (bad >= 0) {
            throw new EditRefusedException(String.format(
                    "The text '%s' holds the character U+%04X, which XML does not allow. Remove it.",
                    excerpt(value), bad));
        }
    }

    private static String excerpt(String value) {
        String readable = value.replaceAll("\\p{Cntrl}", "?");
        return readable.length() > 40 ? readable.substring(0, 40) + "…" : readable;
    }
}
