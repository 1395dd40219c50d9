package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.SearchResult.Correction;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.solr.client.solrj.SolrQuery;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.response.QueryResponse;
import org.apache.solr.common.SolrException;

/** Finds resource records by words, as a person types them, and tells what could be typed. Thread-safe. */
public final class KeywordSearch {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** More records than these say that a query was typed as it was meant. */
    private static final int FEW = 2;
    /** Where a query finds few records, what it was mistaken for must find this much more. */
    private static final int MUCH_MORE = 10;

    private final SolrStore store;
    private final SpellingChecker spelling;
    private final Suggester suggester;
    private final ObservationRegistry observations;

    /** A search in the given index. */
    public KeywordSearch(SolrStore store) {
        this(store, ObservationRegistry.NOOP);
    }

    /**
     * Likewise.
     *
     * @param observations is told of each question as {@code registry.search}, with its {@code kind}: search, all, suggest, complete or subjects
     */
    public KeywordSearch(SolrStore store, ObservationRegistry observations) {
        this.store = store;
        this.observations = observations;
        this.spelling = new SpellingChecker(store.client());
        this.suggester = new Suggester(store.client());
    }

    /**
     * Finds records. When there are none for the query as it was typed, and there are for what was probably meant, the result is for the
     * latter and says so.
     *
     * @throws IllegalArgumentException with a sentence when the cursor is none that a search gave
     * @throws SearchUnavailableException with a sentence when the index does not answer, or not within ten seconds
     */
    public SearchResult search(SearchRequest request) {
        long start = System.nanoTime();
        return asked("search", () -> {
            TypedQuery query = TypedQuery.read(request.query());
            SearchResult found = find(request, query);
            SearchResult result = found.total() > FEW || !query.hasWords() ? found : corrected(request, query, found);
            return new SearchResult(
                    result.total(),
                    result.hits(),
                    result.facets(),
                    result.unknownCoverage(),
                    result.nextCursor(),
                    result.correction(),
                    result.hints(),
                    Duration.ofNanos(System.nanoTime() - start));
        });
    }

    /**
     * All records for exactly what was typed, without facets, passages and corrections.
     *
     * @param request where it begins and how many rows it wants do not matter
     * @param most how many at most, at least 1
     * @throws SearchUnavailableException with a sentence when the index does not answer, or not within ten seconds
     */
    public Hits all(SearchRequest request, int most) {
        TypedQuery query = TypedQuery.read(request.query());
        return asked("all", () -> {
            List<Hit> hits = new ArrayList<>();
            Optional<String> cursor = Optional.of(SearchRequest.FIRST);
            while (cursor.isPresent() && hits.size() <= most) {
                SearchRequest page =
                        request.at(cursor.get(), Math.min(SearchRequest.MOST_ROWS, most + 1 - hits.size()));
                SearchResult found = answer(page, query, QueryParameters.ofHits(page, query, LIMIT));
                hits.addAll(found.hits());
                cursor = found.nextCursor();
            }
            return new Hits(hits.subList(0, Math.min(most, hits.size())), hits.size() > most);
        });
    }

    /**
     * What a person who has begun to type may want to type: names of instruments and facilities, short names, subjects and titles that have
     * words beginning as those typed, of which the last may be incomplete. An edit shows here as soon as in searches.
     *
     * @param text what was typed; with fewer than two letters there are no suggestions
     * @param most how many at most, from 1 to {@link Suggestion#MOST}
     * @return the most useful first; none twice
     * @throws SearchUnavailableException with a sentence when the index does not answer
     */
    public List<Suggestion> suggest(String text, int most) {
        return asked("suggest", () -> suggester.suggest(text, most));
    }

    /**
     * Subjects or instruments of all records that begin with what was typed.
     *
     * @param kind one of these two
     * @param text what was typed; with fewer than two letters there are none
     * @return the most frequent first, written as in most records
     * @throws SearchUnavailableException with a sentence when the index does not answer
     */
    public List<String> complete(Suggestion.Kind kind, String text, int most) {
        return asked("complete", () -> suggester.complete(kind, text, most));
    }

    /**
     * The subjects that an authority's records have, the most frequent first.
     *
     * @param authority in lower case
     * @throws SearchUnavailableException with a sentence when the index does not answer
     */
    public List<String> usualSubjects(String authority, int most) {
        return asked("subjects", () -> suggester.usualSubjects(authority, most));
    }

    /** The result with what was probably meant, or the result of that. */
    private SearchResult corrected(SearchRequest request, TypedQuery query, SearchResult found)
            throws SolrServerException, IOException {
        for (String candidate : spelling.corrections(query)) {
            TypedQuery meant = TypedQuery.read(candidate);
            // Most candidates are of no use: they are only counted.
            SearchRequest counting = request.counting(candidate);
            long total = answer(counting, meant, QueryParameters.ofHits(counting, meant, LIMIT))
                    .total();
            if (found.total() == 0 && total > 0) {
                SearchResult other = find(request.withQuery(candidate), meant);
                return with(other, new Correction(candidate, other.total(), true), found.hints());
            }
            if (found.total() > 0 && total >= MUCH_MORE * found.total()) {
                return with(found, new Correction(candidate, total, false), found.hints());
            }
        }
        return found;
    }

    private static SearchResult with(SearchResult result, Correction correction, List<String> hints) {
        return new SearchResult(
                result.total(),
                result.hits(),
                result.facets(),
                result.unknownCoverage(),
                result.nextCursor(),
                Optional.of(correction),
                hints,
                result.took());
    }

    private SearchResult find(SearchRequest request, TypedQuery query) throws SolrServerException, IOException {
        try {
            return answer(request, query, QueryParameters.of(request, query, LIMIT));
        } catch (SolrException e) {
            if (request.cursor().isPresent() && e.code() == 400) {
                throw new IllegalArgumentException(
                        "The cursor is none that this search has given; begin with '" + SearchRequest.FIRST + "'", e);
            }
            throw e;
        }
    }

    private SearchResult answer(SearchRequest request, TypedQuery query, SolrQuery parameters)
            throws SolrServerException, IOException {
        // POST, since a query may be longer than an address may be.
        QueryResponse response = store.client().query(parameters, SolrRequest.METHOD.POST);
        if (Boolean.TRUE.equals(response.getHeader().getBooleanArg("partialResults"))) {
            throw new SearchUnavailableException(
                    "The search took longer than " + LIMIT.toSeconds() + " seconds; try more special words", null);
        }
        return ResultReader.read(request, query, response, Duration.ZERO);
    }

    /** Something that Solr is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T answer() throws SolrServerException, IOException;
    }

    private <T> T asked(String kind, Question<T> question) {
        return Observation.createNotStarted("registry.search", observations)
                .lowCardinalityKeyValue("kind", kind)
                .observe(() -> {
                    try {
                        return question.answer();
                    } catch (SolrServerException | IOException | SolrException e) {
                        throw unavailable(e);
                    }
                });
    }

    private SearchUnavailableException unavailable(Exception e) {
        return new SearchUnavailableException(
                "Keyword search is not available for now: the index at " + store + " does not answer", e);
    }
}
