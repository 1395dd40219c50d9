package edu.stsci.mast.registry.server.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as pages and commands write them. */
public final class Amounts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] SIZES = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Amounts() {}

    /** A number with commas. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things with their word, for instance {@code 1 record} or {@code 1,000 records}. */
    public static String count(long number, String one) {
        return count(number) + " " + word(number, one);
    }

    /** The word alone for a number of things, for instance {@code record} or {@code records}. */
    public static String word(long number, String one) {
        return number == 1 ? one : one + "s";
    }

    /** A time in UTC, to the second. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** A size in the largest unit in which it is at least one. */
    public static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < SIZES.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%,.0f %s" : "%,.1f %s", amount, SIZES[unit]);
    }

    /** A length of time in its two largest units. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        } else if (seconds < 60) {
            return seconds + " s";
        } else if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        } else if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }

    /** A part of a whole in percent; {@code 0 %} only when there is none. */
    public static String share(long part, long whole) {
        if (part == 0 || whole == 0) {
            return "0 %";
        }
        double percent = 100.0 * part / whole;
        return percent < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
