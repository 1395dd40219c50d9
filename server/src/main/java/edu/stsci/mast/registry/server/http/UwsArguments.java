package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.uws.JobFilter;
import edu.stsci.mast.registry.search.uws.JobPhase;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the values of UWS's own parameters mean; names without regard to case. All throw a {@link BadRequestException} with a sentence. */
final class UwsArguments {
    /** UWS 1.1, section 2.2.1.2: an answer should come before connections are usually given up. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

    private UwsArguments() {}

    /** PHASE, AFTER and LAST of a job list (UWS 1.1, section 2.2.2.1). */
    static JobFilter filter(MultivaluedMap<String, String> query) {
        Set<JobPhase> phases = EnumSet.noneOf(JobPhase.class);
        values(query, "PHASE").forEach(text -> phases.add(phase(text)));
        Optional<Instant> after = values(query, "AFTER").stream()
                .map(text -> time("AFTER", text))
                .reduce((a, b) -> a.isAfter(b) ? a : b); // conditions are joined by AND
        OptionalInt last =
                values(query, "LAST").stream().mapToInt(UwsArguments::last).min();
        return new JobFilter(phases, after, last);
    }

    private static int last(String text) {
        long last = number("LAST", text);
        if (last < 1) {
            throw new BadRequestException("LAST must be greater than 0, not " + text + ".");
        }
        return (int) Math.min(last, Integer.MAX_VALUE);
    }

    /** WAIT of a job (section 2.2.1.2), at most {@link #LONGEST_WAIT}; zero when it is not there. */
    static Duration waiting(MultivaluedMap<String, String> query) {
        List<String> values = values(query, "WAIT");
        if (values.isEmpty()) {
            return Duration.ZERO;
        }
        long seconds = number("WAIT", values.get(0));
        if (seconds < -1) {
            throw new BadRequestException(
                    "WAIT must be a number of seconds, or -1 for as long as possible, not " + values.get(0) + ".");
        }
        return seconds == -1 || seconds > LONGEST_WAIT.toSeconds() ? LONGEST_WAIT : Duration.ofSeconds(seconds);
    }

    /** PHASE beside WAIT. */
    static Optional<JobPhase> seen(MultivaluedMap<String, String> query) {
        return values(query, "PHASE").stream().map(UwsArguments::phase).findFirst();
    }

    private static JobPhase phase(String text) {
        try {
            return JobPhase.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(
                    "PHASE must be one of " + List.of(JobPhase.values()) + ", not '" + text + "'.", e);
        }
    }

    /** A whole number, or one that is written with zeros after its point; a larger one than a long as the largest. */
    static long number(String name, String text) {
        String stripped = text.strip();
        if (!stripped.matches("[+-]?[0-9]{1,30}(\\.0*)?")) {
            throw new BadRequestException(name + " must be a whole number, not '" + text + "'.");
        }
        return new java.math.BigDecimal(stripped)
                .toBigInteger()
                .min(java.math.BigInteger.valueOf(Long.MAX_VALUE))
                .max(java.math.BigInteger.valueOf(Long.MIN_VALUE))
                .longValue();
    }

    /** A time in ISO 8601, in UTC when it does not say where (DALI 1.1, section 3.1.2). */
    static Instant time(String name, String text) {
        String stripped = text.strip().replaceFirst("(T.*[+-][0-9]{2})([0-9]{2})$", "$1:$2");
        try {
            if (stripped.length() == "2000-01-01".length()) {
                return LocalDate.parse(stripped).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return stripped.matches(".*T.*(Z|[+-][0-9:]+)")
                    ? OffsetDateTime.parse(stripped).toInstant()
                    : LocalDateTime.parse(stripped).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new BadRequestException(
                    name + " must be a time in UTC such as 2026-11-24T12:00:00Z, not '" + text + "'.", e);
        }
    }

    private static List<String> values(MultivaluedMap<String, String> query, String name) {
        return query.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }
}
