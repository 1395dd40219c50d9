package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.time.Duration;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.response.QueryResponse;
import org.apache.solr.common.SolrException;

/** Finds resource records by words, as a person types them. Thread-safe. */
public final class KeywordSearch {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SolrStore store;

    /** A search in the given index. */
    public KeywordSearch(SolrStore store) {
        this.store = store;
    }

    /**
     * Finds records.
     *
     * @throws SearchUnavailableException with a sentence when the index does not answer, or not within ten seconds
     */
    public SearchResult search(SearchRequest request) {
        long start = System.nanoTime();
        try {
            // POST, since a query may be longer than an address may be.
            QueryResponse response = store.client().query(QueryParameters.of(request, LIMIT), SolrRequest.METHOD.POST);
            if (Boolean.TRUE.equals(response.getHeader().getBooleanArg("partialResults"))) {
                throw new SearchUnavailableException(
                        "The search took longer than " + LIMIT.toSeconds() + " seconds; try more special words", null);
            }
            return ResultReader.read(request, response, Duration.ofNanos(System.nanoTime() - start));
        } catch (SolrServerException | IOException | SolrException e) {
            throw new SearchUnavailableException(
                    "Keyword search is not available for now: the index at " + store + " does not answer", e);
        }
    }
}
