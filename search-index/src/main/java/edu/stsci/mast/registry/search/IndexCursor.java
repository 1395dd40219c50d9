package edu.stsci.mast.registry.search;

import java.io.IOException;
import java.util.Optional;
import org.apache.solr.client.solrj.SolrClient;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.common.SolrDocument;
import org.apache.solr.common.SolrInputDocument;

/**
 * How far the index has followed the change feed. It stands in the index itself, as a document that no search returns, and is written
 * together with what it speaks of: whatever a crash takes from the index, it takes with the cursor.
 *
 * @param sequence the last change that the index holds
 * @param generation the rebuilding that present documents belong to; grows with each
 * @param rebuilding whether documents of earlier generations are still to be removed
 */
record IndexCursor(long sequence, long generation, boolean rebuilding) {
    private static final String ID = "cursor";

    /** The beginning of a rebuilding after this state of the index. */
    IndexCursor rebuilt() {
        return new IndexCursor(0, generation + 1, true);
    }

    /** The same index, further on. */
    IndexCursor at(long newSequence) {
        return new IndexCursor(newSequence, generation, rebuilding);
    }

    /** The same index, complete. */
    IndexCursor complete() {
        return new IndexCursor(sequence, generation, false);
    }

    /** The cursor that stands in the index; empty when the index is empty, or of another layout. */
    static Optional<IndexCursor> read(SolrClient solr) throws SolrServerException, IOException {
        SolrDocument document = solr.getById(ID);
        if (document == null
                || !(document.getFieldValue("cursor_layout") instanceof Number layout)
                || layout.intValue() != IndexLayout.NUMBER) {
            return Optional.empty();
        }
        return Optional.of(new IndexCursor(
                ((Number) document.getFieldValue("cursor_sequence")).longValue(),
                ((Number) document.getFieldValue(SolrField.GENERATION)).longValue(),
                Boolean.TRUE.equals(document.getFieldValue("cursor_rebuilding"))));
    }

    SolrInputDocument document() {
        SolrInputDocument document = new SolrInputDocument();
        document.setField(SolrField.ID, ID);
        document.setField(SolrField.KIND, "cursor");
        document.setField(SolrField.GENERATION, generation);
        document.setField("cursor_sequence", sequence);
        document.setField("cursor_layout", IndexLayout.NUMBER);
        document.setField("cursor_rebuilding", rebuilding);
        return document;
    }
}
