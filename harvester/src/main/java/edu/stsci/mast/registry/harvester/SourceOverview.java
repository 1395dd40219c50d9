package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a source is doing.
 *
 * @param source the source
 * @param health in one word
 * @param sentence what the word means here; empty when there is nothing to say
 * @param running the run that is at it now, as far as it has come; empty when none is
 * @param last the last run that has ended; empty when none has
 * @param lastSuccess when the last complete run ended; empty when none was complete
 * @param due when it is to be harvested next, or was to be; empty while it is paused, and for schedules that are over
 * @param liveRecords how many active records of its registry are held
 * @param quarantined how many of its records are in quarantine
 * @param heldRemovals how many removals that it has announced wait for a curator's word
 * @param lastReconciliation when the last complete comparison with what we hold ended; empty when there was none
 * @param trend its last runs, the oldest first
 */
public record SourceOverview(
        HarvestSource source,
        Health health,
        String sentence,
        Optional<HarvestReport> running,
        Optional<RunMark> last,
        Optional<Instant> lastSuccess,
        Optional<Instant> due,
        int liveRecords,
        int quarantined,
        int heldRemovals,
        Optional<Instant> lastReconciliation,
        List<RunMark> trend) {
    /** The state of a source in one word. */
    public enum Health {
        /** No run has ended yet. */
        NEW,
        /** The last run was complete, and every record was taken. */
        GOOD,
        /** The last run was complete, but some records are in quarantine. */
        TROUBLED,
        /** It has announced so many removals that they wait for a curator's word. */
        HELD,
        /** Two of its times have come and gone without a complete run. */
        OVERDUE,
        /** The last run did not come to its end. */
        FAILING;

        /** The word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One run in short.
     *
     * @param run its number
     * @param state whether it runs, and how it ended
     * @param changes records that were new, changed or deleted
     * @param quarantined records that could not be taken
     * @param failure why it failed; empty when it did not
     * @param started when it began
     * @param ended when it ended; empty while it runs
     */
    public record RunMark(
            long run,
            HarvestReport.State state,
            int changes,
            int quarantined,
            String failure,
            Instant started,
            Optional<Instant> ended) {}
}
