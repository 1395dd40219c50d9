package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.model.store.DatabaseException;
import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.tap.TapException;
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
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what goes wrong into an answer with the right status and a sentence, without telling strangers about our insides: a page for
 * browsers, JSON for what was asked under {@code /api/}, plain text for other programs.
 */
public final class ErrorAnswers implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final int RETRY_SECONDS = 10;
    private static final List<String> NO_ROOM =
            List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

    /** Makes the pages for browsers. */
    @FunctionalInterface
    public interface ErrorPage {
        /**
         * A page in HTML, in UTF-8.
         *
         * @param title what is wrong, in few words
         * @param sentence what is wrong, and what to do
         */
        byte[] of(String title, String sentence);
    }

    private final Optional<ErrorPage> page;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /**
     * An error in JSON.
     *
     * @param status the answer's status code
     * @param error a sentence
     */
    public record Problem(int status, String error) {}

    /** @param page empty for a server that has no pages: browsers get plain text, too */
    ErrorAnswers(Optional<ErrorPage> page) {
        this.page = page;
    }

    @Override
    public Response toResponse(Throwable e) {
        if (e instanceof WebApplicationException known) {
            int status = known.getResponse().getStatus();
            if (known.getResponse().hasEntity() || status < 400) {
                return known.getResponse();
            }
            return switch (status) {
                case 405 -> otherMethod(known.getResponse());
                case 404 -> answer(404, missing(known));
                default -> answer(status, known.getMessage());
            };
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
            return later("The keyword search is not available at the moment; please try again in a while.");
        }
        if (e instanceof DatabaseException) {
            LOG.error("{}", e.getMessage());
            return later("The registry's database is not available at the moment; please try again in a while.");
        }
        Optional<BadRequestException> broken = GoneClients.in(e);
        if (broken.isPresent()) {
            LOG.debug("A request could not be read: {}", broken.get().getMessage());
            return broken.get().getCause() instanceof SocketTimeoutException
                    ? answer(408, "The rest of the request did not come in time. Send it again.")
                    : answer(
                            400,
                            "The request ended before it was complete, or its parts are malformed. Send it again.");
        }
        Optional<TapException> ended = endOfQuery(e);
        if (ended.isPresent()) {
            LOG.info(
                    "A query ended while its result was written: {}",
                    ended.get().getMessage());
            return answer(ended.get().reason().status(), ended.get().getMessage());
        }
        if (isForWantOfRoom(e)) {
            LOG.error("A request failed, since the disk is full");
            return later("The registry has no room on its disk at the moment; please try again in a while.");
        }
        LOG.error("A request failed", e);
        return answer(500, "The registry made an error. It has been noted; please tell us what you were doing.");
    }

    /** Why a query was ended while its result was written: by a limit, or since its sender has gone; empty for faults of ours. */
    private static Optional<TapException> endOfQuery(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(TapException.class::isInstance)
                .map(TapException.class::cast)
                .filter(why -> why.reason() != TapException.Reason.FAULT)
                .findFirst();
    }

    /** Java has no exception of its own for it, only the system's words. */
    private static boolean isForWantOfRoom(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(IOException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(words -> NO_ROOM.stream().anyMatch(words::contains));
    }

    /** Jersey itself says only the status. */
    private String missing(WebApplicationException e) {
        return e.getMessage().startsWith("HTTP 404")
                ? "There is nothing at the address /" + uri.getPath() + ". Check how it is written."
                : e.getMessage();
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

    /** RFC 9110, section 10.2.3: programs and load balancers are told when to come again. */
    private Response later(String sentence) {
        return answer(503, Response.status(503).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS), sentence);
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
        response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (page.isPresent() && Negotiation.prefersHtml(headers)) {
            return response.type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                    .entity(page.get().of(title(status), sentence))
                    .build();
        }
        return response.type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .entity(sentence + "\n")
                .build();
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "This request is not understood";
            case 401, 403 -> "This is not allowed";
            case 404 -> "There is nothing here";
            case 405 -> "This cannot be done here";
            case 503 -> "Not available at the moment";
            default -> status < 500 ? "This request cannot be answered" : "An error of the registry";
        };
    }
}
