package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.search.feed.FeedFollower;

/**
 * Keeps the search index in step with the master copy, so that a committed change is searchable within a second. A rebuilding overwrites
 * the index little by little; searches go on with what it holds.
 */
public final class IndexFollower extends FeedFollower {
    /** A follower that brings what the feed has into the store; {@link #start} begins. */
    public IndexFollower(ChangeFeed feed, SolrStore store) {
        super(feed, new SolrTarget(store), "search-index-follower");
    }
}
