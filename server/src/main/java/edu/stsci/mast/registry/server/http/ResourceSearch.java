package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.Hits;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.SearchResult;
import edu.stsci.mast.registry.search.Suggestion;
import edu.stsci.mast.registry.search.coverage.CoverageRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;

/** The search as it stands in addresses: by words, facets, place, time and part of the spectrum. Thread-safe. */
public final class ResourceSearch {
    private final KeywordSearch words;
    private final NameResolver resolver;

    /** A search; the resolver finds positions by the names of objects. */
    public ResourceSearch(KeywordSearch words, NameResolver resolver) {
        this.words = words;
        this.resolver = resolver;
    }

    /**
     * What was asked, as it is understood.
     *
     * @param request the search; of no use when there are mistakes in {@code coverage}
     */
    public record Question(SearchRequest request, CoverageParameters coverage) {}

    /**
     * Reads a question.
     *
     * @throws BadRequestException with a sentence when a parameter is wrong, those of the coverage aside
     */
    public Question read(MultivaluedMap<String, String> parameters) {
        CoverageParameters wanted = CoverageParameters.read(parameters, resolver::resolve);
        boolean understood = wanted.mistakes().isEmpty() && !wanted.request().isEmpty();
        Optional<CoverageRequest> coverage = understood ? Optional.of(wanted.request()) : Optional.empty();
        return new Question(SearchParameters.read(parameters, coverage), wanted);
    }

    /**
     * The answer.
     *
     * @throws BadRequestException with a sentence when there are mistakes in the question
     */
    public SearchResult answer(Question question) {
        question.coverage().mistakes().forEach((name, mistake) -> {
            throw new BadRequestException(name + ": " + mistake);
        });
        return find(question.request());
    }

    /** The answer to a request. */
    public SearchResult find(SearchRequest request) {
        try {
            return words.search(request);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage() + ".", e);
        }
    }

    /** All that fulfils a request, up to so many; see {@link KeywordSearch#all}. */
    public Hits all(SearchRequest request, int most) {
        return words.all(request, most);
    }

    /** What somebody who types may want to type; see {@link SearchParameters#suggestions}. */
    public List<Suggestion> suggestions(MultivaluedMap<String, String> parameters) {
        return SearchParameters.suggestions(parameters, words);
    }
}
