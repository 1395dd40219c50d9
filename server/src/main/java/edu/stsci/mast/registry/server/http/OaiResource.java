package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.oai.OaiProvider;
import edu.stsci.mast.registry.oai.OaiResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

/** OAI-PMH over HTTP (OAI-PMH 2.0, section 3.1): GET and POST, both answered with status 200, errors included. */
@Path("/oai")
public final class OaiResource {
    private final OaiProvider provider;

    /** The service of one provider. */
    public OaiResource(OaiProvider provider) {
        this.provider = provider;
    }

    /** Answers a request whose arguments are in the URL. */
    @GET
    public Response get(@Context UriInfo uri) {
        return answer(uri.getQueryParameters());
    }

    /** Answers a request whose arguments are in the body (section 3.1.1.2). */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(MultivaluedMap<String, String> form) {
        return answer(form);
    }

    private Response answer(MultivaluedMap<String, String> arguments) {
        OaiResponse response = provider.respond(arguments);
        return Response.ok((StreamingOutput) response::writeTo)
                .type(MediaType.TEXT_XML_TYPE.withCharset("utf-8"))
                .build();
    }
}
