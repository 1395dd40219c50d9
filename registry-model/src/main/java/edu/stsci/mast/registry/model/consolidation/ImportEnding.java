package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.WriteTransaction;

/** How the transactions of an import end. */
@FunctionalInterface
public interface ImportEnding {
    /** They are committed. */
    ImportEnding COMMITTED = (transaction, all) -> all ? transaction.commitAll() : transaction.commit();

    /** Nothing is stored, and the result says what would have been. */
    ImportEnding REHEARSED = (transaction, all) -> transaction.rehearse();

    /**
     * Ends a transaction.
     *
     * @param all whether nothing is to be stored when a record is refused
     */
    CommitResult end(WriteTransaction transaction, boolean all);

    /** They are committed, and what they did is noted with an import. */
    static ImportEnding notedIn(ImportRuns runs, long run) {
        return (transaction, all) -> {
            transaction.alongside(connection -> runs.note(connection, run, transaction.written()));
            return COMMITTED.end(transaction, all);
        };
    }
}
