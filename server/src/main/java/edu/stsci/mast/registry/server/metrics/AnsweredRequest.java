package edu.stsci.mast.registry.server.metrics;

import java.time.Duration;

/**
 * A request that has been answered, for logs and statistics. It has nothing that tells a person: neither addresses of senders, nor cookies,
 * nor what was sent in the body.
 *
 * @param id what the request is called in the log
 * @param kind which protocol and which of its questions
 * @param method the HTTP method
 * @param path the path, as it was sent
 * @param query the query as it was sent; empty when there was none, and where queries may have secrets
 * @param status the status of the answer
 * @param bytes how many bytes the answer's body had on the wire
 * @param took from the first byte of the request to the last of the answer
 * @param client the sender's program, as it calls itself; empty when it does not
 */
public record AnsweredRequest(
        String id,
        RequestKind kind,
        String method,
        String path,
        String query,
        int status,
        long bytes,
        Duration took,
        String client) {
    /** How it went. */
    public enum Outcome {
        /** It was answered. */
        OK,
        /** It was not as it has to be, not allowed, or about what there is not (status 4xx). */
        REFUSED,
        /** The registry could not answer it (status 5xx). */
        FAILED
    }

    /** How it went, by the status. */
    public Outcome outcome() {
        return status >= 500 ? Outcome.FAILED : status >= 400 ? Outcome.REFUSED : Outcome.OK;
    }
}
