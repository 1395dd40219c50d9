package edu.stsci.mast.registry.server.pages.search;

import edu.stsci.mast.registry.search.Facet;
import edu.stsci.mast.registry.search.FacetField;
import edu.stsci.mast.registry.search.Highlight;
import edu.stsci.mast.registry.search.Hit;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.SearchResult;
import edu.stsci.mast.registry.search.SearchResult.Correction;
import edu.stsci.mast.registry.server.http.ResourceSearch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page of a search shows. */
public record SearchPage(ResourceSearch.Question question, SearchResult result) {
    /** The search. */
    public SearchRequest request() {
        return question.request();
    }

    /** What was typed in a field of the coverage. */
    public String typed(String name) {
        return question.coverage().typed().getOrDefault(name, "");
    }

    /** What is wrong with it; empty when nothing is. */
    public Optional<String> mistake(String name) {
        return Optional.ofNullable(question.coverage().mistakes().get(name));
    }

    /** Whether something is asked for in the fields of the coverage. */
    public boolean asksForCoverage() {
        return !question.coverage().typed().isEmpty();
    }

    /** The address of the same search with, or without, the resources that do not say what data they have. */
    public String unknown(boolean wanted) {
        Map<String, String> other = new LinkedHashMap<>(question.coverage().typed());
        if (wanted) {
            other.put("unknown", "yes");
        } else {
            other.remove("unknown");
        }
        return address(request().query(), request().filters(), other, request().order(), 0);
    }

    /** The address of the same search in another order. */
    public String sorted(SearchRequest.Order order) {
        return address(
                request().query(), request().filters(), question.coverage().typed(), order, 0);
    }

    /** The address of the same results in another format. */
    public String in(SearchFormat format) {
        return address(request().query(), request().filters(), 0) + "&format=" + format.parameter();
    }

    /** The formats to choose from. */
    public List<SearchFormat> formats() {
        return Arrays.stream(SearchFormat.values())
                .filter(format -> format != SearchFormat.HTML)
                .toList();
    }

    /** The number of the first hit on the page, from 1. */
    public long first() {
        return request().start() + 1L;
    }

    /** The number of the last hit on the page. */
    public long last() {
        return request().start() + (long) result.hits().size();
    }

    /**
     * A value of a facet that was chosen.
     *
     * @param facet what it is a value of, for people
     * @param label the value, for people
     * @param without the address of the search without it
     */
    public record Choice(String facet, String label, String without) {}

    /** What was chosen, facet by facet. */
    public List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        request()
                .filters()
                .forEach((field, values) -> values.forEach(
                        value -> choices.add(new Choice(field.label(), label(field, value), toggled(field, value)))));
        return choices;
    }

    private String label(FacetField field, String value) {
        return result.facets().stream()
                .filter(facet -> facet.field() == field)
                .flatMap(facet -> facet.buckets().stream())
                .filter(bucket -> bucket.value().equals(value))
                .map(Facet.Bucket::label)
                .findFirst()
                .orElse(value);
    }

    /** The address of the same search at any place and time and in all of the spectrum. */
    public String anywhere() {
        return address(
                request().query(), request().filters(), Map.of(), request().order(), 0);
    }

    /** The address of a search for one of the words instead of all; empty when there is only one, or the query is more than words. */
    public Optional<String> oneOfTheWords() {
        String[] words = request().query().strip().split("\\s+");
        boolean plain = Arrays.stream(words).allMatch(word -> word.matches("[\\p{L}\\p{N}-]+") && !word.equals("OR"));
        return words.length > 1 && plain
                ? Optional.of(address(String.join(" OR ", words), request().filters(), 0))
                : Optional.empty();
    }

    /** The address of the first page of results. */
    public String start() {
        return address(request().query(), request().filters(), 0);
    }

    /** Whether a value of a facet field is chosen. */
    public boolean chosen(FacetField field, String value) {
        return request().filters().getOrDefault(field, List.of()).contains(value);
    }

    /** The address of this search with a value chosen, or no longer chosen. */
    public String toggled(FacetField field, String value) {
        Map<FacetField, List<String>> filters = new EnumMap<>(FacetField.class);
        filters.putAll(request().filters());
        List<String> values = new ArrayList<>(filters.getOrDefault(field, List.of()));
        if (!values.remove(value)) {
            values.add(value);
        }
        filters.put(field, values);
        return address(request().query(), filters, 0);
    }

    /** The address of a search for another text, with the same choices. */
    public String corrected(Correction correction) {
        return address(correction.query(), request().filters(), 0);
    }

    /** The address of the next page of results; empty on the last. */
    public Optional<String> next() {
        return last() < result.total() && !result.hits().isEmpty()
                ? Optional.of(address(
                        request().query(),
                        request().filters(),
                        request().start() + request().rows()))
                : Optional.empty();
    }

    /** The address of the page before; empty on the first. */
    public Optional<String> previous() {
        return request().start() > 0
                ? Optional.of(address(
                        request().query(),
                        request().filters(),
                        Math.max(0, request().start() - request().rows())))
                : Optional.empty();
    }

    /** The facets that have something to choose from. */
    public List<Facet> facets() {
        return result.facets().stream().filter(f -> !f.buckets().isEmpty()).toList();
    }

    /** The passage that a hit shows: the first match in a part of the record, if any. */
    public Optional<Highlight> highlight(Hit hit, Highlight.Part part) {
        return hit.highlights().stream().filter(h -> h.field() == part).findFirst();
    }

    /** At most about 300 characters of a text. */
    public String shortened(String text) {
        if (text.length() <= 320) {
            return text;
        }
        int blank = text.lastIndexOf(' ', 300);
        return text.substring(0, blank > 200 ? blank : 300) + " …";
    }

    private String address(String query, Map<FacetField, List<String>> filters, int start) {
        return address(query, filters, question.coverage().typed(), request().order(), start);
    }

    private static String address(
            String query,
            Map<FacetField, List<String>> filters,
            Map<String, String> coverage,
            SearchRequest.Order order,
            int start) {
        StringBuilder address = new StringBuilder("/search?q=").append(encoded(query));
        filters.forEach((field, values) -> values.forEach(value ->
                address.append('&').append(field.parameter()).append('=').append(encoded(value))));
        coverage.forEach(
                (name, value) -> address.append('&').append(name).append('=').append(encoded(value)));
        if (order != SearchRequest.Order.RELEVANCE) {
            address.append("&sort=").append(order.parameter());
        }
        if (start > 0) {
            address.append("&start=").append(start);
        }
        return address.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
