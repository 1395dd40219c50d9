package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.Everything;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.common.params.CursorMarkParams;

/** Writes a request for Solr: the query, by {@link QueryWriter}, and what to return of its matches. */
final class QueryParameters {
    /** Private-use characters around matches; they part a passage into segments and are never shown. */
    static final char MATCH_BEGINS = '\uE000';

    static final char MATCH_ENDS = '\uE001';

    private static final int MOST_FILTER_VALUES = 100;
    private static final int MOST_COLUMNS_SHOWN = 3;

    private final SolrQuery solr = new SolrQuery();

    private QueryParameters() {}

    /** The parameters of a search that may take as long as given. */
    static SolrQuery of(SearchRequest request, TypedQuery query, Duration limit) {
        QueryParameters parameters = new QueryParameters();
        parameters.matches(request, query, limit).ifPresent(CoverageQuery::countUnknown);
        parameters.facets(request);
        if (query.hasWords()) {
            parameters.highlights();
        }
        return parameters.solr;
    }

    /** The parameters of the same search without facets, counts and passages. */
    static SolrQuery ofHits(SearchRequest request, TypedQuery query, Duration limit) {
        QueryParameters parameters = new QueryParameters();
        parameters.matches(request, query, limit);
        return parameters.solr;
    }

    private Optional<CoverageQuery> matches(SearchRequest request, TypedQuery query, Duration limit) {
        common(request, limit);
        order(request, query);
        new QueryWriter(solr).write(query);
        filters(request);
        return request.coverage().map(coverage -> CoverageQuery.write(coverage, solr));
    }

    private void common(SearchRequest request, Duration limit) {
        solr.setRequestHandler("/select");
        // ${…} in a parameter would else be replaced by other parameters.
        solr.set("expandMacros", false);
        solr.set("defType", "lucene");
        solr.setTimeAllowed((int) limit.toMillis());
        solr.setStart(request.start());
        request.cursor().ifPresent(cursor -> solr.set(CursorMarkParams.CURSOR_MARK_PARAM, cursor));
        solr.setRows(request.rows());
        solr.setFields(
                SolrField.IVOID,
                SolrField.TITLE,
                SolrField.SHORT_NAME,
                SolrField.RESOURCE_TYPE,
                SolrField.DESCRIPTION,
                SolrField.PUBLISHER,
                SolrField.CREATOR,
                SolrField.SUBJECT,
                SolrField.WAVEBAND,
                SolrField.STANDARD,
                SolrField.REFERENCE_URL,
                SolrField.MANAGED,
                SolrField.HOME_REGISTRY,
                SolrField.UPDATED,
                SolrField.ID,
                "score");
        solr.addFilterQuery("{!term f=" + SolrField.KIND + "}" + SolrField.KIND_RECORD);
    }

    /** The identifier makes the order, and so the pages, definite. */
    private void order(SearchRequest request, TypedQuery query) {
        boolean newest = request.order() == SearchRequest.Order.NEWEST
                || request.order() == SearchRequest.Order.RELEVANCE && query.meaning() instanceof Everything;
        String first = newest
                ? SolrField.UPDATED + " desc"
                : request.order() == SearchRequest.Order.TITLE ? SolrField.TITLE_SORT + " asc" : "score desc";
        solr.set("sort", first + "," + SolrField.ID + " asc");
    }

    private void filters(SearchRequest request) {
        request.filters().forEach((field, values) -> {
            String alternatives = values.stream()
                    .limit(MOST_FILTER_VALUES)
                    .map(QueryWriter::quoted)
                    .collect(Collectors.joining(" OR "));
            solr.addFilterQuery("{!tag=" + field.parameter() + "}" + field.solrField() + ":(" + alternatives + ")");
        });
    }

    private void facets(SearchRequest request) {
        solr.setFacet(true);
        solr.setFacetMinCount(1);
        for (FacetField field : FacetField.values()) {
            String own = request.filters().containsKey(field) ? "{!ex=" + field.parameter() + "}" : "";
            solr.add("facet.field", own + field.solrField());
            solr.set("f." + field.solrField() + ".facet.limit", field.mostBuckets());
        }
    }

    private void highlights() {
        solr.setHighlight(true);
        solr.set("hl.method", "unified");
        for (Highlight.Part part : Highlight.Part.values()) {
            solr.addHighlightField(part.solrField());
            // 0 gives whole values.
            boolean passage = part == Highlight.Part.DESCRIPTION;
            solr.set("f." + part.solrField() + ".hl.fragsize", passage ? 200 : 0);
        }
        solr.set("hl.snippets", MOST_COLUMNS_SHOWN);
        solr.set("f." + SolrField.DESCRIPTION + ".hl.snippets", 2);
        solr.set("hl.tag.pre", String.valueOf(MATCH_BEGINS));
        solr.set("hl.tag.post", String.valueOf(MATCH_ENDS));
        // Else a field would have to match the whole query by itself to have anything marked.
        solr.set("hl.weightMatches", false);
    }
}
