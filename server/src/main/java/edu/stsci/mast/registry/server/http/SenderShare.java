package edu.stsci.mast.registry.server.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Senders senders;
    private final int most;
    /** How many are worked on; only those of whom there are any. */
    private final Map<String, Integer> present = new ConcurrentHashMap<>();

    SenderShare(Senders senders, int most) {
        super(true);
        this.senders = senders;
        this.most = most;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String sender = senders.of(request);
        try {
            if (present.merge(sender, 1, Integer::sum) > most) {
                refuse(request, response);
            } else {
                getNext().invoke(request, response);
            }
        } finally {
            present.computeIfPresent(sender, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    private void refuse(Request request, Response response) throws IOException {
        byte[] sentence = ("This server works on " + most
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
