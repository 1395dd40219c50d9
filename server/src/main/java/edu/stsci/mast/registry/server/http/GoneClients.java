package edu.stsci.mast.registry.server.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that break off while they send their requests, or do not read their answers: no faults of ours, which nobody needs to read of in the
 * log. Their connections are closed, so that no answer that was cut looks like a whole one.
 */
@Priority(0)
final class GoneClients implements WriterInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(GoneClients.class);

    /** What Tomcat throws when the body of a request cannot be read, or an answer cannot be written; empty for other exceptions. */
    static Optional<BadRequestException> in(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(BadRequestException.class::isInstance)
                .map(BadRequestException.class::cast)
                .findFirst();
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        try {
            context.proceed();
        } catch (IOException | RuntimeException e) {
            if (in(e).isEmpty()) {
                throw e;
            }
            LOG.debug("An answer was not read to its end: {}", e.getMessage());
        }
    }
}
