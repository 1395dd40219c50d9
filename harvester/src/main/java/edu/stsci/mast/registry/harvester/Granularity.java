package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** How finely a server takes and gives times (OAI-PMH 2.0, section 3.3). */
public enum Granularity {
    /** Whole days of UTC; what every server understands. */
    DAY(DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC)),
    /** Seconds. */
    SECOND(DateTimeFormatter.ISO_INSTANT);

    private final DateTimeFormatter format;

    Granularity(DateTimeFormatter format) {
        this.format = format;
    }

    /** A time as an argument {@code from}, rounded down, so that nothing at or after the time is left out. */
    public String format(Instant time) {
        return format.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** What Identify states; days when it states nothing usable. */
    static Granularity of(String text) {
        return text.strip().equalsIgnoreCase("YYYY-MM-DDThh:mm:ssZ") ? SECOND : DAY;
    }
}
