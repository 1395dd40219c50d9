package edu.stsci.mast.registry.server.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Lets requests in while the server can work on them. Whoever asks before or after is told to come again, with status 503 (RFC 9110, section
 * 15.6.4), and their connection ends: load balancers ask another node then, where they would wait for one that does not answer.
 */
final class Gate extends ValveBase {
    private static final String RETRY_SECONDS = "5";

    private enum State {
        STARTING,
        OPEN,
        STOPPING
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private State state = State.STARTING;
    private int inside;

    Gate() {
        super(true);
    }

    /** From now on requests are let in. */
    void open() {
        become(State.OPEN);
    }

    /** From now on no request is let in. */
    void close() {
        become(State.STOPPING);
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the requests that were let in are answered, or the time is over. */
    void awaitEmpty(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (inside > 0 && left > 0) {
                left = empty.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private State enter() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                inside++;
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            if (inside == 0) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        State found = enter();
        if (found != State.OPEN) {
            refuse(response, found == State.STARTING ? "started" : "stopped");
            return;
        }
        try {
            getNext().invoke(request, response);
            if (!request.isAsync()) {
                response.finishResponse(); // what was not sent yet belongs to the answer
            }
        } finally {
            leave();
        }
    }

    private static void refuse(Response response, String what) throws IOException {
        response.setStatus(503);
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setContentType("text/plain;charset=utf-8");
        response.getOutputStream()
                .write(("The registry is being " + what + "; please try again in a while.\n")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
