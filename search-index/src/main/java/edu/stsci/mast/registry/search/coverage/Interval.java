package edu.stsci.mast.registry.search.coverage;

import java.util.Optional;

/**
 * A range of numbers, ends included.
 *
 * @param low the lower end; may be negative infinity
 * @param high the upper end, not lower; may be infinity
 */
public record Interval(double low, double high) {
    /** Refuses ends that are no numbers, or in the wrong order. */
    public Interval {
        if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
            throw new IllegalArgumentException("No interval goes from " + low + " to " + high + ".");
        }
    }

    /**
     * Reads an interval as records give it: two numbers with a blank between them (VODataService 1.2, section 3.2, vs:FloatInterval).
     *
     * @return empty when the text is none, or has an end that is no finite number
     */
    public static Optional<Interval> ofRecord(String text) {
        String[] words = text.strip().split("\\s+");
        if (words.length != 2) {
            return Optional.empty();
        }
        try {
            double first = Double.parseDouble(words[0]);
            double second = Double.parseDouble(words[1]);
            return Double.isFinite(first) && Double.isFinite(second)
                    ? Optional.of(between(first, second))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** From one to the other, whichever is lower. */
    static Interval between(double a, double b) {
        return new Interval(Math.min(a, b), Math.max(a, b));
    }
}
