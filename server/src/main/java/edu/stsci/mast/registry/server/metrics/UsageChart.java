package edu.stsci.mast.registry.server.metrics;

import edu.stsci.mast.registry.model.usage.UsageCounts.DayCount;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests of one protocol by day: a column for each.
 *
 * @param protocol the protocol
 * @param from the first day
 * @param numbers how many on each day from then on
 */
public record UsageChart(String protocol, LocalDate from, List<Long> numbers) {
    /** The chart's height, without the text below it. */
    public static final int HEIGHT = 60;

    /** The chart's width. */
    public static final int WIDTH = 360;

    /** A day's column; sizes are in the chart's units. */
    public record Column(double x, double y, double width, double height, String title) {}

    /** A chart for each protocol that was used, by its name. */
    static List<UsageChart> of(LocalDate from, LocalDate until, List<DayCount> counts) {
        int days = (int) ChronoUnit.DAYS.between(from, until) + 1;
        Map<String, long[]> protocols = new TreeMap<>();
        for (DayCount count : counts) {
            int day = (int) ChronoUnit.DAYS.between(from, count.day());
            protocols.computeIfAbsent(count.name().split(" ")[0], any -> new long[days])[day] += count.number();
        }
        List<UsageChart> charts = new ArrayList<>();
        protocols.forEach((protocol, numbers) -> charts.add(
                new UsageChart(protocol, from, Arrays.stream(numbers).boxed().toList())));
        return charts;
    }

    /** All of them together. */
    public long sum() {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    /** The most on one day. */
    public long most() {
        return numbers.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The last day. */
    public LocalDate until() {
        return from.plusDays(numbers.size() - 1L);
    }

    /** The columns of days on which there was something, from left to right. */
    public List<Column> columns() {
        double step = (double) WIDTH / numbers.size();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            long number = numbers.get(i);
            if (number > 0) {
                double height = Math.max(1, (double) HEIGHT * number / most());
                columns.add(new Column(
                        round(i * step + step * 0.1),
                        round(HEIGHT - height),
                        round(step * 0.8),
                        round(height),
                        from.plusDays(i) + ": " + Amounts.count(number, "request")));
            }
        }
        return columns;
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** The chart in words. */
    public String description() {
        return protocol + ": " + Amounts.count(sum(), "request") + " from " + from + " to " + until() + ", at most "
                + Amounts.count(most()) + " on one day";
    }
}
