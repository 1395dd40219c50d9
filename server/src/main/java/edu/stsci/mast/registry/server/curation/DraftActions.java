package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** What the buttons on a draft's page do. Each leads back to a page, which says what was done. */
@Path("/staff/drafts")
@Requires(Right.EDIT)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public final class DraftActions {
    private static final Map<String, String> TOLD = Map.of(
            "begun", "The draft was begun.",
            "there", "There is a draft of this record already; this is it.",
            "saved", "The draft was saved.",
            "merged", "The two texts were merged, and the draft saved.",
            "submitted", "The draft was handed to the curators.",
            "given-back", "The draft is open again.",
            "scheduled", "The draft will be published at the time that was set.",
            "discarded", "The draft was discarded. Its texts can be read on.",
            "commented", "The comment was kept.",
            "published", "The draft was published.");

    private final CurationAnswers answers;
    private final Curation curation;
    private final Clock clock;

    /** The actions on drafts. */
    public DraftActions(Templates templates, Curation curation, Clock clock) {
        this.answers = new CurationAnswers(templates);
        this.curation = curation;
        this.clock = clock;
    }

    /** What a page tells by a word in its address; empty for words that it does not know, and for null. */
    static String told(String word) {
        return word == null ? "" : TOLD.getOrDefault(word, "");
    }

    /** Does something to a draft. */
    @FunctionalInterface
    private interface Act {
        Draft to(long id, int revision, Actor actor) throws DraftRefusedException;
    }

    private Response act(long id, MultivaluedMap<String, String> form, SecurityContext security, Act act, String told) {
        try {
            int revision = DraftPages.number(DraftPages.text(form, "revision"));
            return DraftPages.toDraft(act.to(id, revision, Visit.of(security).actor()), told);
        } catch (DraftRefusedException e) {
            throw answers.refused(security, e);
        }
    }

    /** Hands it to the curators. */
    @POST
    @Path("{draft: [0-9]{1,18}}/submit")
    public Response submit(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        return act(id, form, security, curation.drafts()::submit, "submitted");
    }

    /** Gives it back to the editors. */
    @POST
    @Path("{draft: [0-9]{1,18}}/give-back")
    public Response giveBack(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        return act(id, form, security, curation.drafts()::giveBack, "given-back");
    }

    /** Gives it up. */
    @POST
    @Path("{draft: [0-9]{1,18}}/discard")
    public Response discard(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        return act(id, form, security, curation.drafts()::discard, "discarded");
    }

    /** Publishes it, with a {@code reason}; at a time, {@code at} in UTC, when there is one that is not past. */
    @POST
    @Path("{draft: [0-9]{1,18}}/publish")
    @Requires(Right.PUBLISH)
    public Response publish(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        String at = DraftPages.text(form, "at");
        if (!at.isEmpty()) {
            Instant time = time(at, security);
            if (time.isAfter(clock.instant())) {
                return act(
                        id,
                        form,
                        security,
                        (d, r, actor) -> curation.drafts().schedule(d, r, time, actor),
                        "scheduled");
            }
        }
        String reason = DraftPages.text(form, "reason").strip();
        return act(
                id,
                form,
                security,
                (draft, revision, actor) -> {
                    curation.publication().publish(draft, revision, actor, reason);
                    return curation.drafts().find(draft).orElseThrow();
                },
                "published");
    }

    private Instant time(String text, SecurityContext security) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw answers.trouble(
                    security, 400, "Nothing was changed", "'" + text + "' is no time; write 2027-01-31T08:00.");
        }
    }

    /** Says something of it. */
    @POST
    @Path("{draft: [0-9]{1,18}}/comments")
    public Response comment(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        try {
            curation.drafts().comment(id, Visit.of(security).actor(), DraftPages.text(form, "words"));
            return CurationAnswers.to("/staff/drafts/" + id + "?told=commented#comments");
        } catch (DraftRefusedException e) {
            throw answers.refused(security, e);
        }
    }
}
