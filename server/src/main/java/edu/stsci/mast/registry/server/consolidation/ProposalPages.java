package edu.stsci.mast.registry.server.consolidation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.consolidation.ConsolidationRefusedException;
import edu.stsci.mast.registry.model.consolidation.VosiProposal;
import edu.stsci.mast.registry.model.consolidation.VosiProposals;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.curation.CurationAnswers;
import edu.stsci.mast.registry.server.curation.DraftPages;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;

/** {@code /staff/proposals}: what services tell that their records do not, and what is decided on it. */
@Path("/staff/proposals")
@Requires(Right.READ)
public final class ProposalPages {
    private static final int DECIDED = 50;

    private final CurationAnswers answers;
    private final MasterCopy masterCopy;
    private final VosiProposals proposals;
    private final VosiSync sync;

    ProposalPages(Templates templates, MasterCopy masterCopy, VosiProposals proposals, VosiSync sync) {
        this.answers = new CurationAnswers(templates);
        this.masterCopy = masterCopy;
        this.proposals = proposals;
        this.sync = sync;
    }

    /** Those that wait, and those that were decided on last. */
    @GET
    public Response list(@Context SecurityContext security) {
        List<VosiProposal> open = proposals.open();
        List<VosiProposal> decided = proposals.decided(DECIDED);
        List<Ivoid> named = java.util.stream.Stream.concat(open.stream(), decided.stream())
                .map(VosiProposal::ivoid)
                .distinct()
                .toList();
        return answers.page(
                security,
                200,
                "proposals.jte",
                Map.of("open", open, "decided", decided, "titles", masterCopy.titles(named)));
    }

    /** Asks the service of the record {@code ivoid} now. */
    @POST
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(MultivaluedMap<String, String> form, @Context SecurityContext security)
            throws InterruptedException {
        String text = DraftPages.text(form, "ivoid");
        Ivoid ivoid = Ivoid.parse(text).orElseThrow(() -> new NotFoundException("'" + text + "' is no IVOID."));
        Actor actor = Visit.of(security).actor();
        if (!actor.mayEdit(ivoid)) {
            throw answers.trouble(
                    security, 403, "Nothing was asked", "You may not edit records of " + ivoid.authority() + ".");
        }
        try {
            VosiSync.Answer answer = sync.ask(ivoid, actor.name());
            if (answer.proposal().isPresent()) {
                return CurationAnswers.to(
                        "/staff/proposals/" + answer.proposal().get().id());
            }
            return answers.page(security, 200, "proposalNone.jte", Map.of("ivoid", ivoid, "notes", answer.notes()));
        } catch (ConsolidationRefusedException e) {
            throw answers.trouble(security, 409, "There is nothing to compare with", e.getMessage());
        }
    }

    /** A proposal, beside the record's text. */
    @GET
    @Path("{proposal: [0-9]{1,18}}")
    public Response proposal(@PathParam("proposal") long id, @Context SecurityContext security) {
        VosiProposal proposal =
                proposals.find(id).orElseThrow(() -> new NotFoundException("There is no proposal " + id + "."));
        byte[] before =
                masterCopy.document(proposal.ivoid(), proposal.version()).orElseThrow(NotFoundException::new);
        byte[] after = proposals.text(id).orElseThrow(NotFoundException::new);
        return answers.page(
                security,
                200,
                "proposal.jte",
                Map.of(
                        "proposal",
                        proposal,
                        "title",
                        masterCopy.titles(List.of(proposal.ivoid())).getOrDefault(proposal.ivoid(), ""),
                        "lines",
                        Comparison.of(before, after)));
    }

    /** Makes it a draft. */
    @POST
    @Path("{proposal: [0-9]{1,18}}/accept")
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response accept(@PathParam("proposal") long id, @Context SecurityContext security) {
        try {
            Draft draft = proposals.accept(id, Visit.of(security).actor());
            return CurationAnswers.to("/staff/drafts/" + draft.id() + "?told=begun");
        } catch (DraftRefusedException e) {
            throw answers.refused(security, e);
        } catch (ConsolidationRefusedException e) {
            throw answers.trouble(security, 409, "Nothing was changed", e.getMessage());
        }
    }

    /** Rejects it. */
    @POST
    @Path("{proposal: [0-9]{1,18}}/reject")
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response reject(@PathParam("proposal") long id, @Context SecurityContext security) {
        try {
            proposals.reject(id, Visit.of(security).actor());
            return CurationAnswers.to("/staff/proposals");
        } catch (ConsolidationRefusedException e) {
            throw answers.trouble(security, 409, "Nothing was changed", e.getMessage());
        }
    }
}
