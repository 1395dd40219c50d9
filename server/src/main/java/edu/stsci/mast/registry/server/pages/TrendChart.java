package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.SourceOverview.RunMark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The last runs of a source as a small chart: a bar for each, the higher the more records have changed, on a logarithmic scale; failures
 * have their own colour and are marked below, too, for those who do not see colours.
 *
 * @param runs the oldest first
 */
public record TrendChart(List<RunMark> runs) {
    /** The height of the chart. */
    public static final int HEIGHT = 32;

    private static final int STEP = 6;
    private static final int BASE = 26;
    private static final int LEAST = 2;
    private static final int LEAST_FAILED = 10;

    /** A bar; {@code kind} is the class that colours it. */
    public record Bar(int x, int y, int width, int height, String kind, String title) {}

    /** The width of the chart. */
    public int width() {
        return Math.max(runs.size(), 1) * STEP;
    }

    /** Where the bars stand. */
    public int base() {
        return BASE;
    }

    /** The bars, from left to right. */
    public List<Bar> bars() {
        double most = Math.log1p(runs.stream().mapToInt(RunMark::changes).max().orElse(0));
        List<Bar> bars = new ArrayList<>();
        for (RunMark run : runs) {
            double share = most == 0 ? 0 : Math.log1p(run.changes()) / most;
            int least = failed(run) ? LEAST_FAILED : LEAST;
            int height = least + (int) Math.round(share * (BASE - least));
            bars.add(new Bar(bars.size() * STEP, BASE - height, STEP - 1, height, kind(run), title(run)));
        }
        return bars;
    }

    /** The chart in words. */
    public String description() {
        if (runs.isEmpty()) {
            return "No runs yet";
        }
        long failed = runs.stream().filter(TrendChart::failed).count();
        return "The last " + Amounts.count(runs.size(), "run") + ", " + (failed == 0 ? "none" : failed)
                + " of them failed. Records changed: "
                + runs.stream()
                        .map(run -> run.changes() + (failed(run) ? " (failed)" : ""))
                        .collect(Collectors.joining(", "));
    }

    private static String kind(RunMark run) {
        return failed(run) ? "failed" : run.state() == HarvestReport.State.RUNNING ? "running" : "complete";
    }

    private static boolean failed(RunMark run) {
        return run.state() == HarvestReport.State.FAILED;
    }

    private static String title(RunMark run) {
        return Amounts.time(run.started()) + ": " + run.state().name().toLowerCase(java.util.Locale.ROOT) + ", "
                + Amounts.count(run.changes(), "change");
    }
}
