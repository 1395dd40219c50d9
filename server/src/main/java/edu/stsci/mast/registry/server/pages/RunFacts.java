package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.HarvestReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What pages say of one run of a harvest, beside its counts. */
public record RunFacts(HarvestReport report, Instant now) {
    /** How it ended, in a word. */
    public String state() {
        return report.state().name().toLowerCase(Locale.ROOT);
    }

    /** The class of its mark on the page. */
    public String mark() {
        return switch (report.state()) {
            case COMPLETE -> report.quarantined() > 0 ? "troubled" : "good";
            case RUNNING -> "running";
            case HELD -> "held";
            default -> "failing";
        };
    }

    /** What it asked for. */
    public String scope() {
        return report.from().map(from -> "changes since " + Amounts.time(from)).orElse("all records")
                + (report.set().isEmpty() ? "" : " in the set " + report.set());
    }

    /** How many records it has received. */
    public long records() {
        return (long) report.created()
                + report.changed()
                + report.deleted()
                + report.unchanged()
                + report.quarantined();
    }

    /** How far its list has come, when the server has said how long it is. */
    public String progress() {
        return report.announced()
                .filter(announced -> announced > 0)
                .map(announced -> Amounts.count(report.delivered()) + " of " + Amounts.count(announced) + " announced")
                .orElse("");
    }

    /** How long it took, or has taken so far. */
    public String duration() {
        return Amounts.duration(time());
    }

    /** How many records it has received in a second, on average. */
    public String rate() {
        double seconds = Math.max(time().toMillis(), 1) / 1000.0;
        return String.format(Locale.ROOT, "%,.1f", records() / seconds);
    }

    private Duration time() {
        Duration time = Duration.between(report.started(), report.ended().orElse(now));
        return time.isNegative() ? Duration.ZERO : time;
    }
}
