package edu.stsci.mast.registry.model.rules;

import java.util.List;
import java.util.Locale;
import java.util.Set;

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
    private static final int LONGEST = 20;
    /** What stands in a text that is not finished; plain words, since every description is looked through. */
    private static final List<String> WITHIN =
            List.of("lorem ipsum", "Lorem ipsum", "TODO:", "TODO ", "TBD", "FIXME", "${", "{{", "insert text here");

    private Placeholders() {}

    /** Whether a text is a placeholder, or has one in it. */
    static boolean is(String text) {
        if (text.length() <= LONGEST && WHOLE.contains(text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        for (String words : WITHIN) {
            if (text.contains(words)) {
                return true;
            }
        }
        return false;
    }
}
