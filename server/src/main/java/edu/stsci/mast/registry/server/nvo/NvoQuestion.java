package edu.stsci.mast.registry.server.nvo;

/**
 * What an old script asks.
 *
 * @param keywords words to find, phrases in quotes; null for none
 * @param allKeywords whether all words must occur, rather than one of them
 * @param predicate a condition on the resources, as the old interface wrote it; empty for none
 * @param capability what the types or standards of a resource's capabilities must have in them; empty for any
 * @param waveband a waveband that the resource must have; empty for any
 * @param rows what a row of the answer is
 */
record NvoQuestion(
        String keywords, boolean allKeywords, String predicate, String capability, String waveband, Rows rows) {
    /** What a row of the answer is about. */
    enum Rows {
        /** A resource; what is said of its interfaces stands in lists. */
        RESOURCES,
        /** An interface of a resource. */
        INTERFACES
    }

    static NvoQuestion keywords(String keywords, boolean all, Rows rows) {
        return new NvoQuestion(keywords, all, "", "", "", rows);
    }

    static NvoQuestion predicate(String predicate, String capability, String waveband, Rows rows) {
        return new NvoQuestion(null, true, predicate, capability, waveband, rows);
    }
}
