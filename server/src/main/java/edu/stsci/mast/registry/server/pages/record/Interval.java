package edu.stsci.mast.registry.server.pages.record;

import java.util.Optional;

/**
 * An interval as records give it: two numbers with a blank between them (VODataService 1.2, section 3.2, vs:FloatInterval).
 *
 * @param low its lower end; finite
 * @param high its upper end; finite, and not less
 */
record Interval(double low, double high) {
    /** Reads an interval; empty when the text is none, or has an end that is no finite number. */
    static Optional<Interval> parse(String text) {
        String[] words = text.strip().split("\\s+");
        if (words.length != 2) {
            return Optional.empty();
        }
        try {
            double first = Double.parseDouble(words[0]);
            double second = Double.parseDouble(words[1]);
            return Double.isFinite(first) && Double.isFinite(second)
                    ? Optional.of(new Interval(Math.min(first, second), Math.max(first, second)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
