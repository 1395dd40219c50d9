package edu.stsci.mast.registry.search.regtap;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/**
 * Timestamps as DALI 1.1, section 3.3.3, writes them: in UTC to the second, all of 19 characters, so that they compare as texts; a day is its
 * beginning.
 */
final class Timestamps {
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter();
    private static final DateTimeFormatter WRITE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private Timestamps() {}

    /** The timestamp; null when the text is none, or null. */
    static String of(String text) {
        if (text == null) {
            return null;
        }
        try {
            TemporalAccessor time = READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof OffsetDateTime withOffset) {
                return WRITE.format(withOffset.withOffsetSameInstant(ZoneOffset.UTC));
            }
            return WRITE.format(time instanceof LocalDate day ? day.atStartOfDay() : time);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
