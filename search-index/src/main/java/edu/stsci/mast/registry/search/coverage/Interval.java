package edu.stsci.mast.registry.search.coverage;

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

    /** From one to the other, whichever is lower. */
    static Interval between(double a, double b) {
        return new Interval(Math.min(a, b), Math.max(a, b));
    }
}
