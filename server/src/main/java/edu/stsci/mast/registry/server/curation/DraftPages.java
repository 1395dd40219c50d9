package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.compare.Merge;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /staff/drafts}: the drafts of our records, and one of them with its text, differences and discussion. */
@Path("/staff/drafts")
@Requires(Right.READ)
public final class DraftPages {
    private final CurationAnswers answers;
    private final Curation curation;

    /** The pages of drafts. */
    public DraftPages(Templates templates, Curation curation) {
        this.answers = new CurationAnswers(templates);
        this.curation = curation;
    }

    /** All open drafts. */
    @GET
    public Response drafts(@Context SecurityContext security) {
        return list(security, 200, "", "");
    }

    private Response list(SecurityContext security, int status, String typed, String problem) {
        return answers.page(
                security,
                status,
                "drafts.jte",
                Map.of("drafts", curation.drafts().open(), "typed", typed, "problem", problem));
    }

    /** Begins a draft: of the record {@code ivoid}, from its {@code version} if there is one; or with the text {@code xml}. */
    @POST
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response begin(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        String xml = text(form, "xml");
        try {
            return toDraft(begun(form, xml, security), "begun");
        } catch (DraftRefusedException e) {
            if (e.reason() == DraftRefusedException.Reason.THERE_IS_ONE) {
                return toDraft(e.present().orElseThrow(), "there");
            }
            if (xml.isBlank()) {
                throw answers.refused(security, e);
            }
            return list(security, CurationAnswers.status(e), xml, e.getMessage());
        }
    }

    private Draft begun(MultivaluedMap<String, String> form, String xml, SecurityContext security)
            throws DraftRefusedException {
        Visit visit = Visit.of(security);
        if (!xml.isBlank()) {
            return curation.drafts().create(xml.getBytes(StandardCharsets.UTF_8), visit.actor());
        }
        Ivoid ivoid = Ivoid.parse(text(form, "ivoid"))
                .orElseThrow(() -> new NotFoundException("'" + text(form, "ivoid") + "' is no IVOID."));
        String version = text(form, "version");
        return version.isEmpty()
                ? curation.drafts().begin(ivoid, visit.actor())
                : curation.drafts().restore(ivoid, number(version), visit.actor());
    }

    /** A draft. */
    @GET
    @Path("{draft: [0-9]{1,18}}")
    public Response draft(
            @PathParam("draft") long id, @QueryParam("told") String told, @Context SecurityContext security) {
        Draft draft = find(id);
        return page(security, 200, draft, saved(draft), "", DraftActions.told(told));
    }

    /** Saves a text. When somebody else has saved another since, shows how the two are merged. */
    @POST
    @Path("{draft: [0-9]{1,18}}")
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        byte[] typed = text(form, "xml").getBytes(StandardCharsets.UTF_8);
        int revision = number(text(form, "revision"));
        Draft draft = find(id);
        try {
            Draft saved = curation.drafts()
                    .save(
                            id,
                            revision,
                            typed,
                            base(form, draft),
                            Visit.of(security).actor());
            return toDraft(saved, "saved");
        } catch (DraftRefusedException e) {
            return switch (e.reason()) {
                case STALE -> merge(security, 409, find(id), mine(id, revision, typed), e.getMessage());
                case WRONG -> page(security, 422, draft, typed, e.getMessage(), "");
                default -> throw answers.refused(security, e);
            };
        }
    }

    /** Two texts and what they began as. */
    private record Sides(byte[] base, byte[] mine, byte[] theirs, int revision, int version) {}

    private Sides mine(long id, int revision, byte[] typed) {
        Draft present = find(id);
        byte[] base = curation.drafts().text(id, revision).orElseThrow(NotFoundException::new);
        return new Sides(base, typed, saved(present), present.revision(), present.baseVersion());
    }

    /** How a draft is merged with what was published since it began. */
    @GET
    @Path("{draft: [0-9]{1,18}}/merge")
    public Response merge(@PathParam("draft") long id, @Context SecurityContext security) {
        Draft draft = find(id);
        StoredRecord record = curation.masterCopy()
                .find(draft.ivoid())
                .filter(found -> found.document() != null)
                .orElseThrow(() -> new NotFoundException("There is no record " + draft.ivoid() + " to merge with."));
        byte[] base = curation.masterCopy()
                .document(draft.ivoid(), draft.baseVersion())
                .orElse(record.document());
        return merge(
                security,
                200,
                draft,
                new Sides(base, saved(draft), record.document(), draft.revision(), record.version()),
                "");
    }

    /** How a text that is based on an older revision is merged with what was saved since. */
    Response merge(SecurityContext security, long id, int revision, byte[] typed, String problem) {
        return merge(security, 409, find(id), mine(id, revision, typed), problem);
    }

    private Response merge(SecurityContext security, int status, Draft draft, Sides sides, String problem) {
        try {
            Merge merge = Merge.of(sides.base(), sides.mine(), sides.theirs());
            return answers.page(
                    security,
                    status,
                    "draftMerge.jte",
                    Map.of(
                            "draft", draft,
                            "merge", merge,
                            "base", string(sides.base()),
                            "mine", string(sides.mine()),
                            "theirs", string(sides.theirs()),
                            "revision", sides.revision(),
                            "version", sides.version(),
                            "problem", problem));
        } catch (IllegalArgumentException e) {
            return page(security, 422, draft, sides.mine(), problem + " " + e.getMessage(), "");
        }
    }

    /** Saves what was merged, by the choices {@code c0}, {@code c1} … ({@code mine} or {@code theirs}). */
    @POST
    @Path("{draft: [0-9]{1,18}}/merge")
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response merged(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        Draft draft = find(id);
        Sides sides = new Sides(
                bytes(form, "base"),
                bytes(form, "mine"),
                bytes(form, "theirs"),
                number(text(form, "revision")),
                number(text(form, "version")));
        try {
            Merge merge = Merge.of(sides.base(), sides.mine(), sides.theirs());
            List<Boolean> choices = new ArrayList<>();
            for (int i = 0; i < merge.conflicts().size(); i++) {
                choices.add(text(form, "c" + i).equals("mine"));
            }
            byte[] text = merge.text(choices).getBytes(StandardCharsets.UTF_8);
            Draft saved = curation.drafts()
                    .save(
                            id,
                            sides.revision(),
                            text,
                            sides.version(),
                            Visit.of(security).actor());
            return toDraft(saved, "merged");
        } catch (IllegalArgumentException e) {
            return page(security, 422, draft, sides.mine(), e.getMessage(), "");
        } catch (DraftRefusedException e) {
            if (e.reason() == DraftRefusedException.Reason.STALE) {
                return merge(security, 409, find(id), mine(id, sides.revision(), sides.mine()), e.getMessage());
            }
            throw answers.refused(security, e);
        }
    }

    private Response page(SecurityContext security, int status, Draft draft, byte[] text, String problem, String told) {
        Optional<StoredRecord> record = curation.masterCopy().find(draft.ivoid());
        List<Finding> findings;
        List<Comparison.Line> differences = List.of();
        String trouble = problem;
        try {
            findings = curation.publication().findings(text);
            byte[] present = record.map(StoredRecord::document).orElse(null);
            if (present != null) {
                differences = Comparison.of(present, text);
            }
        } catch (DraftRefusedException | IllegalArgumentException e) {
            findings = List.of();
            trouble = problem.isEmpty() ? e.getMessage() : problem;
        }
        return answers.page(
                security,
                status,
                "draft.jte",
                Map.of(
                        "page",
                        new DraftView(
                                draft,
                                string(text),
                                findings,
                                differences,
                                curation.drafts().comments(draft.id()),
                                curation.drafts().revisions(draft.id()),
                                record.map(StoredRecord::version).orElse(0),
                                Visit.of(security).actor(),
                                trouble,
                                told)));
    }

    private Draft find(long id) {
        return curation.drafts().find(id).orElseThrow(() -> new NotFoundException("There is no draft " + id + "."));
    }

    private byte[] saved(Draft draft) {
        return curation.drafts().text(draft.id(), draft.revision()).orElseThrow(NotFoundException::new);
    }

    private static int base(MultivaluedMap<String, String> form, Draft draft) {
        String version = text(form, "version");
        return version.isEmpty() ? draft.baseVersion() : number(version);
    }

    static Response toDraft(Draft draft, String told) {
        return CurationAnswers.to("/staff/drafts/" + draft.id() + "?told=" + told);
    }

    /** A field of a form; empty when it was not sent. */
    public static String text(MultivaluedMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }

    private static byte[] bytes(MultivaluedMap<String, String> form, String name) {
        return text(form, name).getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A number of a revision or version, or of how many to skip; what is none is answered with 400. */
    public static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new jakarta.ws.rs.BadRequestException("'" + text + "' is no number of a revision or version.", e);
        }
    }
}
