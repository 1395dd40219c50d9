package edu.stsci.mast.registry;

import edu.stsci.mast.registry.RawHttp.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends each request to any of the nodes, as a load balancer does, and notes each answer that a client should not have seen: anything but what
 * was expected, except connections that break off because their node ends. For one thread; what is counted is shared.
 */
final class NodesClient {
    private final TestNodes nodes;
    private final Random random;
    private final Tally tally;

    NodesClient(TestNodes nodes, Random random, Tally tally) {
        this.nodes = nodes;
        this.random = random;
        this.tally = tally;
    }

    /** What is done again and again: one piece of it at a time. */
    @FunctionalInterface
    interface Work {
        void step() throws Exception;
    }

    /** What is counted beside answers. */
    enum Count {
        EDITS,
        PAGES,
        JOBS_COMPLETED,
        JOBS_GIVEN_UP,
        SIGN_INS
    }

    /** What all clients together have seen. */
    static final class Tally {
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicInteger dropped = new AtomicInteger();
        private final Map<Count, AtomicInteger> counts = new ConcurrentHashMap<>();
        private final Queue<String> errors = new ConcurrentLinkedQueue<>();

        int answers() {
            return answers.get();
        }

        int dropped() {
            return dropped.get();
        }

        Collection<String> errors() {
            return new ArrayList<>(errors);
        }

        int number(Count count) {
            return counts.getOrDefault(count, new AtomicInteger()).get();
        }
    }

    /** A request. */
    record Request(String method, String target, String body, List<String> headers) {
        static Request get(String target, String... headers) {
            return new Request("GET", target, null, List.of(headers));
        }

        static Request form(String target, String body, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.add("Content-Type: application/x-www-form-urlencoded");
            return new Request("POST", target, body, all);
        }
    }

    /** The answer of any node; empty when that ended before it came, so that nobody knows what has become of the request. */
    Optional<Answer> once(Request request) {
        TestNodes.Node node = any();
        try {
            Answer answer = node.http()
                    .send(
                            request.method(),
                            request.target(),
                            request.body(),
                            request.headers().toArray(String[]::new));
            if (answer.status() == 503 && node.leaves()) {
                // What it needs for an answer is closed already; a load balancer asks another one.
                tally.dropped.incrementAndGet();
                return Optional.empty();
            }
            if (answer.status() >= 500) {
                error(node + " says: " + node.log());
            }
            tally.answers.incrementAndGet();
            return Optional.of(answer);
        } catch (IOException e) {
            if (node.leaves()) {
                tally.dropped.incrementAndGet();
            } else {
                error(request.method() + " " + request.target() + " at " + node + ": " + e);
            }
            return Optional.empty();
        }
    }

    /** Notes what should not be. */
    void error(String what) {
        tally.errors.add(what);
    }

    void count(Count count) {
        tally.counts.computeIfAbsent(count, c -> new AtomicInteger()).incrementAndGet();
    }

    /** A text as it is in an address or a form. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private TestNodes.Node any() {
        while (true) {
            List<TestNodes.Node> up = nodes.up();
            if (!up.isEmpty()) {
                return up.get(random.nextInt(up.size()));
            }
            Thread.onSpinWait();
        }
    }

    /** The answer of a node that lives long enough; for requests that may be sent twice. */
    Answer get(String target, String... headers) {
        while (true) {
            Optional<Answer> answer = once(Request.get(target, headers));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** As {@link #get}, and notes any status but this one as an error. */
    Answer get(int status, String target, String... headers) {
        return expect(Request.get(target, headers), get(target, headers), status);
    }

    /** Notes any status but these as an error. */
    Answer expect(Request request, Answer answer, Integer... statuses) {
        if (!List.of(statuses).contains(answer.status())) {
            error(request.method() + " " + request.target() + " " + request.headers() + ": " + answer.status() + " "
                    + answer.text());
        }
        return answer;
    }
}
