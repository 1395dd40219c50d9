package edu.stsci.mast.registry.search;

import java.util.Locale;

/**
 * Which of two states of a document is the newer one: that of the later generation, and within a generation that of the later change. Where
 * several nodes write to one index, Solr drops what is older than what it has (solrconfig.xml), so that the order in which they write does
 * not matter. Texts that compare as their numbers do.
 */
final class DocumentVersion {
    private DocumentVersion() {}

    /** The version of a record's document. */
    static String of(long generation, long sequence) {
        return String.format(Locale.ROOT, "%019d.%019d", generation, sequence);
    }

    /** The version of the cursor: one of a whole index is newer than one of a rebuilding that has come as far. */
    static String of(IndexCursor cursor) {
        return of(cursor.generation(), cursor.sequence()) + (cursor.rebuilding() ? ".0" : ".1");
    }
}
