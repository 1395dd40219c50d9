package edu.stsci.mast.registry.search;

import java.time.Duration;
import java.util.List;

/**
 * The answer to a {@link SearchRequest}.
 *
 * @param total how many records match
 * @param hits the wanted stretch of them, the best first
 * @param facets one for each {@link FacetField}, in its order
 * @param took how long the search took, as its caller sees it
 */
public record SearchResult(long total, List<Hit> hits, List<Facet> facets, Duration took) {
    /** Copies the lists. */
    public SearchResult {
        hits = List.copyOf(hits);
        facets = List.copyOf(facets);
    }
}
