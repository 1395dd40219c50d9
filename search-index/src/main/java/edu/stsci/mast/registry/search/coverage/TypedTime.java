package edu.stsci.mast.registry.search.coverage;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people type them, as Modified Julian Dates: {@code 2010}, {@code 2010-05}, {@code 2010-05-01}, {@code 2010-05-01T12:00:00},
 * {@code 55317.5}, and two of them with {@code /}, {@code ..}, {@code to} or a blank between, of which one may be left out before or after
 * {@code ..} and {@code /}.
 */
public final class TypedTime {
    private static final LocalDateTime MJD_ZERO = LocalDateTime.of(1858, 11, 17, 0, 0);
    private static final Pattern ONE = Pattern.compile("\\S+");
    private static final Pattern TWO = Pattern.compile("(\\S*?)\\s*(?:/|\\.\\.+|\\s+to\\s+|\\s+-\\s+|\\s+)\\s*(\\S*)");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)Z?)?)?)?");
    private static final Pattern MJD = Pattern.compile("\\d{5,6}(?:\\.\\d*)?");

    private TypedTime() {}

    /**
     * Reads a text.
     *
     * @return from the beginning of the first to the end of the last
     * @throws IllegalArgumentException with a sentence when the text is no time
     */
    public static Interval parse(String text) {
        String typed = text.strip();
        if (ONE.matcher(typed).matches() && !typed.contains("/") && !typed.contains("..")) {
            return one(typed);
        }
        Matcher two = TWO.matcher(typed);
        if (!two.matches() || two.group(1).isEmpty() && two.group(2).isEmpty()) {
            throw wrong(typed);
        }
        double low = two.group(1).isEmpty()
                ? Double.NEGATIVE_INFINITY
                : one(two.group(1)).low();
        double high = two.group(2).isEmpty()
                ? Double.POSITIVE_INFINITY
                : one(two.group(2)).high();
        if (low > high) {
            throw new IllegalArgumentException("The time '" + typed + "' ends before it begins.");
        }
        return new Interval(low, high);
    }

    private static Interval one(String text) {
        if (MJD.matcher(text).matches()) {
            double mjd = Double.parseDouble(text);
            return new Interval(mjd, mjd);
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw wrong(text);
        }
        try {
            if (time.group(2) == null) {
                Year year = Year.parse(time.group(1));
                return days(year.atDay(1), year.plusYears(1).atDay(1));
            } else if (time.group(3) == null) {
                YearMonth month = YearMonth.parse(time.group(1) + "-" + time.group(2));
                return days(month.atDay(1), month.plusMonths(1).atDay(1));
            } else if (time.group(4) == null) {
                LocalDate day = LocalDate.parse(text);
                return days(day, day.plusDays(1));
            }
            double mjd = mjd(LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text));
            return new Interval(mjd, mjd);
        } catch (DateTimeException e) {
            throw wrong(text);
        }
    }

    private static Interval days(LocalDate first, LocalDate after) {
        return new Interval(mjd(first.atStartOfDay()), mjd(after.atStartOfDay()));
    }

    private static double mjd(LocalDateTime time) {
        return Duration.between(MJD_ZERO, time).toMillis() / 86_400_000.0;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text
                        + "' is no time; write 2010, 2010-05, 2010-05-01, 2010-05-01/2010-06-30, 2010-05-01.. or Modified Julian Dates, 55317 55350.");
    }
}
