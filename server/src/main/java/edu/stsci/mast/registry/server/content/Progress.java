package edu.stsci.mast.registry.server.content;

/** Told how far a long piece of work has come. Calls may come from several threads. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (done, total) -> {};

    /**
     * Says how far the work is.
     *
     * @param done how much is done, in the work's own unit (records, mostly)
     * @param total how much there is to do; 0 while that is unknown
     */
    void at(long done, long total);
}
