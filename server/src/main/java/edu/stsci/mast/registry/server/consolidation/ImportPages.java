package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditEntry;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.consolidation.ImportItem;
import edu.stsci.mast.registry.model.consolidation.ImportRun;
import edu.stsci.mast.registry.model.consolidation.ImportRuns;
import edu.stsci.mast.registry.model.consolidation.Undo;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.curation.CurationAnswers;
import edu.stsci.mast.registry.server.curation.DraftPages;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;

/** {@code /staff/imports}: imports and other changes of many records, what each did, and undoing it. */
@Path("/staff/imports")
@Requires(Right.READ)
public final class ImportPages {
    private static final int A_PAGE = 100;

    private final CurationAnswers answers;
    private final ImportRuns runs;
    private final Undo undo;
    private final AuditLog audit;

    ImportPages(Templates templates, ImportRuns runs, Undo undo, AuditLog audit) {
        this.answers = new CurationAnswers(templates);
        this.runs = runs;
        this.undo = undo;
        this.audit = audit;
    }

    /** The imports, the newest first. */
    @GET
    public Response list(@QueryParam("skip") @DefaultValue("0") String skip, @Context SecurityContext security) {
        int from = Math.max(0, DraftPages.number(skip));
        List<ImportRun> found = runs.list(from, A_PAGE + 1);
        return answers.page(
                security,
                200,
                "imports.jte",
                Map.of(
                        "runs",
                        found.subList(0, Math.min(A_PAGE, found.size())),
                        "skip",
                        from,
                        "more",
                        found.size() > A_PAGE));
    }

    /** One of them, with the records that it changed. */
    @GET
    @Path("{run: [0-9]{1,18}}")
    public Response run(
            @PathParam("run") long id,
            @QueryParam("skip") @DefaultValue("0") String skip,
            @QueryParam("told") @DefaultValue("") String told,
            @Context SecurityContext security) {
        ImportRun run = find(id);
        int from = Math.max(0, DraftPages.number(skip));
        List<ImportItem> items = runs.items(id, from, A_PAGE + 1);
        return answers.page(
                security,
                200,
                "importRun.jte",
                Map.of(
                        "run",
                        run,
                        "items",
                        items.subList(0, Math.min(A_PAGE, items.size())),
                        "problems",
                        runs.problems(id),
                        "skip",
                        from,
                        "more",
                        items.size() > A_PAGE,
                        "told",
                        told.matches("[0-9]{1,9}-[0-9]{1,9}") ? told(told) : ""));
    }

    private static String told(String counts) {
        String[] parts = counts.split("-");
        return parts[0] + " changes were undone, " + parts[1] + " were not; beside those, the list says why.";
    }

    /** Undoes it, as far as whoever asks may. */
    @POST
    @Path("{run: [0-9]{1,18}}/undo")
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response undo(@PathParam("run") long id, @Context SecurityContext security) {
        ImportRun run = find(id);
        Actor actor = Visit.of(security).actor();
        Undo.Result result = undo.undo(run.id(), actor);
        audit.append(
                actor,
                "undo import",
                "import " + id,
                AuditEntry.Outcome.DONE,
                result.undone() + " undone, " + result.kept() + " kept");
        return CurationAnswers.to("/staff/imports/" + id + "?told=" + result.undone() + "-" + result.kept());
    }

    private ImportRun find(long id) {
        return runs.find(id).orElseThrow(() -> new NotFoundException("There is no import " + id + "."));
    }
}
