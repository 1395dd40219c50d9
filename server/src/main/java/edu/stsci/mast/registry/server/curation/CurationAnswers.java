package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the pages for those who look after records have in common. */
public final class CurationAnswers {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final Templates templates;

    /** Answers with the templates of a registry. */
    public CurationAnswers(Templates templates) {
        this.templates = templates;
    }

    /** A page for whoever asks. */
    public Response page(SecurityContext security, int status, String template, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("visit", Visit.of(security));
        return Response.status(status)
                .type(HTML)
                .entity(templates.render(template, all))
                .build();
    }

    /** A page that says why something was not done. */
    public WebApplicationException refused(SecurityContext security, DraftRefusedException e) {
        return new WebApplicationException(page(
                security,
                status(e),
                "curationTrouble.jte",
                Map.of("title", "Nothing was changed", "sentence", e.getMessage(), "draft", e.present())));
    }

    /** A page that says why something was not done. */
    public WebApplicationException trouble(SecurityContext security, int status, String title, String sentence) {
        return new WebApplicationException(page(
                security,
                status,
                "curationTrouble.jte",
                Map.of("title", title, "sentence", sentence, "draft", Optional.empty())));
    }

    /** The status that says why. */
    public static int status(DraftRefusedException e) {
        return switch (e.reason()) {
            case FORBIDDEN -> 403;
            case GONE -> 404;
            case STALE, OUTDATED, THERE_IS_ONE -> 409;
            case WRONG -> 422;
        };
    }

    /** Leads to a page. */
    public static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    /** The identifier of a path without {@code ivo://}. */
    public static Ivoid ivoid(String path) {
        return Ivoid.parse("ivo://" + path).orElseThrow(() -> new NotFoundException("ivo://" + path + " is no IVOID."));
    }
}
