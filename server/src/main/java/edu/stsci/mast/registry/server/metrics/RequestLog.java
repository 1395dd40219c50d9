package edu.stsci.mast.registry.server.metrics;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line of the log for each request that was answered, with the fields of Elastic Common Schema beside it. */
public final class RequestLog implements Consumer<AnsweredRequest> {
    /** The name of its logger. */
    public static final String NAME = "registry.requests";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    @Override
    public void accept(AnsweredRequest request) {
        String address = request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
        LOG.atInfo()
                .addKeyValue(RequestWatch.ID, request.id())
                .addKeyValue("event.dataset", "registry.requests")
                .addKeyValue("event.duration", request.took().toNanos())
                .addKeyValue("event.outcome", request.outcome() == AnsweredRequest.Outcome.OK ? "success" : "failure")
                .addKeyValue("http.request.method", request.method())
                .addKeyValue("http.response.status_code", request.status())
                .addKeyValue("http.response.bytes", request.bytes())
                .addKeyValue("url.path", request.path())
                .addKeyValue("url.query", request.query())
                .addKeyValue("user_agent.original", request.client())
                .addKeyValue("registry.protocol", request.kind().protocol())
                .addKeyValue("registry.verb", request.kind().verb())
                .log(
                        "{} {} {} {} bytes {} ms",
                        request.method(),
                        printable(address),
                        request.status(),
                        request.bytes(),
                        request.took().toMillis());
    }

    /** An address is percent-encoded by rights, but anybody can send anything. */
    private static String printable(String address) {
        return address.codePoints().allMatch(c -> c > 0x20 && c < 0x7F)
                ? address
                : address.replaceAll("[^\\x21-\\x7E]", "?");
    }
}
