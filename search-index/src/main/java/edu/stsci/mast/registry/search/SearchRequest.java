package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.coverage.CoverageRequest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A question to {@link KeywordSearch}.
 *
 * @param query what a person typed; blank for everything, the newest first. Words must all occur (three quarters of them when there are
 *     more than four); {@code "phrases"}, {@code AND}, {@code OR}, {@code NOT}, {@code -word}, {@code word*}, parentheses and the fields of
 *     {@link SearchField} work, and no text is ever an error. Other names of the same thing are found, too, except for phrases. IVOIDs and DOIs find their record first. Of very long text only the beginning counts.
 * @param filters the chosen values of each facet field: a record must have one of the values of every field that has any; fields may be
 *     absent
 * @param coverage of which place, time and part of the spectrum there must be data; empty for any
 * @param order the order of the hits
 * @param cursor where to go on: {@link #FIRST} for the beginning, then what {@link SearchResult#nextCursor} says; so nothing is left out or
 *     comes twice though records change meanwhile. Empty for {@code start}, which must be 0 otherwise
 * @param start how many of the first hits to leave out, at least 0
 * @param rows how many hits to return at most, from 0 to {@link #MOST_ROWS}
 */
public record SearchRequest(
        String query,
        Map<FacetField, List<String>> filters,
        Optional<CoverageRequest> coverage,
        Order order,
        Optional<String> cursor,
        int start,
        int rows) {
    /** The largest number of hits in one result. */
    public static final int MOST_ROWS = 1000;

    /** The cursor of the first hits. */
    public static final String FIRST = "*";

    /** The order of hits. Those that are alike are in the order of their identifiers. */
    public enum Order {
        /** The best match first; the newest, when nothing was typed. */
        RELEVANCE,
        /** The last that was changed first, by its own word. */
        NEWEST,
        /** By the alphabet. */
        TITLE;

        /** The name in addresses and in the API; never changes. */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks and copies. */
    public SearchRequest {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(coverage, "coverage");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(cursor, "cursor");
        if (cursor.isPresent() && start != 0) {
            throw new IllegalArgumentException("start and cursor exclude one another");
        }
        if (start < 0) {
            throw new IllegalArgumentException("start must not be negative: " + start);
        }
        if (rows < 0 || rows > MOST_ROWS) {
            throw new IllegalArgumentException("rows must be from 0 to " + MOST_ROWS + ": " + rows);
        }
        Map<FacetField, List<String>> copy = new EnumMap<>(FacetField.class);
        filters.forEach((field, values) -> {
            if (!values.isEmpty()) {
                copy.put(field, List.copyOf(values));
            }
        });
        filters = Collections.unmodifiableMap(copy);
    }

    /** The same for another text. */
    SearchRequest withQuery(String other) {
        return new SearchRequest(other, filters, coverage, order, cursor, start, rows);
    }

    /** How many there are for another text, and no hits. */
    SearchRequest counting(String other) {
        return new SearchRequest(other, filters, coverage, order, Optional.empty(), 0, 0);
    }

    /** The same in another order, from the beginning. */
    public SearchRequest in(Order other) {
        return new SearchRequest(query, filters, coverage, other, Optional.empty(), 0, rows);
    }

    /** The same from another place on. */
    public SearchRequest at(String place, int otherRows) {
        return new SearchRequest(query, filters, coverage, order, Optional.of(place), 0, otherRows);
    }

    /** The best matches wherever they have data. */
    public SearchRequest(String query, Map<FacetField, List<String>> filters, int start, int rows) {
        this(query, filters, Optional.empty(), Order.RELEVANCE, Optional.empty(), start, rows);
    }

    /** The first 20 hits for a text, without filters. */
    public static SearchRequest of(String query) {
        return new SearchRequest(query, Map.of(), 0, 20);
    }
}
