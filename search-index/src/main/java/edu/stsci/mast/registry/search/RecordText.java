package edu.stsci.mast.registry.search;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was read of one record, by Solr field: each value once, in order, white space collapsed, never empty. Not thread-safe. */
final class RecordText {
    private static final int LONGEST_VALUE = 200_000;
    /** Of a record with very many columns the first are enough to find it by. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private final Map<String, Set<String>> values = new LinkedHashMap<>();
    private int characters;

    /** Adds a value; blank ones, repeated ones, and all beyond the limits are ignored. */
    void add(String field, CharSequence value) {
        String text = collapsed(value);
        if (!text.isEmpty()
                && characters < MOST_CHARACTERS
                && values.computeIfAbsent(field, f -> new LinkedHashSet<>()).add(text)) {
            characters += text.length();
        }
    }

    /** The values of a field in order; empty when it has none. */
    Collection<String> all(String field) {
        return values.getOrDefault(field, Set.of());
    }

    /** The first value of a field; empty text when it has none. */
    String first(String field) {
        Collection<String> all = all(field);
        return all.isEmpty() ? "" : all.iterator().next();
    }

    /** The fields that have values. */
    List<String> fields() {
        return List.copyOf(values.keySet());
    }

    /** The text without white space at its ends and with single blanks within; what Solr cannot keep is left out. */
    static String collapsed(CharSequence text) {
        int length = Math.min(text.length(), LONGEST_VALUE);
        StringBuilder result = new StringBuilder(length);
        boolean gap = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || Character.isWhitespace(c) || c == '\u00a0') {
                gap = !result.isEmpty();
            } else {
                if (gap) {
                    result.append(' ');
                    gap = false;
                }
                result.append(c);
            }
        }
        return result.toString();
    }
}
