package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.search.QueryText.Everything;
import edu.stsci.mast.registry.search.QueryText.Nothing;
import edu.stsci.mast.registry.search.QueryTokens.Word;
import java.util.List;

/**
 * A query as a person typed it, and what it means.
 *
 * @param written the text
 * @param meaning what it asks for
 * @param words its terms with their places in the text, in order
 * @param unknownFields the names before colons that look like fields and are none; such words are searched as they are
 */
record TypedQuery(String written, QueryText meaning, List<Word> words, List<String> unknownFields) {
    /** Reads a text; every text is a query. */
    static TypedQuery read(String text) {
        if (text.isBlank()) {
            return new TypedQuery(text, new Everything(), List.of(), List.of());
        }
        QueryTokens tokens = QueryTokens.of(text);
        List<Word> words = tokens.list().stream()
                .filter(Word.class::isInstance)
                .map(Word.class::cast)
                .toList();
        return new TypedQuery(text, new QueryParser(tokens.list()).parse(), words, tokens.unknownFields());
    }

    /** Whether there are words to match, so that results have an order of merit. */
    boolean hasWords() {
        return !(meaning instanceof Everything || meaning instanceof Nothing);
    }
}
