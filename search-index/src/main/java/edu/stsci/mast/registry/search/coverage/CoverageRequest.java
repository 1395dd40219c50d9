package edu.stsci.mast.registry.search.coverage;

import java.util.Optional;

/**
 * Of which part of the sky, times and spectrum a resource must have data.
 *
 * @param region the part of the sky; empty for any
 * @param time Modified Julian Dates; empty for any
 * @param energy in joules; empty for any
 * @param unknownToo whether resources count that do not say
 */
public record CoverageRequest(
        Optional<SkyRegion> region, Optional<Interval> time, Optional<Interval> energy, boolean unknownToo) {
    /** Whether it asks for anything. */
    public boolean isEmpty() {
        return region.isEmpty() && time.isEmpty() && energy.isEmpty();
    }
}
