package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.search.Facet.Bucket;
import edu.stsci.mast.registry.search.Highlight.Part;
import edu.stsci.mast.registry.search.Highlight.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.solr.client.solrj.response.FacetField.Count;
import org.apache.solr.client.solrj.response.QueryResponse;
import org.apache.solr.common.SolrDocument;

/** Reads Solr's answer to a search. */
final class ResultReader {
    private ResultReader() {}

    static SearchResult read(SearchRequest request, TypedQuery query, QueryResponse response, Duration took) {
        Map<String, Map<String, List<String>>> highlights =
                response.getHighlighting() == null ? Map.of() : response.getHighlighting();
        List<Hit> hits = new ArrayList<>();
        for (SolrDocument document : response.getResults()) {
            hits.add(hit(document, highlights.getOrDefault(text(document, SolrField.ID), Map.of())));
        }
        List<Facet> facets = new ArrayList<>();
        for (FacetField field : FacetField.values()) {
            facets.add(facet(field, response, request.filters().getOrDefault(field, List.of())));
        }
        return new SearchResult(
                response.getResults().getNumFound(),
                hits,
                facets,
                unknownCoverage(response),
                nextCursor(request, response),
                Optional.empty(),
                hints(query),
                took);
    }

    /** Solr repeats the last cursor at the end. */
    private static Optional<String> nextCursor(SearchRequest request, QueryResponse response) {
        return request.cursor().isEmpty() || response.getResults().size() < request.rows()
                ? Optional.empty()
                : Optional.ofNullable(response.getNextCursorMark());
    }

    private static OptionalLong unknownCoverage(QueryResponse response) {
        Integer count = response.getFacetQuery() == null
                ? null
                : response.getFacetQuery().get(CoverageQuery.UNKNOWN);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private static List<String> hints(TypedQuery query) {
        return query.unknownFields().stream()
                .map(name -> "There is no field '" + name + "', so '" + name
                        + ":' was searched as a part of the word. The fields are " + SearchField.list())
                .toList();
    }

    private static Hit hit(SolrDocument document, Map<String, List<String>> highlights) {
        return new Hit(
                Ivoid.of(text(document, SolrField.IVOID)),
                text(document, SolrField.TITLE),
                text(document, SolrField.SHORT_NAME),
                text(document, SolrField.RESOURCE_TYPE),
                String.join(" ", texts(document, SolrField.DESCRIPTION)),
                text(document, SolrField.PUBLISHER),
                texts(document, SolrField.CREATOR),
                texts(document, SolrField.SUBJECT),
                texts(document, SolrField.WAVEBAND),
                texts(document, SolrField.STANDARD),
                Optional.of(text(document, SolrField.REFERENCE_URL)).filter(url -> !url.isEmpty()),
                Boolean.TRUE.equals(document.getFieldValue(SolrField.MANAGED)),
                Ivoid.parse(text(document, SolrField.HOME_REGISTRY)),
                Optional.ofNullable((Date) document.getFieldValue(SolrField.UPDATED))
                        .map(Date::toInstant),
                ((Number) document.getFieldValue("score")).doubleValue(),
                highlights(highlights));
    }

    private static List<Highlight> highlights(Map<String, List<String>> passages) {
        List<Highlight> highlights = new ArrayList<>();
        for (Part part : Part.values()) {
            for (String passage : passages.getOrDefault(part.solrField(), List.of())) {
                highlights.add(new Highlight(part, segments(passage)));
            }
        }
        return highlights;
    }

    /** Cuts a passage at Solr's marks. */
    static List<Segment> segments(String passage) {
        List<Segment> segments = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean matched = false;
        for (int i = 0; i < passage.length(); i++) {
            char c = passage.charAt(i);
            if (c == QueryParameters.MATCH_BEGINS || c == QueryParameters.MATCH_ENDS) {
                add(segments, text, matched);
                matched = c == QueryParameters.MATCH_BEGINS;
            } else {
                text.append(c);
            }
        }
        add(segments, text, matched);
        return segments;
    }

    private static void add(List<Segment> segments, StringBuilder text, boolean matched) {
        if (!text.isEmpty()) {
            segments.add(new Segment(text.toString(), matched));
            text.setLength(0);
        }
    }

    private static Facet facet(FacetField field, QueryResponse response, List<String> chosen) {
        List<Bucket> buckets = new ArrayList<>();
        var counted = response.getFacetField(field.solrField());
        if (counted != null) {
            for (Count count : counted.getValues()) {
                buckets.add(bucket(field, count.getName(), count.getCount()));
            }
        }
        for (String value : chosen) {
            if (buckets.stream().noneMatch(bucket -> bucket.value().equals(value))) {
                buckets.add(bucket(field, value, 0));
            }
        }
        return new Facet(field, buckets);
    }

    private static Bucket bucket(FacetField field, String value, long count) {
        return new Bucket(value, field.labelOf(value), count);
    }

    private static String text(SolrDocument document, String field) {
        Object value = document.getFirstValue(field);
        return value == null ? "" : value.toString();
    }

    private static List<String> texts(SolrDocument document, String field) {
        Collection<Object> values = document.getFieldValues(field);
        return values == null
                ? List.of()
                : values.stream().map(Object::toString).toList();
    }
}
