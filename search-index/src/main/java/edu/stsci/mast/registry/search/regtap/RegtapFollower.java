package edu.stsci.mast.registry.search.regtap;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.search.feed.FeedFollower;

/**
 * Keeps the relational registry in step with the master copy, so that a committed change can be queried within a second. A rebuilding makes
 * a new file; queries go on with the old one meanwhile. Close it before its {@link RegtapStore}.
 */
public final class RegtapFollower extends FeedFollower {
    /** A follower that brings what the feed has into the store; {@link #start} begins. */
    public RegtapFollower(ChangeFeed feed, RegtapStore store) {
        super(feed, new RegtapTarget(store), "regtap-follower");
        store.whenSpoilt(this::rebuild);
    }
}
