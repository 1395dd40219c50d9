package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.regex.Pattern;

/**
 * Lets scripts in other sites' pages use what is open to everybody (CORS, of the Fetch standard): web applications of the Virtual Observatory
 * query its services from the browser. Never with cookies, and nothing that is for staff: there browsers keep answers from such scripts.
 */
final class CrossOrigin implements ContainerResponseFilter {
    /** A path with the part .. may lead elsewhere for whoever else looks at it. */
    private static final Pattern OPEN = Pattern.compile(
            "(?!(.*/)?\\.\\.(/|$))(oai|tap(/.*)?|search|resource/.*|static/.*|capabilities|availability|health|NVORegInt\\.asmx(/.*)?"
                    + "|api/(search|suggest|harvest|checks)(/.*)?|api/openapi\\.json)?");
    /** TAP's jobs are told by Location; by its name a request can be found in our log. */
    private static final String EXPOSED = "Location, Retry-After, Content-Disposition, X-Request-ID";

    private static final String A_DAY = "86400";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!OPEN.matcher(request.getUriInfo().getPath()).matches()) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("Access-Control-Allow-Origin", "*");
        headers.putSingle("Access-Control-Expose-Headers", EXPOSED);
        if (request.getMethod().equals("OPTIONS") && request.getHeaderString("Access-Control-Request-Method") != null) {
            headers.putSingle("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE");
            headers.putSingle("Access-Control-Allow-Headers", "Accept, Content-Type, X-Requested-With, X-Request-ID");
            headers.putSingle("Access-Control-Max-Age", A_DAY);
        }
    }
}
