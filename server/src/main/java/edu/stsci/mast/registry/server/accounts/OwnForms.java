package edu.stsci.mast.registry.server.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.glassfish.jersey.server.ContainerRequest;

/**
 * Tells the forms that our pages send from those that other sites' pages send with a member of staff's cookie. Ours come with the header
 * {@code Origin} of this registry (and {@code Sec-Fetch-Site: same-origin}, from browsers that have it), and with a token that only pages
 * of the same session can know: a keyed hash of the session's identifier, so that it ends with the session.
 */
final class OwnForms {
    /** The field with the token. */
    static final String FIELD = "csrf";

    /** The header with the token, for requests that have no form. */
    static final String HEADER = "X-CSRF-Token";

    private final String publicOrigin;

    /**
     * The forms of a registry.
     *
     * @param publicUrl how the world reaches it; empty when it does so directly
     */
    OwnForms(String publicUrl) {
        this.publicOrigin = publicUrl.isEmpty() ? "" : origin(URI.create(publicUrl));
    }

    private static String origin(URI url) {
        return (url.getScheme() + "://" + url.getRawAuthority()).toLowerCase(Locale.ROOT);
    }

    /** The token for a secret that a browser has in a cookie. */
    static String token(String secret) {
        return new Seal(secret.getBytes(StandardCharsets.UTF_8)).of("form");
    }

    /**
     * Why a request that changes something does not come from a page of ours; empty when it does. Its body stays readable.
     *
     * @param secret what the browser has in its cookie
     */
    Optional<String> objection(ContainerRequestContext request, HttpServletRequest servlet, String secret) {
        String header = request.getHeaderString(HEADER);
        return objection(servlet, secret, header == null ? field(request, servlet) : header);
    }

    /**
     * As {@link #objection(ContainerRequestContext, HttpServletRequest, String)}, for a form that has been read.
     *
     * @param sent the token in it
     */
    Optional<String> objection(HttpServletRequest servlet, String secret, String sent) {
        String own = publicOrigin.isEmpty()
                ? (servlet.getScheme() + "://" + servlet.getHeader(HttpHeaders.HOST)).toLowerCase(Locale.ROOT)
                : publicOrigin;
        String origin = servlet.getHeader("Origin");
        String site = servlet.getHeader("Sec-Fetch-Site");
        boolean ours = origin != null
                && origin.toLowerCase(Locale.ROOT).equals(own)
                && (site == null || site.equals("same-origin"));
        if (!ours) {
            return Optional.of("This request was not sent by a page of this registry, so it changes nothing."
                    + (publicOrigin.isEmpty() ? "" : " Its pages are at " + publicOrigin + "."));
        }
        return new Seal(secret.getBytes(StandardCharsets.UTF_8)).matches("form", sent)
                ? Optional.empty()
                : Optional.of(
                        "The form is not one of your present session, so nothing was changed. Load its page again,"
                                + " and send it from there.");
    }

    private static String field(ContainerRequestContext request, HttpServletRequest servlet) {
        MediaType type = request.getMediaType();
        if (type == null || !request.hasEntity()) {
            return "";
        }
        String value = null;
        if (type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
                && request instanceof ContainerRequest jersey) {
            jersey.bufferEntity(); // the resource method reads it again
            value = jersey.readEntity(Form.class).asMap().getFirst(FIELD);
        } else if (type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)) {
            value = servlet.getParameter(FIELD); // the resource method finds the parts there, too
        }
        return value == null ? "" : value;
    }
}
