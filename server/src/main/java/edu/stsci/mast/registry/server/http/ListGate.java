package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;

/**
 * Lets so many list requests in at a time, from their arrival until their answers are sent, since each holds a page in memory. Those beyond
 * are answered with status 503 and {@code Retry-After} (OAI-PMH 2.0, section 3.1.2.2), at once, so that nobody waits for nothing.
 */
public final class ListGate implements ApplicationEventListener {
    private static final String ENTERED = ListGate.class.getName();

    private final Semaphore places;
    private final long retryAfterSeconds;

    /**
     * A gate.
     *
     * @param places how many may be inside
     * @param retryAfter what the others are told to wait; rounded up to whole seconds
     */
    public ListGate(int places, Duration retryAfter) {
        this.places = new Semaphore(places);
        this.retryAfterSeconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    /**
     * Lets a request in, which leaves when it is finished, whatever becomes of it.
     *
     * @throws ServiceUnavailableException when there is no place
     */
    void enter(ContainerRequest request) {
        if (!places.tryAcquire()) {
            throw new ServiceUnavailableException(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, retryAfterSeconds)
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                    .entity("This registry is sending as many lists as it can at a time; please repeat the request in "
                            + retryAfterSeconds + " seconds.\n")
                    .build());
        }
        request.setProperty(ENTERED, places);
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        // nothing to do
    }

    @Override
    public RequestEventListener onRequest(RequestEvent start) {
        return event -> {
            if (event.getType() == RequestEvent.Type.FINISHED
                    && event.getContainerRequest().getProperty(ENTERED) == places) {
                places.release();
            }
        };
    }
}
