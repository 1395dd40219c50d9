package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.tap.TapException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets so many queries of each sender in at a time, so that nobody takes all connections to the tables. Thread-safe. */
public final class SenderGate {
    private final Senders senders;
    private final int places;
    /** How many are inside; only those of whom somebody is. */
    private final Map<String, Integer> inside = new ConcurrentHashMap<>();

    /**
     * A gate.
     *
     * @param places how many queries of one sender may be inside
     */
    public SenderGate(Senders senders, int places) {
        this.senders = senders;
        this.places = places;
    }

    /**
     * Lets a query in.
     *
     * @return what lets it out; it may be called more than once
     * @throws TapException when its sender has no place left
     */
    public Runnable enter(HttpServletRequest request) throws TapException {
        String sender = senders.of(request);
        int count = inside.merge(sender, 1, Integer::sum);
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (!left.getAndSet(true)) {
                inside.computeIfPresent(sender, (key, n) -> n == 1 ? null : n - 1);
            }
        };
        if (count > places) {
            leave.run();
            throw new TapException(
                    TapException.Reason.TOO_MANY,
                    "This service answers " + places
                            + " queries of one sender at a time, and is answering so many of yours"
                            + " (senders behind one network address count as one); repeat the query when one of them has"
                            + " ended, or send it as a job");
        }
        return leave;
    }
}
