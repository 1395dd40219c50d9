package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One comparison of what a source lists with what we hold from it.
 *
 * @param run its number, unique among those of harvests, too
 * @param source the source's name
 * @param state how it ended; held when removals wait for a curator's word
 * @param listed records that the source lists as present
 * @param held records that we hold from it, when it began
 * @param vanished records that we hold, and that are listed no longer
 * @param missing records that are listed, and that we do not hold
 * @param changed records that are listed with a change since our last harvest
 * @param fetched records that were asked for one by one
 * @param repaired records that are here now, or have new content
 * @param removed records that became tombstones
 * @param requests requests sent
 * @param failure a sentence that says why it failed; empty when it did not
 * @param problems what else is worth knowing, one line each
 * @param started when it began
 * @param ended when it ended; empty while it runs
 * @param node the name of the node that does it
 */
public record ReconciliationReport(
        long run,
        String source,
        HarvestReport.State state,
        int listed,
        int held,
        int vanished,
        int missing,
        int changed,
        int fetched,
        int repaired,
        int removed,
        int requests,
        String failure,
        List<String> problems,
        Instant started,
        Optional<Instant> ended,
        String node) {}
