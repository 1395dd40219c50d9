package edu.stsci.mast.registry.bench;

import java.util.Arrays;
import java.util.Collection;

/** Durations of the same thing done several times, in seconds. */
record Samples(double[] ascending) {
    static Samples of(Collection<Double> seconds) {
        return new Samples(
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    double best() {
        return ascending[0];
    }

    double median() {
        int half = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[half] : (ascending[half - 1] + ascending[half]) / 2;
    }

    /** The least duration that the given share of all do not exceed. */
    double percentile(double share) {
        return ascending[Math.max(0, (int) Math.ceil(share * ascending.length) - 1)];
    }

    double sum() {
        return Arrays.stream(ascending).sum();
    }
}
