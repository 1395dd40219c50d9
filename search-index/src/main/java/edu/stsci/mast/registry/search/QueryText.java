package edu.stsci.mast.registry.search;

import java.util.List;
import java.util.Optional;

/**
 * What a person's query means. Every text is a query: operators without operands, parentheses without partners and characters that are
 * neither letters nor digits are passed over. Nothing of the text is handed to Solr as syntax.
 */
sealed interface QueryText {
    /** Every record: the text is blank. */
    record Everything() implements QueryText {}

    /** No record: the text has no word in it. */
    record Nothing() implements QueryText {}

    /** Records with most of some terms. */
    record Bag(List<Term> terms) implements QueryText {}

    /** Records that match all of some parts and none of others; either list may be empty, not both. */
    record All(List<QueryText> required, List<QueryText> forbidden) implements QueryText {}

    /** Records that match at least one part. */
    record Any(List<QueryText> parts) implements QueryText {}

    /**
     * A word, a beginning of words or a phrase.
     *
     * @param field the part of the record in which it must stand; empty for any
     * @param text without quotation marks or asterisk
     */
    record Term(Optional<SearchField> field, String text, Kind kind) {
        enum Kind {
            WORD,
            PREFIX,
            PHRASE
        }
    }
}
