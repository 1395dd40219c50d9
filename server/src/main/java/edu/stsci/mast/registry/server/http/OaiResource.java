package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.oai.OaiProvider;
import edu.stsci.mast.registry.oai.OaiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** OAI-PMH over HTTP (OAI-PMH 2.0, section 3.1): GET and POST, both answered with status 200, errors included. */
@Path("/oai")
public final class OaiResource {
    /** Far more than a request needs, in bytes. */
    private static final int LONGEST_FORM = 1 << 20;

    private final OaiProvider provider;

    /** The service of one provider. */
    public OaiResource(OaiProvider provider) {
        this.provider = provider;
    }

    /** Answers a request whose arguments are in the URL. */
    @GET
    public Response get(@Context HttpServletRequest request) {
        return answer(OaiArguments.read(request.getQueryString(), new byte[0]));
    }

    /**
     * Answers a request whose arguments are in the body (section 3.1.1.2). Those in the URL count, too, so that none is ignored in
     * silence: one that is in both places is repeated.
     */
    @POST
    public Response post(@Context HttpServletRequest request, InputStream body) throws IOException {
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
        return answer(OaiArguments.read(request.getQueryString(), form));
    }

    /** Whether a Content-Type is that of forms; a charset beside it says nothing, since percent-escapes are always UTF-8 here. */
    private static boolean isForm(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED);
    }

    private Response answer(Map<String, List<String>> arguments) {
        OaiResponse response = provider.respond(arguments);
        return Response.ok((StreamingOutput) response::writeTo)
                .type(MediaType.TEXT_XML_TYPE.withCharset("utf-8"))
                .build();
    }

    private static Response refusal(int status, String sentence) {
        return Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.ACCEPT, status == 415 ? MediaType.APPLICATION_FORM_URLENCODED : null)
                .entity(sentence + "\n")
                .build();
    }
}
