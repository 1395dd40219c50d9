package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the datestamps of the records of one list (OAI-PMH 2.0, sections 2.5 and 2.7.1). For one thread. */
final class Datestamps {
    private int records;
    private int missing;
    private int older;

    /**
     * Takes the header of a record from a list of changes since the given time; empty for a list of everything. The day counts, since some
     * servers are asked in days.
     */
    void add(OaiHeader header, Optional<Instant> from) {
        records++;
        Optional<Instant> end = end(header.datestamp());
        if (end.isEmpty()) {
            missing++;
        } else if (from.isPresent() && end.get().isBefore(from.get().truncatedTo(ChronoUnit.DAYS))) {
            older++;
        }
    }

    /** A sentence for each thing that is wrong with them. */
    List<String> problems(Optional<Instant> from) {
        List<String> problems = new ArrayList<>();
        if (missing > 0) {
            problems.add(
                    missing + " of " + records + " records have no readable datestamp; they were taken all the same");
        }
        if (older > 0) {
            problems.add(
                    older + " of " + records + " records have datestamps before " + from.orElseThrow()
                            + ", since when changes were asked for: the server does not heed 'from', or its datestamps are wrong");
        }
        return problems;
    }

    /** The last second that a datestamp may mean: of the day when it is one, whose end nobody should be blamed for. */
    private static Optional<Instant> end(String datestamp) {
        try {
            return Optional.of(
                    LocalDate.parse(datestamp).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.ofNullable(OaiResponseReader.instant(datestamp));
        }
    }
}
