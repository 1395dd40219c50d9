package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.Optional;

/**
 * How a source is doing, as its runs tell.
 *
 * @param source the source's number
 * @param status in one word
 * @param since since when it is failing or overdue: the start of its first failed run after the last success, or the time at which a run
 *     was due; empty for other states
 * @param failures how many runs have failed since the last success
 * @param lastSuccess when the last complete run ended; empty when there was none
 * @param lastReconciliation when the last complete reconciliation ended; empty when there was none
 * @param heldRemovals how many removals wait for a curator's word
 */
public record SourceHealth(
        long source,
        Status status,
        Optional<Instant> since,
        int failures,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastReconciliation,
        int heldRemovals) {
    /** The health of a source. */
    public enum Status {
        /** No run has ended yet. */
        NEW,
        /** The last run was complete, and the next is not overdue. */
        OK,
        /** The last run failed, but an earlier one was complete. */
        FAILING,
        /** All runs have failed. */
        NEVER_SUCCEEDED,
        /** It is enabled, and not even the second run that was due since the last success has been complete. */
        OVERDUE
    }
}
