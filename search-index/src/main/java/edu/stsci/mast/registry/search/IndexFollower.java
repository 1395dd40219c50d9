package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Leases;
import edu.stsci.mast.registry.search.feed.FeedFollower;

/**
 * Keeps the search index in step with the master copy, so that a committed change is searchable within a second. A rebuilding overwrites
 * the index little by little; searches go on with what it holds.
 */
public final class IndexFollower extends FeedFollower {
    /** A follower that is the only one that brings what the feed has into the store; {@link #start} begins. */
    public IndexFollower(ChangeFeed feed, SolrStore store) {
        super(feed, new SolrTarget(store, null), "search-index-follower");
    }

    /**
     * A follower beside others in other processes, which take turns; {@link #start} begins.
     *
     * @param leases of the database that they share
     */
    public IndexFollower(ChangeFeed feed, SolrStore store, Leases leases) {
        super(feed, new SolrTarget(store, store.isShared() ? leases : null), "search-index-follower");
    }
}
