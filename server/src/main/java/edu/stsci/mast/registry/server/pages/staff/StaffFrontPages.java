package edu.stsci.mast.registry.server.pages.staff;

import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** {@code /staff}: where members of staff begin: what needs somebody's attention, and what was done this week. */
@Path("/staff")
public final class StaffFrontPages {
    private final Templates templates;
    private final StaffWork work;

    /** The page of a registry. */
    public StaffFrontPages(Templates templates, StaffWork work) {
        this.templates = templates;
        this.work = work;
    }

    /** The page as of now. */
    @GET
    @Requires(Right.READ)
    public Response page(@Context SecurityContext security) {
        return Response.ok(templates.render("staff.jte", Map.of("visit", Visit.of(security), "page", work.now())))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }
}
