package edu.stsci.mast.registry.model.rules;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts that stand where something should still be written. */
final class Placeholders {
    private static final Set<String> WHOLE = Set.of(
            "test",
            "tbd",
            "todo",
            "to do",
            "n/a",
            "na",
            "none",
            "null",
            "unknown",
            "untitled",
            "title",
            "description",
            "xxx",
            "-",
            "--",
            "...",
            "…",
            "?",
            "not set",
            "not provided",
            "to be determined",
            "publisher",
            "name",
            "abstract",
            "no description");
    private static final Pattern WITHIN =
            Pattern.compile("lorem ipsum|\\bTODO\\b|\\bTBD\\b|\\bFIXME\\b|\\$\\{|\\{\\{|(?i:insert .{1,20} here)");

    private Placeholders() {}

    /** Whether a text is a placeholder, or has one in it. */
    static boolean is(String text) {
        return WHOLE.contains(text.toLowerCase(Locale.ROOT))
                || WITHIN.matcher(text).find();
    }
}
