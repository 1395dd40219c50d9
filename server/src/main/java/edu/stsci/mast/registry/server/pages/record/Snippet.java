package edu.stsci.mast.registry.server.pages.record;

/**
 * A few lines for people to copy.
 *
 * @param label what they are for, such as pyVO
 * @param language {@code python} or {@code shell}
 */
public record Snippet(String label, String language, String code) {
    static Snippet pyVo(String... lines) {
        return new Snippet("pyVO", "python", String.join("\n", lines));
    }

    static Snippet shell(String label, String command) {
        return new Snippet(label, "shell", command);
    }

    /** A text as Python writes it; whatever is unusual is written by its number. */
    static String python(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                literal.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7f) {
                literal.append((char) c);
            } else {
                literal.append(String.format("\\U%08x", c));
            }
        });
        return literal.append('"').toString();
    }

    /** A text as one word of a shell. */
    static String shell(String text) {
        return "'" + text.replaceAll("\\p{Cntrl}", " ").replace("'", "'\\''") + "'";
    }
}
