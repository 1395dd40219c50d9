package edu.stsci.mast.registry.search.uws;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Those who wait until a job leaves a phase. They take no thread. */
final class Waiters {
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private final Semaphore places;

    Waiters(int most) {
        places = new Semaphore(most);
    }

    /** One who waits; {@code signal} completes when the waiting is over. */
    record Waiter(String id, JobPhase left, CompletableFuture<Void> signal) {}

    /** Begins to wait; empty when too many do. */
    Optional<Waiter> enter(String id, JobPhase phase) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        Waiter waiter = new Waiter(id, phase, new CompletableFuture<>());
        waiting.add(waiter);
        return Optional.of(waiter);
    }

    void leave(Waiter waiter) {
        if (waiting.remove(waiter)) {
            places.release();
        }
    }

    /** A job is in a phase now; null when it is gone. */
    void changed(String id, JobPhase now) {
        for (Waiter waiter : waiting) {
            if (waiter.id.equals(id) && waiter.left != now) {
                waiter.signal.complete(null);
            }
        }
    }

    /** The jobs for which somebody waits. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        waiting.forEach(waiter -> ids.add(waiter.id));
        return ids;
    }

    int count() {
        return waiting.size();
    }

    void releaseAll() {
        waiting.forEach(waiter -> waiter.signal.complete(null));
    }
}
