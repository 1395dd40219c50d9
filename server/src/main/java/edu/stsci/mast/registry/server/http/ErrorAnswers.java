package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.uws.JobRefusedException;
import edu.stsci.mast.registry.search.uws.NoSuchJobException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what goes wrong into an answer with the right status and a sentence, without telling strangers about our insides; in JSON for what
 * was asked under {@code /api/}.
 */
public final class ErrorAnswers implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    @Context
    private UriInfo uri;

    /**
     * An error in JSON.
     *
     * @param status the answer's status code
     * @param error a sentence
     */
    public record Problem(int status, String error) {}

    @Override
    public Response toResponse(Throwable e) {
        if (e instanceof WebApplicationException known) {
            int status = known.getResponse().getStatus();
            if (known.getResponse().hasEntity() || status < 400) {
                return known.getResponse();
            }
            return status == 405 ? otherMethod(known.getResponse()) : answer(status, known.getMessage());
        }
        if (e instanceof NoSuchJobException) {
            return answer(404, e.getMessage());
        }
        if (e instanceof JobRefusedException refused) {
            // UWS 1.1, section 2.2: 403 for what is illegal in the current state, and (2.2.3.1) for jobs that are not
            // accepted
            return answer(refused.kind() == JobRefusedException.Kind.TOO_LARGE ? 413 : 403, e.getMessage());
        }
        if (e instanceof SearchUnavailableException) {
            LOG.warn("{}", e.getMessage());
            return answer(503, "The keyword search is not available at the moment; please try again in a while.");
        }
        if (e instanceof DatabaseException) {
            LOG.error("{}", e.getMessage());
            return answer(503, "The registry's database is not available at the moment; please try again in a while.");
        }
        LOG.error("A request failed", e);
        return answer(500, "The registry made an error. It has been noted; please tell us what you were doing.");
    }

    /** RFC 9110, section 15.5.6: the methods that are allowed are told; HEAD is wherever GET is (section 9.3.2). */
    private Response otherMethod(Response response) {
        Set<String> methods = new TreeSet<>(response.getAllowedMethods());
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        String allowed = String.join(", ", methods);
        return answer(
                405,
                Response.fromResponse(response).header(HttpHeaders.ALLOW, null).header(HttpHeaders.ALLOW, allowed),
                "This address can be asked only by the methods " + allowed + ".");
    }

    private Response answer(int status, String sentence) {
        return answer(status, Response.status(status), sentence);
    }

    private Response answer(int status, Response.ResponseBuilder response, String sentence) {
        if (uri.getPath().startsWith("api/")) {
            return response.type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new Problem(status, sentence))
                    .build();
        }
        return response.type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .entity(sentence + "\n")
                .build();
    }
}
