package edu.stsci.mast.registry.search;

/** The version of what the index holds. */
final class IndexLayout {
    /** To be raised with every change of schema.xml or {@link SolrDocuments} that needs all records to be indexed anew. */
    static final int NUMBER = 4;

    private IndexLayout() {}
}
