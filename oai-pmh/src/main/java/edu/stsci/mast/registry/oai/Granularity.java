package edu.stsci.mast.registry.oai;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How exactly a repository tells the time, and the grammar that goes with it (section 3.3). All times are UTC. */
public enum Granularity {
    /** Whole days, {@code 2026-03-31}; every repository understands them in requests. */
    DAY("YYYY-MM-DD", "uuuu-MM-dd", "\\d{4}-\\d\\d-\\d\\d"),
    /** Whole seconds, {@code 2026-03-31T23:59:59Z}; what the Virtual Observatory requires (Registry Interfaces 1.1, section 2.7). */
    SECOND("YYYY-MM-DDThh:mm:ssZ", "uuuu-MM-dd'T'HH:mm:ss'Z'", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private final String text;
    private final DateTimeFormatter format;
    private final Pattern shape;

    Granularity(String text, String format, String shape) {
        this.text = text;
        this.format = DateTimeFormatter.ofPattern(format, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        this.shape = Pattern.compile(shape);
    }

    /** The granularity as {@code Identify} states it. */
    public String text() {
        return text;
    }

    /** The granularity that {@code Identify} states thus, without regard to case, as others write it; empty when it is neither. */
    public static Optional<Granularity> of(String text) {
        return Arrays.stream(values())
                .filter(g -> g.text.equalsIgnoreCase(text.strip()))
                .findFirst();
    }

    /** Writes the day or second in which the given time lies. */
    public String write(Instant time) {
        return format.format(time.atOffset(ZoneOffset.UTC));
    }

    /** The beginning of the day or second that the text names; empty when it is not written in this grammar or names no real one. */
    Optional<Instant> read(String text) {
        // XML Schema knows no year 0, and responses repeat the arguments of requests.
        if (!shape.matcher(text).matches() || text.startsWith("0000")) {
            return Optional.empty();
        }
        try {
            LocalDateTime time =
                    this == DAY ? LocalDate.parse(text, format).atStartOfDay() : LocalDateTime.parse(text, format);
            return Optional.of(time.toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
