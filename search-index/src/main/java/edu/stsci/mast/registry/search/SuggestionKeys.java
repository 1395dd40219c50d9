package edu.stsci.mast.registry.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The forms in which subjects and names stand in the index for suggestions while typing: from each of their words on, in folded form, and
 * then as they are shown. So all that have a word which begins with some letters lie side by side in the order of the index.
 */
final class SuggestionKeys {
    private static final char SEPARATOR = '|';
    private static final int LONGEST = 120;
    private static final int MOST_WORDS = 8;

    private SuggestionKeys() {}

    /** The keys of a value; none when it is longer than names are. */
    static List<String> of(String value) {
        String shown = shown(value);
        String folded = FoldedText.of(shown);
        List<String> keys = new ArrayList<>();
        if (folded.isEmpty() || shown.length() > LONGEST) {
            return keys;
        }
        for (int start = 0; start >= 0 && keys.size() < MOST_WORDS; start = following(folded, start)) {
            keys.add(folded.substring(start) + SEPARATOR + shown);
        }
        return keys;
    }

    /** Where the word after the one at a place begins; negative when there is none. */
    private static int following(String folded, int start) {
        int blank = folded.indexOf(' ', start);
        return blank < 0 ? -1 : blank + 1;
    }

    /** What to show for a key. */
    static Optional<String> shownOf(String key) {
        int end = key.indexOf(SEPARATOR);
        return end < 0 ? Optional.empty() : Optional.of(key.substring(end + 1));
    }

    /** The Unified Astronomy Thesaurus writes its concepts with hyphens for blanks. */
    private static String shown(String value) {
        return value.matches("[\\p{Ll}\\p{N}]+(-[\\p{Ll}\\p{N}]+)+")
                ? value.replace('-', ' ').replaceFirst("\\bx ray\\b", "X-ray")
                : value;
    }
}
