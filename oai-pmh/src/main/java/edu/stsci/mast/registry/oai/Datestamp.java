package edu.stsci.mast.registry.oai;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A day or a second of UTC as requests and headers write it (section 3.3).
 *
 * @param start its beginning
 * @param granularity whether it is a day or a second
 */
public record Datestamp(Instant start, Granularity granularity) {
    /**
     * Reads a datestamp in either grammar, strictly: no blanks, no fractions of seconds, no offsets other than {@code Z}, no dates that
     * do not exist. Empty when the text is none.
     */
    public static Optional<Datestamp> parse(String text) {
        for (Granularity granularity : Granularity.values()) {
            Optional<Instant> start = granularity.read(text);
            if (start.isPresent()) {
                return Optional.of(new Datestamp(start.get(), granularity));
            }
        }
        return Optional.empty();
    }

    /** The first moment after the day or second: what is before it is still within. */
    public Instant end() {
        return start.plus(1, granularity == Granularity.DAY ? ChronoUnit.DAYS : ChronoUnit.SECONDS);
    }

    /** The datestamp in its grammar. */
    @Override
    public String toString() {
        return granularity.write(start);
    }
}
