package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.oai.OaiProvider;
import edu.stsci.mast.registry.oai.OaiResponse;
import edu.stsci.mast.registry.server.metrics.RequestKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;

/**
 * OAI-PMH over HTTP (OAI-PMH 2.0, section 3.1): GET and POST, both answered with status 200, errors of the protocol included. A browser gets
 * the same answer as a page.
 */
@Path("/oai")
public final class OaiResource {
    /** Far more than a request needs, in bytes. */
    private static final int LONGEST_FORM = 1 << 20;

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
    public Response get(@Context HttpServletRequest request, @Context ContainerRequestContext context) {
        return answer(OaiArguments.read(request.getQueryString(), new byte[0]), (ContainerRequest) context);
    }

    /**
     * Answers a request whose arguments are in the body (section 3.1.1.2). Those in the URL count, too, so that none is ignored in
     * silence: one that is in both places is repeated.
     */
    @POST
    public Response post(
            @Context HttpServletRequest request, InputStream body, @Context ContainerRequestContext context)
            throws IOException {
        byte[] form = body.readNBytes(LONGEST_FORM + 1);
        if (form.length > LONGEST_FORM) {
            return refusal(413, "A request of OAI-PMH has at most " + LONGEST_FORM + " bytes; this one has more.");
        }
        if (form.length > 0 && !isForm(request.getContentType())) {
            return refusal(
                    415,
                    "OAI-PMH takes the arguments of a POST request as a form; send them with the Content-Type "
                            + MediaType.APPLICATION_FORM_URLENCODED + ".");
        }
        return answer(OaiArguments.read(request.getQueryString(), form), (ContainerRequest) context);
    }

    /** Whether a Content-Type is that of forms; a charset beside it says nothing, since percent-escapes are always UTF-8 here. */
    private static boolean isForm(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED);
    }

    private Response answer(Map<String, List<String>> arguments, ContainerRequest request) {
        request.setProperty(
                RequestKind.VERB, arguments.getOrDefault("verb", List.of("")).get(0));
        if (OaiProvider.isList(arguments)) {
            gate.enter(request);
        }
        OaiResponse response = provider.respond(arguments);
        Response.ResponseBuilder answer = Negotiation.prefersHtml(request)
                ? Response.ok(page.apply(response)).type(HTML)
                : xml(response, request);
        // The same question has another answer tomorrow, and another one for a browser.
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    /** The answer as XML; when the client has it already, only this news (RFC 9110, section 13.1.2). */
    private static Response.ResponseBuilder xml(OaiResponse response, Request request) {
        Optional<EntityTag> tag = response.fingerprint().map(print -> new EntityTag(print, true));
        Response.ResponseBuilder unchanged =
                tag.map(request::evaluatePreconditions).orElse(null);
        Response.ResponseBuilder answer = unchanged != null
                ? unchanged
                : Response.ok((StreamingOutput) out -> write(response, out)).type(XML);
        return tag.isPresent() ? answer.tag(tag.get()) : answer;
    }

    private static void write(OaiResponse response, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, HttpServer.LARGE_BUFFER);
        response.writeTo(buffered);
        buffered.flush();
    }

    private static Response refusal(int status, String sentence) {
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.ACCEPT, status == 415 ? MediaType.APPLICATION_FORM_URLENCODED : null)
                .entity(sentence + "\n")
                .build();
    }
}
