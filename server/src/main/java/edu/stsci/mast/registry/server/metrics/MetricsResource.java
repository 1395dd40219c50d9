package edu.stsci.mast.registry.server.metrics;

import edu.stsci.mast.registry.server.AddressRange;
import edu.stsci.mast.registry.server.http.Senders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /metrics}: the numbers for Prometheus, for those who may read them. */
@Path("/metrics")
public final class MetricsResource {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final RegistryMetrics metrics;
    private final Senders senders;
    private final List<AddressRange> readers;

    /** The numbers, for readers at these addresses. */
    public MetricsResource(RegistryMetrics metrics, Senders senders, List<AddressRange> readers) {
        this.metrics = metrics;
        this.senders = senders;
        this.readers = List.copyOf(readers);
    }

    /** All numbers in Prometheus's text format; 403 for others. */
    @GET
    public Response metrics(@Context HttpServletRequest request) {
        boolean allowed = senders.address(request)
                .filter(address -> readers.stream().anyMatch(range -> range.contains(address)))
                .isPresent();
        return allowed
                ? Response.ok(metrics.text()).type(FORMAT).build()
                : Response.status(Response.Status.FORBIDDEN)
                        .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                        .entity("The numbers of this registry are not for everybody; its operator says by"
                                + " registry.metrics.readers from which addresses they may be read.\n")
                        .build();
    }
}
