package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** {@code /staff}: where members of staff begin. */
@Path("/staff")
public final class StaffPages {
    private final Templates templates;

    StaffPages(Templates templates) {
        this.templates = templates;
    }

    /** What they can do here. */
    @GET
    @Requires(Right.READ)
    public Response home(@Context SecurityContext security) {
        return Response.ok(templates.render("staff.jte", Map.of("visit", Visit.of(security))))
                .type(StaffAnswers.HTML)
                .build();
    }
}
