package edu.stsci.mast.registry.server.accounts;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Until when a token is good, as people write it. */
public final class Expiry {
    private Expiry() {}

    /**
     * Reads a date such as {@code 2027-01-31}, to the end of that day in UTC, or a number of days from now such as {@code 30d}.
     *
     * @throws IllegalArgumentException with a sentence when it is neither
     */
    public static Instant parse(String text, Clock clock) {
        String stripped = text.strip();
        if (stripped.matches("\\d{1,6}\\s*(d|days?)")) {
            return clock.instant().plus(Duration.ofDays(Long.parseLong(stripped.replaceAll("\\D.*", ""))));
        }
        try {
            return LocalDate.parse(stripped)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is no time to expire; write a date such as 2027-01-31, or a number of days such as 30d",
                    e);
        }
    }
}
