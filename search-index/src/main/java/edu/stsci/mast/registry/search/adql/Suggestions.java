package edu.stsci.mast.registry.search.adql;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. */
final class Suggestions {
    private record Candidate(String name, int distance) {}

    private Suggestions() {}

    /** A sentence with up to three of the candidates that are near the name; empty when none is. */
    static String near(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.length() > 100) {
            return "";
        }
        int most = Math.max(1, (wanted.length() + 1) / 3);
        List<String> near = candidates.stream()
                .map(c -> new Candidate(c, distance(wanted, lastPart(c))))
                .filter(c -> c.distance() <= most
                        || wanted.length() > 3 && lastPart(c.name()).contains(wanted))
                .sorted(Comparator.comparingInt(Candidate::distance))
                .limit(3)
                .map(Candidate::name)
                .toList();
        return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "?";
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
