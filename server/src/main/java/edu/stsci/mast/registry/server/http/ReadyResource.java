package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /health/ready}: whether a load balancer should send requests to this server (status 200) or not (503), and why not. */
@Path("/health/ready")
@Produces(MediaType.TEXT_PLAIN)
public final class ReadyResource {
    private final Supplier<Optional<String>> obstacle;

    /** @param obstacle says in a sentence why no requests should be sent; empty when they should */
    public ReadyResource(Supplier<Optional<String>> obstacle) {
        this.obstacle = obstacle;
    }

    /** Answers now. */
    @GET
    public Response ready() {
        Optional<String> why = obstacle.get();
        return Response.status(why.isEmpty() ? 200 : 503)
                .entity(why.orElse("ready") + "\n")
                .build();
    }
}
