package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;

/**
 * Sends clients on to the registry's public address. Without it, redirections name the address that a proxy in front of this server asked, or
 * whatever a client wrote into {@code Host}: behind a proxy that ends TLS, they would lead from https to http.
 */
final class PublicLocations implements ContainerResponseFilter {
    private final String publicUrl;

    /** For a registry whose address for the world is given; empty when it is the one that was asked. */
    PublicLocations(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        URI location = response.getLocation();
        if (publicUrl.isEmpty() || location == null) {
            return;
        }
        URI below = request.getUriInfo().getBaseUri().relativize(location);
        if (!below.isAbsolute() && below.getRawAuthority() == null) {
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.LOCATION,
                            URI.create(publicUrl + "/").resolve(below).toString());
        }
    }
}
