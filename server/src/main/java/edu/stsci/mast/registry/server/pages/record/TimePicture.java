package edu.stsci.mast.registry.server.pages.record;

import edu.stsci.mast.registry.search.coverage.Interval;
import gg.jte.Content;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The times that a resource has data of, as bars over an axis with years and one with modified Julian dates. */
public final class TimePicture {
    private static final LocalDate MJD_ZERO = LocalDate.of(1858, 11, 17);
    private static final int WIDTH = 720;
    private static final int HEIGHT = 112;
    private static final int LEFT = 12;
    private static final int SPAN = WIDTH - 2 * LEFT;
    private static final int TOP = 10;
    private static final int BASE = 44;

    /** The first day that is drawn, and the last: years 1000 to 9999, as dates are written with four digits. */
    private static final double FIRST = mjd(LocalDate.of(1000, 1, 1));

    private static final double LAST = mjd(LocalDate.of(9999, 12, 31));

    private final List<Interval> intervals;
    private final int firstYear;
    private final int lastYear;
    private final int step;

    private TimePicture(List<Interval> intervals) {
        this.intervals = intervals;
        int from = date(intervals.get(0).low()).getYear();
        int to = date(intervals.stream().mapToDouble(Interval::high).max().orElseThrow())
                .getYear();
        int years = to - from + 1;
        step = years <= 6
                ? 1
                : years <= 12 ? 2 : years <= 30 ? 5 : years <= 60 ? 10 : years <= 120 ? 20 : years <= 300 ? 50 : 500;
        firstYear = Math.floorDiv(from, step) * step;
        lastYear = (Math.floorDiv(to, step) + 1) * step;
    }

    /**
     * The picture of intervals.
     *
     * @param texts intervals in days, MJD (VODataService 1.2, section 3.2); what can't be read is left out
     * @return empty when nothing is left
     */
    public static Optional<TimePicture> of(List<String> texts) {
        List<Interval> intervals = texts.stream()
                .map(Interval::ofRecord)
                .flatMap(Optional::stream)
                .filter(interval -> interval.low() >= FIRST && interval.high() <= LAST)
                .sorted(Comparator.comparingDouble(Interval::low))
                .toList();
        return intervals.isEmpty() ? Optional.empty() : Optional.of(new TimePicture(intervals));
    }

    /** The times in words. */
    public String sentence() {
        return intervals.stream().map(TimePicture::words).collect(Collectors.joining("; "));
    }

    /** The first and last day, whatever gaps there are. */
    public String span() {
        return date(intervals.get(0).low()) + " to "
                + date(intervals.stream().mapToDouble(Interval::high).max().orElseThrow());
    }

    private static String words(Interval interval) {
        String days = number(interval.low()) + " to " + number(interval.high());
        return date(interval.low()) + " to " + date(interval.high()) + " (MJD " + days + ")";
    }

    /** The drawing. */
    public Content drawing() {
        return new Svg.Drawing(markup());
    }

    String markup() {
        Svg svg = new Svg("time", "bars", WIDTH, HEIGHT, "Coverage in time", sentence());
        svg.rectangle("bar-ground", LEFT, TOP, SPAN, BASE - TOP, "");
        for (Interval interval : intervals) {
            double x = x(interval.low());
            double width = Math.max(3, x(interval.high()) - x);
            svg.rectangle("bar", Math.min(x, LEFT + SPAN - 3), TOP + 6, width, BASE - TOP - 12, words(interval));
        }
        svg.line("axis", LEFT, BASE, LEFT + SPAN, BASE);
        for (int year = firstYear; year <= lastYear; year += step) {
            double x = x(mjd(LocalDate.of(year, 1, 1)));
            svg.line("axis", x, BASE, x, BASE + 6);
            svg.words("tick" + end(x), x, BASE + 24, Integer.toString(year));
        }
        double days = shownDays();
        double every = niceStep(days / 5);
        for (double mjd = Math.ceil(start() / every) * every; mjd <= start() + days; mjd += every) {
            double x = x(mjd);
            svg.line("axis", x, BASE + 36, x, BASE + 42);
            if (x < WIDTH - 90) {
                svg.words("tick tick-soft" + end(x), x, BASE + 60, String.format(Locale.ROOT, "%.0f", mjd));
            }
        }
        svg.line("axis", LEFT, BASE + 36, LEFT + SPAN, BASE + 36);
        svg.words("tick tick-soft tick-last", LEFT + SPAN, BASE + 60, "MJD");
        return svg.finished();
    }

    /** Labels at the ends of the axis must not stick out. */
    private static String end(double x) {
        return x < LEFT + 20 ? " tick-first" : x > LEFT + SPAN - 20 ? " tick-last" : "";
    }

    private double start() {
        return mjd(LocalDate.of(firstYear, 1, 1));
    }

    private double shownDays() {
        return mjd(LocalDate.of(lastYear, 1, 1)) - start();
    }

    private double x(double mjd) {
        return LEFT + SPAN * (mjd - start()) / shownDays();
    }

    /** The next of 1, 2, 5, 10, 20, 50 … that is no smaller. */
    private static double niceStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double digit = least / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private static LocalDate date(double mjd) {
        return MJD_ZERO.plusDays((long) Math.floor(mjd));
    }

    private static double mjd(LocalDate date) {
        return ChronoUnit.DAYS.between(MJD_ZERO, date);
    }

    private static String number(double value) {
        return Svg.number(value);
    }
}
