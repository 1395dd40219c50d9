package edu.stsci.mast.registry.search.coverage;

import java.util.Set;

/**
 * The resources that fulfil a {@link CoverageRequest}, by the keys of their IVOIDs.
 *
 * @param matching those that say of all that was asked for that they have it
 * @param failing those that say of something that they do not have it; all others do not say enough
 * @param unknownToo whether those that do not say count
 */
public record CoverageMatches(Set<String> matching, Set<String> failing, boolean unknownToo) {
    /** Copies the sets. */
    public CoverageMatches {
        matching = Set.copyOf(matching);
        failing = Set.copyOf(failing);
    }
}
