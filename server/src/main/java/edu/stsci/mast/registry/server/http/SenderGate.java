package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.tap.TapException;
import jakarta.servlet.http.HttpServletRequest;

/** Lets so many queries of each sender in at a time, so that nobody takes all connections to the tables. Thread-safe. */
public final class SenderGate {
    private final SenderPlaces places;

    /**
     * A gate.
     *
     * @param places how many queries of one sender may be inside
     */
    public SenderGate(Senders senders, int places) {
        this.places = new SenderPlaces(senders, places);
    }

    /**
     * Lets a query in.
     *
     * @return what lets it out; it may be called more than once
     * @throws TapException when its sender has no place left
     */
    public Runnable enter(HttpServletRequest request) throws TapException {
        return places.take(request)
                .orElseThrow(() -> new TapException(
                        TapException.Reason.TOO_MANY,
                        "This service answers " + places.each()
                                + " queries of one sender at a time, and is answering so many of yours"
                                + " (senders behind one network address count as one); repeat the query when one of them has"
                                + " ended, or send it as a job"));
    }
}
