package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.consolidation.ConsolidationRefusedException;
import edu.stsci.mast.registry.model.consolidation.ServiceSheet;
import edu.stsci.mast.registry.model.consolidation.SheetColumn;
import edu.stsci.mast.registry.model.consolidation.SheetImport;
import edu.stsci.mast.registry.model.consolidation.SheetLine;
import edu.stsci.mast.registry.model.editing.Template;
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
import java.util.List;
import java.util.Map;

/** {@code /staff/sheet}: drafts from a table of services. */
@Path("/staff/sheet")
@Requires(Right.EDIT)
public final class SheetPages {
    private final CurationAnswers answers;
    private final SheetImport sheets;

    SheetPages(Templates templates, SheetImport sheets) {
        this.answers = new CurationAnswers(templates);
        this.sheets = sheets;
    }

    /** The form. */
    @GET
    public Response form(@Context SecurityContext security) {
        return page(security, 200, "", "", List.of());
    }

    private Response page(SecurityContext security, int status, String table, String problem, List<SheetLine> lines) {
        return answers.page(
                security,
                status,
                "sheet.jte",
                Map.of(
                        "table", table,
                        "problem", problem,
                        "lines", lines,
                        "columns", List.of(SheetColumn.values()),
                        "templates", Template.all()));
    }

    /** Says what each line of the {@code table} would do; makes the drafts when {@code do} is {@code make}. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response read(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        String table = DraftPages.text(form, "table");
        Actor actor = Visit.of(security).actor();
        try {
            ServiceSheet sheet = ServiceSheet.read(table);
            if (DraftPages.text(form, "do").equals("make")) {
                long run = sheets.carryOut(sheet, "table of " + sheet.rows().size() + " services", actor);
                return CurationAnswers.to("/staff/imports/" + run);
            }
            return page(security, 200, table, "", sheets.rehearse(sheet, actor));
        } catch (ConsolidationRefusedException e) {
            return page(security, 422, table, e.getMessage(), List.of());
        }
    }
}
