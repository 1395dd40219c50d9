package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftComment;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.http.ApiDoor;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;

/**
 * {@code /api/drafts}: the drafts of our records for scripts. A draft's {@code ETag} is its revision; whoever changes one says by {@code
 * If-Match} which revision they have seen.
 */
@Path("/api/drafts")
@Requires(Right.EDIT)
@Produces(MediaType.APPLICATION_JSON)
public final class DraftsApi {
    private final Curation curation;

    /** The interface to drafts. */
    public DraftsApi(Curation curation) {
        this.curation = curation;
    }

    /**
     * A draft with what is known of it.
     *
     * @param findings what is wrong in its text
     * @param comments what was said of it
     */
    public record Details(Draft draft, List<Finding> findings, List<DraftComment> comments) {}

    /** The open drafts, those changed last first. */
    @ApiDoor("The open drafts, those changed last first.")
    @GET
    @Requires(Right.READ)
    public List<Draft> drafts() {
        return curation.drafts().open();
    }

    /** Begins a draft with a document. */
    @ApiDoor(value = "Begins a draft with a document.", answer = Details.class, status = 201)
    @POST
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    public Response begin(byte[] document, @Context SecurityContext security) {
        try {
            Draft draft = curation.drafts().create(document, actor(security));
            return answer(draft, Response.created(URI.create("/api/drafts/" + draft.id())));
        } catch (DraftRefusedException e) {
            throw Answers.refused(e, curation, document);
        }
    }

    /** A draft. */
    @ApiDoor(
            value = "A draft, with what is wrong in it and what was said of it.",
            answer = Details.class,
            parameters = {
                @ApiDoor.Parameter(name = "draft", value = "The number of the draft."),
            })
    @GET
    @Path("{draft: [0-9]{1,18}}")
    @Requires(Right.READ)
    public Response draft(@PathParam("draft") long id) {
        return answer(find(id), Response.ok());
    }

    /** A draft's text. */
    @ApiDoor(
            value = "The text of a draft.",
            parameters = {
                @ApiDoor.Parameter(name = "draft", value = "The number of the draft."),
            })
    @GET
    @Path("{draft: [0-9]{1,18}}/document")
    @Requires(Right.READ)
    @Produces(MediaType.APPLICATION_XML)
    public Response document(@PathParam("draft") long id) {
        Draft draft = find(id);
        return Response.ok(text(draft), MediaType.APPLICATION_XML_TYPE)
                .tag(Integer.toString(draft.revision()))
                .build();
    }

    /** Saves a text. */
    @ApiDoor(
            value = "Saves a text.",
            answer = Details.class,
            parameters = {
                @ApiDoor.Parameter(name = "draft", value = "The number of the draft."),
                @ApiDoor.Parameter(
                        name = "If-Match",
                        value = "The ETag that was seen, so that nothing is overwritten unseen."),
            })
    @PUT
    @Path("{draft: [0-9]{1,18}}/document")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    public Response save(
            @PathParam("draft") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] document,
            @Context SecurityContext security) {
        try {
            Draft saved =
                    curation.drafts().save(id, revision(ifMatch), document, find(id).baseVersion(), actor(security));
            return answer(saved, Response.ok());
        } catch (DraftRefusedException e) {
            throw Answers.refused(e, curation, document);
        }
    }

    /** Hands a draft to the curators. */
    @ApiDoor(
            value = "Hands a draft to the curators.",
            answer = Details.class,
            parameters = {
                @ApiDoor.Parameter(name = "draft", value = "The number of the draft."),
                @ApiDoor.Parameter(
                        name = "If-Match",
                        value = "The ETag that was seen, so that nothing is overwritten unseen."),
            })
    @POST
    @Path("{draft: [0-9]{1,18}}/submit")
    public Response submit(
            @PathParam("draft") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext security) {
        try {
            return answer(curation.drafts().submit(id, revision(ifMatch), actor(security)), Response.ok());
        } catch (DraftRefusedException e) {
            throw Answers.refused(e, curation, null);
        }
    }

    /** Publishes a draft; {@code reason} is kept in the record's history. */
    @ApiDoor(
            value = "Publishes a draft.",
            answer = RecordsApi.Entry.class,
            parameters = {
                @ApiDoor.Parameter(name = "draft", value = "The number of the draft."),
                @ApiDoor.Parameter(
                        name = "If-Match",
                        value = "The ETag that was seen, so that nothing is overwritten unseen."),
                @ApiDoor.Parameter(name = "reason", value = "Why; kept in the history of the record."),
            })
    @POST
    @Path("{draft: [0-9]{1,18}}/publish")
    @Requires(Right.PUBLISH)
    public Response publish(
            @PathParam("draft") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @QueryParam("reason") @DefaultValue("") String reason,
            @Context SecurityContext security) {
        Draft draft = find(id);
        try {
            return Response.ok(RecordsApi.Entry.of(
                            curation.publication().publish(id, revision(ifMatch), actor(security), reason.strip())))
                    .build();
        } catch (DraftRefusedException e) {
            throw Answers.refused(e, curation, text(draft));
        }
    }

    /** Discards a draft. */
    @ApiDoor(
            value = "Gives a draft up.",
            status = 204,
            parameters = {
                @ApiDoor.Parameter(name = "draft", value = "The number of the draft."),
                @ApiDoor.Parameter(
                        name = "If-Match",
                        value = "The ETag that was seen, so that nothing is overwritten unseen."),
            })
    @DELETE
    @Path("{draft: [0-9]{1,18}}")
    public Response discard(
            @PathParam("draft") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext security) {
        try {
            curation.drafts().discard(id, revision(ifMatch), actor(security));
            return Response.noContent().build();
        } catch (DraftRefusedException e) {
            throw Answers.refused(e, curation, null);
        }
    }

    private Response answer(Draft draft, Response.ResponseBuilder answer) {
        try {
            return answer.tag(Integer.toString(draft.revision()))
                    .entity(new Details(
                            draft,
                            curation.publication().findings(text(draft)),
                            curation.drafts().comments(draft.id())))
                    .build();
        } catch (DraftRefusedException e) {
            throw new IllegalStateException("A saved draft cannot be read: " + e.getMessage(), e);
        }
    }

    private Draft find(long id) {
        return curation.drafts().find(id).orElseThrow(() -> new NotFoundException("There is no draft " + id + "."));
    }

    private byte[] text(Draft draft) {
        return curation.drafts().text(draft.id(), draft.revision()).orElseThrow();
    }

    private static int revision(String ifMatch) {
        return Answers.number(ifMatch, "revision");
    }

    private static Actor actor(SecurityContext security) {
        return Visit.of(security).actor();
    }
}
