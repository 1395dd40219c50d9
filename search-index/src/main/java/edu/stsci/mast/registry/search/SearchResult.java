package edu.stsci.mast.registry.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer to a {@link SearchRequest}.
 *
 * @param total how many records match
 * @param hits the wanted stretch of them, the best first
 * @param facets one for each {@link FacetField}, in its order
 * @param unknownCoverage where coverage was asked for: how many more records match in all else, and do not say enough of what data they have
 * @param nextCursor where a cursor was given: that of the hits after these; empty when there are no more
 * @param correction what was probably meant; empty when nothing seems to be mistyped
 * @param hints sentences for the person who typed the query, for instance about a field that there is not
 * @param took how long the search took, as its caller sees it
 */
public record SearchResult(
        long total,
        List<Hit> hits,
        List<Facet> facets,
        OptionalLong unknownCoverage,
        Optional<String> nextCursor,
        Optional<Correction> correction,
        List<String> hints,
        Duration took) {
    /** Copies the lists. */
    public SearchResult {
        hits = List.copyOf(hits);
        facets = List.copyOf(facets);
        hints = List.copyOf(hints);
    }

    /** The answer to what was not searched for. */
    public static SearchResult none() {
        return new SearchResult(
                0,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO);
    }

    /**
     * A query with mistyped words put right.
     *
     * @param query the query, which finds something
     * @param total how many records it finds, with the filters of the request; at least one
     * @param used whether the hits and facets of the result are its own, since the query as it was typed finds nothing
     */
    public record Correction(String query, long total, boolean used) {}
}
