package edu.stsci.mast.registry.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many places for requests of each sender. Thread-safe. */
final class SenderPlaces {
    private final Senders senders;
    private final int each;
    /** How many are taken; only by those who have any. */
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    SenderPlaces(Senders senders, int each) {
        this.senders = senders;
        this.each = each;
    }

    /**
     * Takes a place.
     *
     * @return what gives it back, and may be called more than once; empty when the sender has none left
     */
    Optional<Runnable> take(HttpServletRequest request) {
        String sender = senders.of(request);
        boolean free = taken.merge(sender, 1, Integer::sum) <= each;
        AtomicBoolean given = new AtomicBoolean();
        Runnable giveBack = () -> {
            if (!given.getAndSet(true)) {
                taken.computeIfPresent(sender, (key, count) -> count == 1 ? null : count - 1);
            }
        };
        if (!free) {
            giveBack.run();
        }
        return free ? Optional.of(giveBack) : Optional.empty();
    }

    /** How many places each sender has. */
    int each() {
        return each;
    }
}
