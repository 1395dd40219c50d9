package edu.stsci.mast.registry.server.accounts;

import edu.stsci.mast.registry.model.accounts.AuditEntry;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.server.http.QueryNumbers;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

/** {@code /staff/audit}: who did what and when, for administrators; as a page, or as CSV with {@code format=csv}. */
@Path("/staff/audit")
@Requires(Right.ADMINISTER)
public final class AuditPages {
    private static final int A_PAGE = 50;

    private final AuditLog log;
    private final Templates templates;

    AuditPages(AuditLog log, Templates templates) {
        this.log = log;
        this.templates = templates;
    }

    /** The entries that are asked for, the newest first. */
    @GET
    public Response entries(@Context UriInfo uri, @Context SecurityContext security) {
        MultivaluedMap<String, String> parameters = uri.getQueryParameters();
        AuditQuestion question = AuditQuestion.of(parameters);
        long before = QueryNumbers.read(parameters, "before", Long.MAX_VALUE, Long.MAX_VALUE);
        AuditLog.Filter filter;
        try {
            filter = question.filter();
        } catch (IllegalArgumentException e) {
            return page(security, 400, new AuditPage(question, List.of(), log.acts(), "", "", e.getMessage() + "."));
        }
        if (Fields.of(parameters, "format").equals("csv")) {
            return Response.ok(new AuditCsv(log, filter))
                    .type(new MediaType("text", "csv").withCharset("utf-8"))
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"")
                    .build();
        }
        List<AuditEntry> found = log.read(filter, before, A_PAGE + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(A_PAGE, found.size()));
        String older = found.size() > A_PAGE
                ? question.address("before", Long.toString(shown.get(A_PAGE - 1).id()))
                : "";
        return page(
                security,
                200,
                new AuditPage(question, shown, log.acts(), older, question.address("format", "csv"), ""));
    }

    private Response page(SecurityContext security, int status, AuditPage page) {
        return Response.status(status)
                .type(StaffAnswers.HTML)
                .entity(templates.render("audit.jte", Map.of("page", page, "visit", Visit.of(security))))
                .build();
    }
}
