package edu.stsci.mast.registry.server.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a client goes away while its request is worked on and nothing is written yet: servlets have no way to learn that before they
 * write. Each look reads what has come in on the connection, as Tomcat itself would do for the next request, and keeps it for that.
 */
public final class ClientWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
    private static final String CONNECTION = ClientWatch.class.getName();
    /** Of the notes of a request, those below 16 are Tomcat's. */
    private static final int NOTE = 20;

    private static final long INTERVAL_MILLIS = 250;

    private final Set<Watched> all = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "client-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins to look. */
    public ClientWatch() {
        clock.scheduleWithFixedDelay(this::look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Watches the client of a request whose body has been read, until it is told to stop, which must be before the request is over.
     *
     * @param gone what is to be done once when the client has gone away; quick, and for any thread
     * @return what stops watching; it may be called more than once
     */
    public Runnable watch(HttpServletRequest request, Runnable gone) {
        if (!(request.getAttribute(CONNECTION) instanceof Connection connection)) {
            return () -> {}; // not by this server's connector
        }
        Watched watched = new Watched(connection, gone);
        all.add(watched);
        return () -> {
            all.remove(watched);
            watched.stop();
        };
    }

    private void look() {
        for (Watched watched : all) {
            try {
                if (watched.look()) {
                    all.remove(watched);
                }
            } catch (RuntimeException e) {
                LOG.error("A client cannot be watched", e);
                all.remove(watched);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** One request's client. */
    private static final class Watched {
        private final Connection connection;
        private final Runnable gone;
        private boolean stopped;

        Watched(Connection connection, Runnable gone) {
            this.connection = connection;
            this.gone = gone;
        }

        /** Whether there is nothing more to see. */
        synchronized boolean look() {
            if (!stopped && connection.isClosed()) {
                stopped = true;
                gone.run();
            }
            return stopped;
        }

        /** When this returns, nobody reads from the connection any more. */
        synchronized void stop() {
            stopped = true;
        }
    }

    /** A connection, while it has a request. */
    private interface Connection {
        /** Whether the client has closed it, or at least its own direction: nobody who still waits for an answer does so. */
        boolean isClosed();
    }

    /** A processor whose requests know their connection; {@link Valve} makes it an attribute of them. */
    static final class Processor extends Http11Processor {
        Processor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
            request.setNote(NOTE, (Connection) this::isClosed);
        }

        private boolean isClosed() {
            try {
                getSocketWrapper().isReadyForRead(); // what has come stays in its buffer
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    /** See {@link Processor}. */
    static final class Valve extends ValveBase {
        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setAttribute(CONNECTION, request.getCoyoteRequest().getNote(NOTE));
            getNext().invoke(request, response);
        }
    }
}
