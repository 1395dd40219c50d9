package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.HarvestProblem;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.QuarantinedRecord;
import java.time.Instant;
import java.util.List;

/**
 * What the page of one run shows.
 *
 * @param source what was harvested
 * @param report how it went
 * @param problems what was worth a line, with the server's text that each is about
 * @param quarantine the records that it has met last of those in quarantine
 */
public record HarvestRunPage(
        HarvestSource source,
        HarvestReport report,
        List<HarvestProblem> problems,
        List<QuarantinedRecord> quarantine,
        Instant now) {
    /** Whether it is under way, as far as is known. */
    public boolean runs() {
        return report.ended().isEmpty();
    }

    /** What else there is to say of it. */
    public RunFacts facts() {
        return new RunFacts(report, now);
    }
}
