package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Dates of the record and of the resource (VOResource 1.1, sections 2.2.4, 3.1 and 3.1.2). */
final class DateChecks implements Check {
    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d)?)?");
    /** Clocks and time zones of others differ; a date without a time may be tomorrow's already. */
    private static final Duration TOLERANCE = Duration.ofDays(1);
    /** What cannot have happened yet; data may become available later. */
    private static final Set<String> PAST = Set.of(
            "", "collected", "representative", "created", "creation", "updated", "update", "accepted", "submitted");

    @Override
    public void check(Subject subject, Findings found) {
        RecordElement root = subject.root();
        Optional<Instant> created = ofRecord("created", subject, found);
        Optional<Instant> updated = ofRecord("updated", subject, found);
        if (created.isPresent() && updated.isPresent() && updated.get().isBefore(created.get())) {
            found.add(
                    Rule.DATE_03,
                    root,
                    "The record was updated on " + root.attribute("updated") + ", before it was created on "
                            + root.attribute("created") + ". Correct one of the dates.");
        }
        for (RecordElement date : root.all("curation/date")) {
            Optional<Instant> time = read(date.text());
            if (time.isEmpty()) {
                found.add(
                        Rule.DATE_04,
                        date,
                        Findings.quoted(date.text())
                                + " is no date. Write it as 2024-05-31, with a time as 2024-05-31T12:00:00Z.");
            } else {
                found.addIf(
                        PAST.contains(date.attribute("role").toLowerCase(Locale.ROOT)) && inFuture(time.get(), subject),
                        Rule.DATE_05,
                        date,
                        () -> "The date " + date.text()
                                + " lies in the future, but should tell what has happened. Correct the date or its role.");
            }
        }
    }

    private static Optional<Instant> ofRecord(String name, Subject subject, Findings found) {
        RecordElement root = subject.root();
        Optional<Instant> time = read(root.attribute(name));
        if (time.isEmpty()) {
            found.add(
                    Rule.DATE_01,
                    root,
                    root.has(name)
                            ? "The attribute " + name + " is " + Findings.quoted(root.attribute(name))
                                    + ", which is no date. Write it as 2024-05-31T12:00:00Z."
                            : "The record lacks the attribute " + name + ". Add it, as in 2024-05-31T12:00:00Z.");
        } else {
            found.addIf(
                    inFuture(time.get(), subject),
                    Rule.DATE_02,
                    root,
                    () -> "The attribute " + name + " is " + root.attribute(name)
                            + ", which lies in the future. Correct it.");
        }
        return time;
    }

    private static boolean inFuture(Instant time, Subject subject) {
        return time.isAfter(subject.now().plus(TOLERANCE));
    }

    /** Times are UTC, with or without saying so; also a date alone. */
    static Optional<Instant> read(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty(); // saves an exception
        }
        try {
            if (!text.contains("T")) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T')) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
