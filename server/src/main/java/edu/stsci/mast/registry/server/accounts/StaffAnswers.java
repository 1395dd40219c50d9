package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.server.http.ErrorAnswers;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Says why somebody gets nothing: a page for browsers, JSON below {@code /api/}, a sentence for other programs. */
final class StaffAnswers {
    static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final Templates templates;

    StaffAnswers(Templates templates) {
        this.templates = templates;
    }

    /** An answer with this sentence. */
    Response.ResponseBuilder answer(ContainerRequestContext request, int status, String title, String sentence) {
        if (request.getUriInfo().getPath().startsWith("api/")) {
            return Response.status(status)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new ErrorAnswers.Problem(status, sentence));
        }
        return wantsPage(request)
                ? page(status, title, sentence)
                : Response.status(status)
                        .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                        .entity(sentence + "\n");
    }

    /** A page with this sentence. */
    Response.ResponseBuilder page(int status, String title, String sentence) {
        return Response.status(status)
                .type(HTML)
                .entity(templates.render("staffTrouble.jte", Map.of("title", title, "sentence", sentence)));
    }

    /** Whether whoever asks names HTML among what they can read, as browsers do. */
    static boolean wantsPage(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType()
                        && !type.isWildcardSubtype()
                        && type.isCompatible(MediaType.TEXT_HTML_TYPE));
    }
}
