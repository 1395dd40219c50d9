package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.HeldRemoval;
import edu.stsci.mast.registry.harvester.QuarantinedRecord;
import edu.stsci.mast.registry.harvester.ReconciliationReport;
import edu.stsci.mast.registry.harvester.SourceOverview;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What the page of one source shows.
 *
 * @param health the source and how it is doing
 * @param runs some of its runs, the newest first
 * @param before the number of the run before which these are; 0 for the newest
 * @param older whether there are more
 * @param quarantine some of its records in quarantine
 * @param skipped how many records in quarantine come before these
 * @param removals some of the removals that wait for a curator's word
 * @param reconciliations the last comparisons of what it lists with what we hold, the newest first
 * @param harvests whether this server can be told to harvest
 * @param refusal why this reader may not change anything; empty when they may
 * @param told what has just been done for the reader; empty for nothing
 */
public record HarvestSourcePage(
        SourceOverview health,
        List<HarvestReport> runs,
        long before,
        boolean older,
        List<QuarantinedRecord> quarantine,
        int skipped,
        List<HeldRemoval> removals,
        List<ReconciliationReport> reconciliations,
        Instant now,
        boolean harvests,
        String refusal,
        String told) {
    /** The source. */
    public HarvestSource source() {
        return health.source();
    }

    /** Whether the reader may change something. */
    public boolean actions() {
        return refusal.isEmpty();
    }

    /** The page's address, with the part of the lists that it shows. */
    public String address() {
        return path() + "?before=" + before + "&skip=" + skipped;
    }

    /** The page's address. */
    public String path() {
        return "/staff/harvest/" + source().id();
    }

    /** The address of the page with the next runs. */
    public String olderRuns() {
        return path() + "?before=" + runs.get(runs.size() - 1).run() + "&skip=" + skipped;
    }

    /** Whether there is more in quarantine. */
    public boolean moreQuarantine() {
        return skipped + quarantine.size() < health.quarantined();
    }

    /** The address of the page with what comes next in quarantine. */
    public String nextQuarantine() {
        return path() + "?before=" + before + "&skip=" + (skipped + quarantine.size()) + "#quarantine";
    }

    /** What else there is to say of a run. */
    public RunFacts facts(HarvestReport run) {
        return new RunFacts(run, now);
    }

    /** How a reconciliation ended. */
    public String state(ReconciliationReport reconciliation) {
        return reconciliation.state().name().toLowerCase(Locale.ROOT);
    }

    /** How a record would go. */
    public String kind(HeldRemoval removal) {
        return removal.kind().name().toLowerCase(Locale.ROOT);
    }

    /** The class of the mark of how a reconciliation ended. */
    public String mark(ReconciliationReport reconciliation) {
        return switch (reconciliation.state()) {
            case COMPLETE -> "good";
            case HELD -> "held";
            case RUNNING -> "running";
            case FAILED -> "failing";
        };
    }

    /** The chart of the source's last runs. */
    public TrendChart trend() {
        return new TrendChart(health.trend());
    }
}
