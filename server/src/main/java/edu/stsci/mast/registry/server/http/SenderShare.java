package edu.stsci.mast.registry.server.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Works on so many requests of one sender at a time; further ones are answered with status 429 (RFC 6585, section 4). A thread is held by whoever
 * sends a request's body or takes an answer slowly, so that without it one sender could hold them all.
 */
final class SenderShare extends ValveBase {
    private static final int TOO_MANY = 429;

    private final SenderPlaces places;

    SenderShare(Senders senders, int most) {
        super(true);
        this.places = new SenderPlaces(senders, most);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Optional<Runnable> place = places.take(request);
        if (place.isEmpty()) {
            refuse(request, response);
            return;
        }
        try {
            getNext().invoke(request, response);
        } finally {
            place.get().run();
        }
    }

    private void refuse(Request request, Response response) throws IOException {
        byte[] sentence = ("This server works on " + places.each()
                        + " requests of one sender at a time, and has so many of yours"
                        + " (senders behind one network address count as one). Wait for the answer to one of them.\n")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(TOO_MANY);
        response.setHeader("Retry-After", "1");
        // What the request still has to say is not waited for: that would hold this thread, too.
        response.setHeader("Connection", "close");
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(sentence.length);
        response.getOutputStream().write(sentence);
    }
}
