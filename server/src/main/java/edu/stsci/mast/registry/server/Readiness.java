package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.search.feed.FeedFollower;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether this node should be sent requests: once what it derives from the records has been as new as these, until it leaves. A database
 * that does not answer later, or an index that is built anew, is the same on all nodes, so that taking one out would help nobody.
 */
final class Readiness {
    /** So long a change may take to be seen while others are being made. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final List<FeedFollower> followers;
    private volatile boolean caughtUp;
    private volatile boolean leaving;

    Readiness(List<FeedFollower> followers) {
        this.followers = List.copyOf(followers);
    }

    /** From now on, it should be sent no more requests. */
    void leave() {
        leaving = true;
    }

    /** Why it should not be sent requests now, in a sentence; empty when it should. */
    Optional<String> obstacle() {
        if (leaving) {
            return Optional.of("This server is being stopped.");
        }
        try {
            caughtUp = caughtUp || haveCaughtUp();
        } catch (DatabaseException e) {
            return Optional.of("The database does not answer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return caughtUp
                ? Optional.empty()
                : Optional.of("The search index or the tables of RegTAP are not up to date yet.");
    }

    private boolean haveCaughtUp() throws InterruptedException {
        for (FeedFollower follower : followers) {
            if (!follower.awaitCaughtUp(LIMIT)) {
                return false;
            }
        }
        return true;
    }
}
