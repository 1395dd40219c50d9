package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.FacetField;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.Suggestion;
import edu.stsci.mast.registry.search.coverage.CoverageRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a search stands in a URL: {@code q}, {@code sort}, {@code start} or {@code cursor}, {@code rows} and, repeatable, one parameter for each
 * facet field.
 */
public final class SearchParameters {
    private static final int ROWS = 20;
    private static final int SUGGESTIONS = 10;

    private SearchParameters() {}

    /**
     * Reads a search; parameters that it does not know are left to others.
     *
     * @param coverage what the {@link CoverageParameters} ask for; empty when they do not
     * @throws BadRequestException with a sentence when a number is none or out of range, or the order is none
     */
    static SearchRequest read(MultivaluedMap<String, String> parameters, Optional<CoverageRequest> coverage) {
        Map<FacetField, List<String>> filters = new EnumMap<>(FacetField.class);
        for (FacetField field : FacetField.values()) {
            filters.put(
                    field,
                    parameters.getOrDefault(field.parameter(), List.of()).stream()
                            .filter(v -> !v.isBlank())
                            .toList());
        }
        String query = parameters.getFirst("q");
        Optional<String> cursor =
                Optional.ofNullable(parameters.getFirst("cursor")).filter(text -> !text.isBlank());
        if (cursor.isPresent() && parameters.containsKey("start")) {
            throw new BadRequestException("Give start or cursor, not both.");
        }
        return new SearchRequest(
                query == null ? "" : query.strip(),
                filters,
                coverage,
                order(parameters.getFirst("sort")),
                cursor,
                number(parameters, "start", 0, Integer.MAX_VALUE / 2),
                number(parameters, "rows", ROWS, SearchRequest.MOST_ROWS));
    }

    private static SearchRequest.Order order(String name) {
        if (name == null || name.isBlank()) {
            return SearchRequest.Order.RELEVANCE;
        }
        for (SearchRequest.Order order : SearchRequest.Order.values()) {
            if (order.parameter().equals(name)) {
                return order;
            }
        }
        throw new BadRequestException("There is no order '" + name + "'; sort is "
                + Arrays.stream(SearchRequest.Order.values())
                        .map(SearchRequest.Order::parameter)
                        .collect(Collectors.joining(", "))
                + ".");
    }

    /**
     * The suggestions for what {@code q} begins, {@code rows} at most.
     *
     * @throws BadRequestException with a sentence when the number is none, or out of range
     */
    public static List<Suggestion> suggestions(MultivaluedMap<String, String> parameters, KeywordSearch search) {
        String query = parameters.getFirst("q");
        int rows = number(parameters, "rows", SUGGESTIONS, Suggestion.MOST);
        return query == null || rows == 0 ? List.of() : search.suggest(query, rows);
    }

    private static int number(MultivaluedMap<String, String> parameters, String name, int otherwise, int most) {
        return (int) QueryNumbers.read(parameters, name, otherwise, most);
    }
}
