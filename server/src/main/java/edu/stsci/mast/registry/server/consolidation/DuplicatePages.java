package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.consolidation.Duplicates;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.curation.CurationAnswers;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;

/** {@code /staff/duplicates}: records of ours that may describe the same thing, and two of them side by side. */
@Path("/staff/duplicates")
@Requires(Right.READ)
public final class DuplicatePages {
    private final CurationAnswers answers;
    private final MasterCopy masterCopy;
    private final Duplicates duplicates;

    DuplicatePages(Templates templates, MasterCopy masterCopy, Duplicates duplicates) {
        this.answers = new CurationAnswers(templates);
        this.masterCopy = masterCopy;
        this.duplicates = duplicates;
    }

    /** What may be duplicates. */
    @GET
    public Response list(@Context SecurityContext security) {
        return answers.page(security, 200, "duplicates.jte", Map.of("duplicates", duplicates.find()));
    }

    /** The records {@code first} and {@code second} side by side. */
    @GET
    @Path("compare")
    public Response compare(
            @QueryParam("first") @DefaultValue("") String first,
            @QueryParam("second") @DefaultValue("") String second,
            @Context SecurityContext security) {
        StoredRecord one = record(first);
        StoredRecord other = record(second);
        return answers.page(
                security,
                200,
                "duplicatesCompare.jte",
                Map.of("first", one, "second", other, "lines", Comparison.of(one.document(), other.document())));
    }

    private StoredRecord record(String ivoid) {
        return Ivoid.parse(ivoid)
                .flatMap(masterCopy::find)
                .filter(found -> found.managed() && found.document() != null)
                .orElseThrow(() -> new NotFoundException("There is no record '" + ivoid + "' that is ours."));
    }
}
