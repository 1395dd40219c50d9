package edu.stsci.mast.registry.search;

/** The version of what the index holds. */
final class IndexLayout {
    /**
     * To be raised with every change of schema.xml or {@link SolrDocuments} that needs all records to be indexed anew; the schema's name
     * carries it, too.
     */
    static final int NUMBER = 5;

    /** The name of the schema of this layout, by which a Solr server tells which one it has. */
    static final String SCHEMA = "registry-" + NUMBER;

    private IndexLayout() {}
}
