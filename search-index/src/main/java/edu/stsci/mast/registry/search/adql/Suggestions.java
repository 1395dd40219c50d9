package edu.stsci.mast.registry.search.adql;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the names that somebody may have meant. */
final class Suggestions {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

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
                .map(c -> new Candidate(c, DISTANCE.apply(wanted, lastPart(c))))
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
}
