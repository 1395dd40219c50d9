package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Tells browsers to load nothing from elsewhere and to run no script that is not ours; lets programs in other pages read our answers. */
final class SecurityHeaders implements ContainerResponseFilter {
    /** Where the hub of the user's own machine is, through which pages send resources to desktop applications (SAMP 1.3, section 5). */
    private static final String SAMP_HUB = "http://localhost:21012";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putSingle(
                "Content-Security-Policy",
                "default-src 'self'; connect-src 'self' " + SAMP_HUB
                        + "; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "same-origin");
        // Everything that is served without a login is public (VO protocols are used from web applications); from the
        // rest
        // the filter for staff takes this away.
        headers.putSingle("Access-Control-Allow-Origin", "*");
    }
}
