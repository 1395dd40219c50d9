package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** What kind of answer a client wants (RFC 9110, section 12.5.1). */
final class Negotiation {
    private Negotiation() {}

    /**
     * Whether the client would rather have a page than XML: it names {@code text/html}, not just {@code *}{@code /*}, and prefers it.
     *
     * <p>Java's own HTTP client, which harvesters use, names {@code text/html} too, without being able to do anything with it; it is known
     * by the pictures that it asks for in the same breath, and by not asking for XHTML, as browsers do.
     */
    static boolean prefersHtml(HttpHeaders headers) {
        String accept = String.join(
                ",",
                headers.getRequestHeader(HttpHeaders.ACCEPT) == null
                        ? java.util.List.of()
                        : headers.getRequestHeader(HttpHeaders.ACCEPT));
        if (accept.contains("image/gif") && !accept.contains("application/xhtml+xml")) {
            return false;
        }
        // in the order of preference
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isWildcardType() || type.isWildcardSubtype()) {
                return false;
            }
            if (type.isCompatible(MediaType.TEXT_HTML_TYPE)
                    || type.isCompatible(MediaType.APPLICATION_XHTML_XML_TYPE)) {
                return true;
            }
            if (type.getSubtype().equals("xml")) {
                return false;
            }
        }
        return false;
    }
}
