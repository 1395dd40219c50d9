package edu.stsci.mast.registry.server.metrics;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Tells of each request when it has been answered, and gives it a name, which all that is logged meanwhile has, and which the sender is told
 * as {@code X-Request-ID}. A sender, such as a proxy in front of this server, may choose the name.
 */
public final class RequestWatch extends ValveBase {
    /** The name of the request in the log: Elastic Common Schema's. */
    public static final String ID = "http.request.id";

    private static final Logger LOG = LoggerFactory.getLogger(RequestWatch.class);
    private static final String HEADER = "X-Request-ID";
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    /** Queries to it may have the codes by which one signs in. */
    private static final String PRIVATE = "/staff";

    private static final int LONGEST_CLIENT = 200;

    private final List<Consumer<AnsweredRequest>> listeners = new CopyOnWriteArrayList<>();

    /** A watch that tells nobody yet. */
    public RequestWatch() {
        super(true);
    }

    /**
     * From now on somebody is told.
     *
     * @param listener told of each request, in the thread that answered it: what it does must be quick
     */
    public void add(Consumer<AnsweredRequest> listener) {
        listeners.add(listener);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String id = Optional.ofNullable(request.getHeader(HEADER))
                .filter(USABLE.asMatchPredicate())
                .orElseGet(RequestWatch::newId);
        response.setHeader(HEADER, id);
        MDC.put(ID, id);
        try {
            getNext().invoke(request, response);
        } finally {
            MDC.remove(ID);
            if (request.isAsync()) {
                request.getAsyncContext().addListener(new AsyncEnd(() -> tell(id, request, response)));
            } else {
                tell(id, request, response);
            }
        }
    }

    private static String newId() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong());
    }

    private void tell(String id, Request request, Response response) {
        String path = Optional.ofNullable(request.getRequestURI()).orElse("/");
        boolean secret = path.startsWith(PRIVATE);
        Optional<String> verb =
                Optional.ofNullable(request.getAttribute(RequestKind.VERB)).map(Object::toString);
        String client = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        AnsweredRequest answered = new AnsweredRequest(
                id,
                RequestKind.of(path, verb),
                request.getMethod(),
                path,
                secret ? "" : Optional.ofNullable(request.getQueryString()).orElse(""),
                response.getStatus(),
                response.getBytesWritten(false),
                Duration.ofNanos(System.nanoTime() - request.getCoyoteRequest().getStartTimeNanos()),
                client.substring(0, Math.min(client.length(), LONGEST_CLIENT)));
        for (Consumer<AnsweredRequest> listener : listeners) {
            try {
                listener.accept(answered);
            } catch (RuntimeException e) {
                LOG.error("A request that was answered cannot be counted", e);
            }
        }
    }
}
