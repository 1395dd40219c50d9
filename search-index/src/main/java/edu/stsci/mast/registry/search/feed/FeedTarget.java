package edu.stsci.mast.registry.search.feed;

import edu.stsci.mast.registry.model.store.StoredRecord;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a {@link FeedFollower} keeps in step with the master copy: something derived from the records that can be built anew at any time,
 * and that remembers within itself how far it has come. For the follower's thread only.
 *
 * <p>{@link #toString} names it in the log, such as {@code search index data/solr}.
 */
public interface FeedTarget extends AutoCloseable {
    /**
     * Finds out how far it has come; the first call, and the first one after each failure.
     *
     * @return the sequence number of the last change that it holds, with all before it; empty when it is to be built anew
     * @throws Exception when it cannot be reached for now
     */
    OptionalLong resume() throws Exception;

    /**
     * Whether other processes bring it up to date, too. Then {@link #resume} is called before each look for news, and whatever is done may have
     * been done by another meanwhile.
     */
    default boolean isShared() {
        return false;
    }

    /**
     * Takes or keeps the right to change it; called before {@link #begin} and before each {@link #apply}.
     *
     * @return whether it is our turn; otherwise another process does the work
     */
    default boolean takeTurn() {
        return true;
    }

    /** There is nothing more to do for now. */
    default void endTurn() {}

    /** Begins to build it anew, from the first change on. */
    void begin() throws Exception;

    /** Whether it is to be built anew, although {@link #resume} found it usable. */
    default boolean isSpoilt() {
        return false;
    }

    /** Whether it holds all that it should; false from {@link #begin} until the last batch of that building was applied. */
    boolean isWhole();

    /**
     * Takes in the next changes. Doing so twice changes nothing.
     *
     * @param records the records that changed, in their present states
     * @param end the sequence number up to which nothing is left out
     * @param last whether no further change is known of at present
     * @return whether what has been applied so far is to be seen from outside
     */
    boolean apply(List<StoredRecord> records, long end, boolean last) throws Exception;

    /** Something has failed: lets go of what may be spoilt; {@link #resume} follows. */
    void failed(Exception failure);

    /** Lets go of everything; what was applied is kept. */
    @Override
    void close() throws Exception;
}
