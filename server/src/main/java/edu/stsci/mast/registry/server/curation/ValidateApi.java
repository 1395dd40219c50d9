package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.content.Checker;
import edu.stsci.mast.registry.server.content.ValidationReport;
import edu.stsci.mast.registry.server.http.ApiDoor;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** {@code /api/validate}: what is wrong with records that are sent, as the command {@code validate --json} tells it. Nothing is stored. */
@Path("/api/validate")
public final class ValidateApi {
    private final Checker checker;

    /** Checks by the rules of a normaliser. */
    public ValidateApi(DocumentNormaliser normaliser) {
        this.checker = new Checker(normaliser);
    }

    /** Checks a VOResource document, an {@code ri:VOResources} with several, or a saved OAI-PMH response. */
    @POST
    @Requires(Right.READ)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Produces(MediaType.APPLICATION_JSON)
    @ApiDoor(
            value =
                    "Checks a VOResource document, an ri:VOResources with several, or a saved OAI-PMH response; stores nothing.",
            parameters = {
                @ApiDoor.Parameter(name = "severity", value = "The least that is told: ERROR, WARNING or HINT."),
            })
    public ValidationReport validate(@QueryParam("severity") @DefaultValue("HINT") String severity, InputStream sent)
            throws IOException {
        ValidationReport.Builder report = new ValidationReport.Builder(severity(severity));
        // a file, since the readers of records may look at their beginning twice, and so that little is in memory
        java.nio.file.Path file = Files.createTempFile("validate", ".xml");
        try {
            Files.copy(sent, file, StandardCopyOption.REPLACE_EXISTING);
            return report.report(checker.checkSent(file, report::add));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Finding.Severity severity(String word) {
        try {
            return Finding.Severity.valueOf(word.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(
                    "The parameter severity must be ERROR, WARNING or HINT, not '" + word + "'.", e);
        }
    }
}
