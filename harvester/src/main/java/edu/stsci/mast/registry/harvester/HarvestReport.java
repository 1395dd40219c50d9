package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of a harvest: how it ended, or how far it has come.
 *
 * @param run the run's number
 * @param source the source's name
 * @param baseUrl the base URL that was asked
 * @param registry the IVOID of the registry that was harvested; empty while it is not known
 * @param state whether it runs, and how it ended
 * @param full whether all records were asked for, not only those that have changed since the last complete run; so a first harvest is full
 * @param from the time since when changes were asked for; empty when all records were
 * @param set the set that was asked for; empty for everything
 * @param created records that are new here
 * @param changed records with new content
 * @param deleted records that became tombstones
 * @param unchanged records that brought nothing new
 * @param flagged records that were stored with errors noted; counted as created or changed, too
 * @param quarantined records that could not be taken
 * @param pages responses with records
 * @param requests requests sent, repetitions included
 * @param retries repetitions among them
 * @param bytes bytes received, uncompressed
 * @param failure a sentence that says why the run failed; empty when it did not
 * @param problems what else is worth knowing, one line each; the first {@value #MOST_PROBLEMS}
 * @param started when it began
 * @param ended when it ended; empty while it runs
 * @param node the name of the node that does it
 * @param resumed the run whose unfinished list this one went on with; empty when it began its list itself
 * @param delivered how many different records the list has named so far, including the pages that the resumed run had stored
 * @param announced how many records the server announced for the list, which may be an estimate; empty when it did not
 */
public record HarvestReport(
        long run,
        String source,
        String baseUrl,
        Optional<String> registry,
        State state,
        boolean full,
        Optional<Instant> from,
        String set,
        int created,
        int changed,
        int deleted,
        int unchanged,
        int flagged,
        int quarantined,
        int pages,
        int requests,
        int retries,
        long bytes,
        String failure,
        List<String> problems,
        Instant started,
        Optional<Instant> ended,
        String node,
        Optional<Long> resumed,
        int delivered,
        Optional<Long> announced) {
    /** How many problems are kept in words; further ones are only counted. */
    public static final int MOST_PROBLEMS = 100;

    /** The state of a run. */
    public enum State {
        /** Under way, unless its process has died without a word. */
        RUNNING,
        /** All that the source has to give was read. */
        COMPLETE,
        /** Complete but for removals, which are so many that they wait for a curator's word. */
        HELD,
        /** Ended early; what it had stored stays, and the next run asks for the same again. */
        FAILED
    }

    /** Whether all went well: the run is complete, and every record was taken. */
    public boolean clean() {
        return state == State.COMPLETE && quarantined == 0;
    }
}
