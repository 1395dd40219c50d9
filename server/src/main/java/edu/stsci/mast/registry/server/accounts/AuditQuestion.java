package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.AuditEntry.Outcome;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries of the audit log somebody asks for, as they typed it.
 *
 * @param who the name of who acted
 * @param act what was done
 * @param subject a part of what it was done to
 * @param outcome done, refused or failed
 * @param from the first day, such as 2027-01-31, in UTC
 * @param until the last day
 */
public record AuditQuestion(String who, String act, String subject, String outcome, String from, String until) {
    static AuditQuestion of(MultivaluedMap<String, String> parameters) {
        return new AuditQuestion(
                Fields.of(parameters, "who").strip(),
                Fields.of(parameters, "act").strip(),
                Fields.of(parameters, "subject").strip(),
                Fields.of(parameters, "outcome").strip(),
                Fields.of(parameters, "from").strip(),
                Fields.of(parameters, "until").strip());
    }

    /**
     * As the log understands it.
     *
     * @throws IllegalArgumentException with a sentence when an outcome or a day is none
     */
    AuditLog.Filter filter() {
        return new AuditLog.Filter(
                who,
                act,
                subject,
                outcome.isEmpty() ? Optional.empty() : Optional.of(readOutcome()),
                day(from).map(day -> start(day)),
                day(until).map(day -> start(day.plusDays(1))));
    }

    private Outcome readOutcome() {
        return Arrays.stream(Outcome.values())
                .filter(o -> o.name().equalsIgnoreCase(outcome))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The outcome must be done, refused or failed, not '" + outcome + "'"));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<LocalDate> day(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 1 || day.getYear() > 9998) {
                throw new DateTimeException("out of the database's range");
            }
            return Optional.of(day);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no day; one looks like 2027-01-31", e);
        }
    }

    /** The page's address with this question and one more parameter. */
    String address(String name, String value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("who", who);
        parameters.put("act", act);
        parameters.put("subject", subject);
        parameters.put("outcome", outcome.toLowerCase(Locale.ROOT));
        parameters.put("from", from);
        parameters.put("until", until);
        parameters.put(name, value);
        StringBuilder address = new StringBuilder("/staff/audit");
        parameters.forEach((key, text) -> {
            if (!text.isEmpty()) {
                address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(key)
                        .append('=')
                        .append(URLEncoder.encode(text, StandardCharsets.UTF_8));
            }
        });
        return address.toString();
    }
}
