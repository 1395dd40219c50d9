package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Tells browsers to load nothing from elsewhere, to run no script that is not ours, and to come by https only when that is how we are reached. */
final class SecurityHeaders implements ContainerResponseFilter {
    /** Where the hub of the user's own machine is, through which pages send resources to desktop applications (SAMP 1.3, section 5). */
    private static final String SAMP_HUB = "http://localhost:21012";

    private static final String A_YEAR = "max-age=31536000";

    private final boolean secure;

    /** For a registry that the world reaches at an address. */
    SecurityHeaders(String url) {
        this.secure = url.startsWith("https:");
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putSingle(
                "Content-Security-Policy",
                "default-src 'self'; connect-src 'self' " + SAMP_HUB
                        + "; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "same-origin");
        if (secure) {
            headers.putSingle("Strict-Transport-Security", A_YEAR);
        }
    }
}
