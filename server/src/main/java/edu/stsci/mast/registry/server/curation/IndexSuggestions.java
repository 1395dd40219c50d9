package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.editing.Option;
import edu.stsci.mast.registry.model.editing.Suggestions;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.Suggestion;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suggests the terms of the Unified Astronomy Thesaurus, where they are known, and what the records of all registries use: subjects, facilities
 * and instruments. Without anything typed, subjects that an authority's own records use. A form can do without, so an index that does not answer
 * suggests nothing.
 */
final class IndexSuggestions implements Suggestions {
    /** The lists that it knows. */
    static final Set<String> KNOWN = Set.of(SUBJECT, FACILITY, INSTRUMENT);

    private static final Logger LOG = LoggerFactory.getLogger(IndexSuggestions.class);

    private final KeywordSearch search;
    private final SubjectTerms subjects;
    private final String authority;

    /** Suggestions for the records of an authority. */
    IndexSuggestions(KeywordSearch search, SubjectTerms subjects, String authority) {
        this.search = search;
        this.subjects = subjects;
        this.authority = authority;
    }

    @Override
    public List<Option> find(String list, String typed, int most) {
        if (list.equals(SUBJECT) && !typed.isBlank() && !subjects.isEmpty()) {
            return subjects.beginning(typed, most).stream()
                    .map(term -> new Option(term.name(), term.label(), "", ""))
                    .toList();
        }
        try {
            List<String> found =
                    switch (list) {
                        case SUBJECT ->
                            typed.isBlank()
                                    ? search.usualSubjects(authority, most)
                                    : search.complete(Suggestion.Kind.SUBJECT, typed, most);
                        case FACILITY, INSTRUMENT -> search.complete(Suggestion.Kind.INSTRUMENT, typed, most);
                        default -> List.of();
                    };
            return found.stream().map(text -> new Option(text, text, "", "")).toList();
        } catch (SearchUnavailableException e) {
            LOG.warn("No suggestions for a form: {}", e.getMessage());
            return List.of();
        }
    }
}
