package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.editing.EditRefusedException;
import edu.stsci.mast.registry.model.editing.RecordCopy;
import edu.stsci.mast.registry.model.editing.Template;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import java.util.Optional;

/** {@code /staff/drafts/new}: new records, from a template or as a copy of another. */
@Path("/staff/drafts/new")
@Requires(Right.EDIT)
public final class NewDraftPages {
    private final CurationAnswers answers;
    private final Curation curation;
    private final Template.Defaults defaults;

    /** The page of new records, which have the given publisher, contact and rights. */
    NewDraftPages(Templates templates, Curation curation, Template.Defaults defaults) {
        this.answers = new CurationAnswers(templates);
        this.curation = curation;
        this.defaults = defaults;
    }

    /** What there is to begin with; {@code copy} is the IVOID of a record to be copied. */
    @GET
    public Response choose(@QueryParam("copy") String copy, @Context SecurityContext security) {
        return page(security, 200, "", copy == null ? "" : copy, "");
    }

    private Response page(SecurityContext security, int status, String ivoid, String copy, String problem) {
        return answers.page(
                security,
                status,
                "draftNew.jte",
                Map.of("templates", Template.all(), "ivoid", ivoid, "copy", copy, "problem", problem));
    }

    /** Begins a draft of the new record {@code ivoid}: by the {@code template} of a name, or as a copy of the record {@code copy}. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response begin(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        String typed = DraftPages.text(form, "ivoid").strip();
        String copy = DraftPages.text(form, "copy").strip();
        try {
            Ivoid ivoid = Ivoid.of(typed);
            if (curation.masterCopy().find(ivoid).isPresent()) {
                return page(
                        security, 409, typed, copy, "There is a record " + ivoid + " already. Choose another IVOID.");
            }
            Optional<byte[]> text = copy.isEmpty()
                    ? Template.named(DraftPages.text(form, "template"))
                            .map(template -> template.document(ivoid, defaults))
                    : Optional.of(copied(copy, ivoid));
            if (text.isEmpty()) {
                return page(security, 422, typed, copy, "Choose what the new record describes.");
            }
            Draft draft =
                    curation.drafts().create(text.get(), Visit.of(security).actor());
            return CurationAnswers.to("/staff/drafts/" + draft.id() + "/form?told=begun");
        } catch (IllegalArgumentException | EditRefusedException e) {
            return page(security, 422, typed, copy, e.getMessage());
        } catch (DraftRefusedException e) {
            return page(security, CurationAnswers.status(e), typed, copy, e.getMessage());
        }
    }

    private byte[] copied(String from, Ivoid ivoid) throws EditRefusedException {
        byte[] original = curation.masterCopy()
                .find(Ivoid.of(from))
                .map(StoredRecord::document)
                .orElseThrow(() -> new IllegalArgumentException("There is no record " + from + " to copy."));
        return RecordCopy.of(original, ivoid);
    }
}
