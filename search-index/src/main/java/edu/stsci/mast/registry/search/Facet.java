package edu.stsci.mast.registry.search;

import java.util.List;

/**
 * How many matching records have which value of a property. The choice that the request made in this very field does not narrow the
 * counts, so that a page can offer further values beside the chosen ones.
 *
 * @param field the property
 * @param buckets the values, the most frequent first, and at the end those that the request chose and no record has; of very many values
 *     only the first
 */
public record Facet(FacetField field, List<Bucket> buckets) {
    /** Copies the list. */
    public Facet {
        buckets = List.copyOf(buckets);
    }

    /**
     * One value.
     *
     * @param value what to give as a filter
     * @param label what to show people
     * @param count how many matching records have it
     */
    public record Bucket(String value, String label, long count) {}
}
