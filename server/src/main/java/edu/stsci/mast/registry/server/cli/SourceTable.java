package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.SourceOverview;
import edu.stsci.mast.registry.harvester.SourceOverview.RunMark;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sources as a table for a console: one line each, with a mark for each of its last runs, and a line below for what is wrong.
 *
 * @param sources the lines
 */
record SourceTable(List<SourceOverview> sources) {
    private static final List<String> HEADINGS =
            List.of("SOURCE", "HEALTH", "SCHEDULE", "LAST SUCCESS (UTC)", "RECORDS", "QUARANTINED", "LAST RUNS");
    private static final int RUNS = 12;

    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        sources.forEach(source -> rows.add(row(source)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            table.append(line(rows.get(i), widths)).append(System.lineSeparator());
            if (i > 0 && !sources.get(i - 1).sentence().isEmpty()) {
                table.append("    ").append(sources.get(i - 1).sentence()).append(System.lineSeparator());
            }
        }
        return table.append("Last runs: + changes, . none, x failed, > running; the latest on the right")
                .append(System.lineSeparator())
                .toString();
    }

    private static List<String> row(SourceOverview health) {
        return List.of(
                health.source().name(),
                health.health().word()
                        + (health.running().isPresent() ? ", running" : "")
                        + (health.source().enabled() ? "" : ", paused"),
                health.source().schedule().text(),
                health.lastSuccess().map(Amounts::time).orElse("never"),
                Amounts.count(health.liveRecords()),
                Amounts.count(health.quarantined()),
                health.trend().stream()
                        .skip(Math.max(0, health.trend().size() - RUNS))
                        .map(SourceTable::mark)
                        .collect(Collectors.joining()));
    }

    private static String mark(RunMark run) {
        if (run.state() == HarvestReport.State.COMPLETE || run.state() == HarvestReport.State.HELD) {
            return run.changes() > 0 ? "+" : ".";
        }
        return run.state() == HarvestReport.State.RUNNING ? ">" : "x";
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
