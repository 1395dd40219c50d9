package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.consolidation.BulkEdits;
import edu.stsci.mast.registry.model.consolidation.BulkPreview;
import edu.stsci.mast.registry.model.consolidation.Selection;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.curation.CurationAnswers;
import edu.stsci.mast.registry.server.curation.DraftPages;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /staff/bulk}: one change of many records, first shown, then carried out. */
@Path("/staff/bulk")
@Requires(Right.EDIT)
public final class BulkPages {
    private final CurationAnswers answers;
    private final BulkEdits edits;

    BulkPages(Templates templates, BulkEdits edits) {
        this.answers = new CurationAnswers(templates);
        this.edits = edits;
    }

    /** The form. */
    @GET
    public Response form(@Context SecurityContext security) {
        return page(security, 200, BulkForm.empty(), "");
    }

    private Response page(SecurityContext security, int status, BulkForm form, String problem) {
        return answers.page(security, status, "bulk.jte", Map.of("form", form, "problem", problem));
    }

    /** Shows what would be done; nothing is changed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response preview(MultivaluedMap<String, String> fields, @Context SecurityContext security) {
        BulkForm form = new BulkForm(fields);
        try {
            Selection selection = form.selection();
            List<BulkPreview> previews = edits.preview(
                    selection, form.operation(), Visit.of(security).actor());
            if (previews.isEmpty()) {
                return page(security, 422, form, "None of the records that are meant would change.");
            }
            return answers.page(
                    security,
                    200,
                    "bulkPreview.jte",
                    Map.of(
                            "form", form,
                            "words", form.operation().words(),
                            "previews", previews));
        } catch (IllegalArgumentException e) {
            return page(security, 422, form, e.getMessage());
        }
    }

    /**
     * Carries it out on the records {@code record}, each with the version that was shown before its IVOID; {@code publish} is whether at once.
     */
    @POST
    @Path("carry-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response carryOut(MultivaluedMap<String, String> fields, @Context SecurityContext security) {
        BulkForm form = new BulkForm(fields);
        Actor actor = Visit.of(security).actor();
        boolean publish = form.value("do").equals("publish");
        if (publish && !actor.may(Right.PUBLISH)) {
            throw answers.trouble(security, 403, "Nothing was changed", "You may not publish records; make drafts.");
        }
        try {
            List<BulkEdits.Seen> seen = new ArrayList<>();
            for (String record : fields.getOrDefault("record", List.of())) {
                int blank = record.indexOf(' ');
                seen.add(new BulkEdits.Seen(
                        Ivoid.of(record.substring(blank + 1)),
                        DraftPages.number(record.substring(0, Math.max(0, blank)))));
            }
            if (seen.isEmpty() || seen.size() > BulkEdits.MOST) {
                throw new IllegalArgumentException("Choose records, " + BulkEdits.MOST + " at most.");
            }
            long run = edits.carryOut(seen, form.operation(), publish, form.value("reason"), actor);
            return CurationAnswers.to("/staff/imports/" + run);
        } catch (IllegalArgumentException e) {
            return page(security, 422, form, e.getMessage());
        }
    }
}
