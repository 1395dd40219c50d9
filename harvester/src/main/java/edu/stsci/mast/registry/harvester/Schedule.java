package edu.stsci.mast.registry.harvester;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** When a source is harvested: at regular intervals, or at the times that a cron expression gives. */
public sealed interface Schedule {
    /** Once a day: what a publishing registry can well stand. */
    Schedule DAILY = new Every(Duration.ofDays(1));

    /** The schedule as people write it; {@link #parse} reads it back. */
    String text();

    /** The time that comes next after the given one; empty when there is none any more. */
    Optional<Instant> nextAfter(Instant time);

    /**
     * At regular intervals.
     *
     * @param interval at least a second, in whole seconds
     */
    record Every(Duration interval) implements Schedule {
        /** Checks the interval. */
        public Every {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.getNano() != 0) {
                throw new IllegalArgumentException(
                        "An interval has whole seconds, at least one; this one is " + interval);
            }
        }

        @Override
        public Optional<Instant> nextAfter(Instant time) {
            return Optional.of(time.plus(interval));
        }

        @Override
        public String text() {
            long seconds = interval.toSeconds();
            for (Unit unit : Unit.values()) {
                if (seconds % unit.seconds == 0) {
                    long amount = seconds / unit.seconds;
                    return "every " + (amount == 1 ? "" : amount + " ") + unit.word() + (amount == 1 ? "" : "s");
                }
            }
            throw new IllegalStateException("Seconds are whole");
        }
    }

    /**
     * At the times of a cron expression, in UTC.
     *
     * @param expression six or seven fields from seconds to years, as Quartz writes them, for instance {@code 0 30 3 * * ?} for 3:30 each
     *     day
     */
    record Cron(String expression) implements Schedule {
        /** Java knows zones of less than a day. */
        private static final long LATEST_ZONE_MINUTES = 24 * 60 - 1;

        /** Checks the expression. */
        public Cron {
            try {
                CronExpression.validateExpression(expression);
            } catch (ParseException e) {
                throw new IllegalArgumentException(
                        "'" + expression + "' is not a schedule; write 'every 6 hours' or a cron expression such as"
                                + " '0 30 3 * * ?' (" + e.getMessage() + ")",
                        e);
            }
        }

        /**
         * The expression with the seconds of a delay in it, when it says a second of a minute and not several. The rest of the delay is in
         * {@link #zoneWith}.
         */
        String expressionWith(Duration delay) {
            String[] fields = expression.strip().split("\\s+", 2);
            return secondsWith(delay).isPresent() ? secondsWith(delay).getAsInt() % 60 + " " + fields[1] : expression;
        }

        /** The seconds that the expression says, and those of a delay, together; empty when it says several. */
        private OptionalInt secondsWith(Duration delay) {
            String seconds = expression.strip().split("\\s+", 2)[0];
            return seconds.matches("\\d{1,2}")
                    ? OptionalInt.of(Integer.parseInt(seconds) + delay.toSecondsPart())
                    : OptionalInt.empty();
        }

        /**
         * The time zone in which the times of the expression come as many minutes later than in UTC as the delay has; Quartz keeps it with the
         * trigger, and knows zones to the minute.
         */
        TimeZone zoneWith(Duration delay) {
            long minutes = Math.min(delay.toMinutes() + secondsWith(delay).orElse(0) / 60, LATEST_ZONE_MINUTES);
            return TimeZone.getTimeZone(
                    minutes == 0 ? "UTC" : String.format(Locale.ROOT, "GMT-%02d:%02d", minutes / 60, minutes % 60));
        }

        @Override
        public Optional<Instant> nextAfter(Instant time) {
            try {
                CronExpression cron = new CronExpression(expression);
                cron.setTimeZone(TimeZone.getTimeZone("UTC"));
                return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(time)))
                        .map(Date::toInstant);
            } catch (ParseException e) {
                throw new IllegalStateException("The expression was checked", e);
            }
        }

        @Override
        public String text() {
            return expression;
        }
    }

    /**
     * Reads a schedule: {@code every 15 minutes}, or a cron expression.
     *
     * @throws IllegalArgumentException with a sentence when it is neither
     */
    static Schedule parse(String text) {
        String words = text.strip();
        Matcher every = Unit.EVERY.matcher(words.toLowerCase(Locale.ROOT));
        if (!every.matches()) {
            return new Cron(words);
        }
        long amount = every.group(1) == null ? 1 : Long.parseLong(every.group(1));
        return new Every(Duration.ofSeconds(
                Math.multiplyExact(amount, Unit.valueOf(every.group(2).toUpperCase(Locale.ROOT)).seconds)));
    }

    /** The units of intervals, the largest first. */
    enum Unit {
        /** 24 hours. */
        DAY(86_400),
        /** 60 minutes. */
        HOUR(3600),
        /** 60 seconds. */
        MINUTE(60),
        /** The smallest. */
        SECOND(1);

        private static final Pattern EVERY = Pattern.compile("every\\s+(?:(\\d{1,9})\\s*)?(second|minute|hour|day)s?");

        private final long seconds;

        Unit(long seconds) {
            this.seconds = seconds;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
