package edu.stsci.mast.registry.search.uws;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which jobs of a list are wanted (UWS 1.1, section 2.2.2.1).
 *
 * @param phases in one of these; when empty, in any but ARCHIVED
 * @param after created after this
 * @param last so many of the most recent ones, after the other conditions
 */
public record JobFilter(Set<JobPhase> phases, Optional<Instant> after, OptionalInt last) {
    /** All jobs but the archived ones. */
    public static final JobFilter ALL = new JobFilter(Set.of(), Optional.empty(), OptionalInt.empty());

    boolean takes(Job job) {
        return (phases.isEmpty() ? job.phase() != JobPhase.ARCHIVED : phases.contains(job.phase()))
                && after.map(job.creationTime()::isAfter).orElse(true);
    }
}
