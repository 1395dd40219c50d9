package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.oai.OaiProvider;
import edu.stsci.mast.registry.oai.OaiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;

/**
 * OAI-PMH over HTTP (OAI-PMH 2.0, section 3.1): GET and POST, both answered with status 200, errors of the protocol included. A browser gets
 * the same answer as a page.
 */
@Path("/oai")
public final class OaiResource {
    private static final MediaType XML = MediaType.TEXT_XML_TYPE.withCharset("utf-8");
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final OaiProvider provider;
    private final Function<OaiResponse, byte[]> page;
    private final ListGate gate;

    /**
     * The service of one provider.
     *
     * @param page makes an answer into a page, HTML in UTF-8
     * @param gate limits the lists that are sent at a time; it has to be registered beside this resource
     */
    public OaiResource(OaiProvider provider, Function<OaiResponse, byte[]> page, ListGate gate) {
        this.provider = provider;
        this.page = page;
        this.gate = gate;
    }

    /** Answers a request whose arguments are in the URL. */
    @GET
    public Response get(
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context Request request,
            @Context ContainerRequestContext context) {
        return answer(uri.getQueryParameters(), headers, request, context);
    }

    /** Answers a request whose arguments are in the body (section 3.1.1.2). */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(
            MultivaluedMap<String, String> form,
            @Context HttpHeaders headers,
            @Context Request request,
            @Context ContainerRequestContext context) {
        return answer(form, headers, request, context);
    }

    private Response answer(
            MultivaluedMap<String, String> arguments,
            HttpHeaders headers,
            Request request,
            ContainerRequestContext context) {
        if (OaiProvider.isList(arguments)) {
            gate.enter((ContainerRequest) context);
        }
        OaiResponse response = provider.respond(arguments);
        Response.ResponseBuilder answer;
        if (Negotiation.prefersHtml(headers)) {
            answer = Response.ok(page.apply(response)).type(HTML);
        } else {
            Optional<EntityTag> tag = response.fingerprint().map(print -> new EntityTag(print, true));
            answer = tag.map(request::evaluatePreconditions)
                    .orElseGet(() ->
                            Response.ok((StreamingOutput) response::writeTo).type(XML));
            tag.ifPresent(answer::tag);
        }
        // The same question has another answer tomorrow, and another one for a browser.
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
