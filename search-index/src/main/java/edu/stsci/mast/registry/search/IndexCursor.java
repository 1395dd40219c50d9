package edu.stsci.mast.registry.search;

import org.apache.solr.common.SolrDocument;
import org.apache.solr.common.SolrInputDocument;

/**
 * How far the index has followed the change feed. It stands in the index itself, in a document of its own that no search returns, so that
 * both are always in step, whatever is lost.
 *
 * @param sequence the last change that the index holds
 * @param generation the number of the rebuilding that the index is of, with which all its documents are marked
 * @param rebuilding whether documents of earlier generations are still to be overwritten or removed
 */
record IndexCursor(long sequence, long generation, boolean rebuilding) {
    /** The cursor's {@link SolrField#ID}; no IVOID looks like it. */
    static final String ID = "cursor";

    private static final String SEQUENCE = "cursor_sequence";
    private static final String LAYOUT = "cursor_layout";
    private static final String REBUILDING = "cursor_rebuilding";

    /**
     * The beginning of a rebuilding.
     *
     * @param latest the latest generation that the index has documents of; 0 for none
     */
    static IndexCursor rebuild(long latest) {
        return new IndexCursor(0, Math.max(latest + 1, System.currentTimeMillis()), true);
    }

    IndexCursor at(long newSequence) {
        return new IndexCursor(newSequence, generation, rebuilding);
    }

    IndexCursor rebuilt() {
        return new IndexCursor(sequence, generation, false);
    }

    SolrInputDocument document() {
        SolrInputDocument document = new SolrInputDocument();
        document.setField(SolrField.ID, ID);
        document.setField(SolrField.KIND, "cursor");
        document.setField(SEQUENCE, sequence);
        document.setField(SolrField.GENERATION, generation);
        document.setField(SolrField.VERSION, DocumentVersion.of(this));
        document.setField(REBUILDING, rebuilding);
        document.setField(LAYOUT, (long) IndexLayout.NUMBER);
        return document;
    }

    static IndexCursor of(SolrDocument document) {
        return new IndexCursor(
                number(document, SEQUENCE),
                number(document, SolrField.GENERATION),
                Boolean.TRUE.equals(document.getFieldValue(REBUILDING)));
    }

    /** Whether the index that this document is from has the layout that this program makes. */
    static boolean isOfPresentLayout(SolrDocument document) {
        return number(document, LAYOUT) == IndexLayout.NUMBER;
    }

    private static long number(SolrDocument document, String field) {
        return document.getFieldValue(field) instanceof Number number ? number.longValue() : 0;
    }
}
