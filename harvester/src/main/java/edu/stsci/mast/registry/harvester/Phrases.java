package edu.stsci.mast.registry.harvester;

import java.time.Duration;

/** Amounts as people write them, for messages. */
final class Phrases {
    private Phrases() {}

    /** A duration in the largest unit in which it is whole, for instance {@code 90 s}, {@code 2 min} or {@code 250 ms}. */
    static String duration(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds >= 3600 && seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
