package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for words in texts, whatever their case: runs of letters and digits, which must be there as a whole. For a million texts a query, so
 * that texts are not taken apart, and the words only once. For one thread.
 */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private String lastNeedle;
    private List<String> lastWords = List.of();

    /** Whether all words of the needle are in the haystack; false when it has none, or one of both is null. */
    boolean areIn(String haystack, String needle) {
        if (haystack == null || needle == null) {
            return false;
        }
        List<String> words = words(needle);
        String text = haystack.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!isIn(text, word)) {
                return false;
            }
        }
        return !words.isEmpty();
    }

    private List<String> words(String needle) {
        if (!needle.equals(lastNeedle)) {
            List<String> words = new ArrayList<>();
            Matcher matcher = WORD.matcher(needle.toLowerCase(Locale.ROOT));
            while (matcher.find()) {
                words.add(matcher.group());
            }
            lastNeedle = needle;
            lastWords = words;
        }
        return lastWords;
    }

    private static boolean isIn(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !isOfWords(text.codePointBefore(at));
            boolean ends = end == text.length() || !isOfWords(text.codePointAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfWords(int character) {
        int type = Character.getType(character);
        return Character.isLetter(character)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }
}
