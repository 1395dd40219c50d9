package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.editing.ColumnGrid;
import edu.stsci.mast.registry.model.editing.Edit;
import edu.stsci.mast.registry.model.editing.EditRefusedException;
import edu.stsci.mast.registry.model.editing.FieldPath;
import edu.stsci.mast.registry.model.editing.RecordEditor;
import edu.stsci.mast.registry.model.editing.RecordForm;
import edu.stsci.mast.registry.model.editing.Suggestions;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.BadRequestException;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /staff/drafts/NUMBER/form}: a draft as a form, and its text beside it. */
@Path("/staff/drafts/{draft: [0-9]{1,18}}/form")
@Requires(Right.READ)
public final class DraftFormPages {
    /** Before the path of a field in the name of its input. */
    static final String FIELD = "f:";

    /** Before the path of something whose type is picked. */
    static final String TYPE = "t:";

    /** Before the path of a grid whose rows come as text. */
    static final String ROWS = "r:";

    /** How many subjects are suggested before anything is typed. */
    private static final int USUAL = 200;

    private final CurationAnswers answers;
    private final Curation curation;
    private final DraftPages drafts;
    private final KeywordSearch search;
    private final SubjectTerms subjects;

    /** The pages of drafts as forms. */
    DraftFormPages(
            Templates templates, Curation curation, DraftPages drafts, KeywordSearch search, SubjectTerms subjects) {
        this.answers = new CurationAnswers(templates);
        this.curation = curation;
        this.drafts = drafts;
        this.search = search;
        this.subjects = subjects;
    }

    /** The form; what is at the place {@code at} is not folded. */
    @GET
    public Response form(
            @PathParam("draft") long id,
            @QueryParam("told") String told,
            @QueryParam("at") @DefaultValue("") String at,
            @Context SecurityContext security) {
        Draft draft = find(id);
        return page(security, 200, draft, text(draft.id(), draft.revision()), null, at, "", DraftActions.told(told));
    }

    /**
     * Saves what is in the fields, and does what the button {@code do} says: {@code save}, or one of {@code add}, {@code remove},
     * {@code up}, {@code down}, {@code type} and {@code rows}, a blank, and the path of an element. {@code revision} is the one that the
     * form shows.
     */
    @POST
    @Requires(Right.EDIT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(
            @PathParam("draft") long id, MultivaluedMap<String, String> form, @Context SecurityContext security) {
        Draft draft = find(id);
        int revision = DraftPages.number(DraftPages.text(form, "revision"));
        byte[] before = text(id, revision);
        byte[] after = before;
        try {
            after = RecordEditor.apply(before, values(form));
            Optional<Edit> act = act(form);
            if (act.isPresent() && act.get() instanceof Edit.ChangeType change && !form.containsKey("lose")) {
                List<RecordEditor.Loss> losses = RecordEditor.losses(before, change);
                if (!losses.isEmpty()) {
                    FormView.Losing losing = new FormView.Losing(change.path().toString(), change.type(), losses);
                    return page(security, 422, draft, after, losing, losing.path(), "", "");
                }
            }
            List<Edit> all = new ArrayList<>(values(form));
            act.ifPresent(all::add);
            after = RecordEditor.apply(before, all);
            Draft saved = curation.drafts()
                    .save(
                            id,
                            revision,
                            after,
                            draft.baseVersion(),
                            Visit.of(security).actor());
            return CurationAnswers.to("/staff/drafts/" + saved.id() + "/form?told=saved" + anchor(act));
        } catch (EditRefusedException | ColumnGrid.UnreadableException e) {
            return page(security, 422, draft, after, null, at(form), e.getMessage(), "");
        } catch (DraftRefusedException e) {
            return switch (e.reason()) {
                case STALE -> drafts.merge(security, id, revision, after, e.getMessage());
                case WRONG -> page(security, 422, draft, after, null, at(form), e.getMessage(), "");
                default -> throw answers.refused(security, e);
            };
        }
    }

    private static List<Edit> values(MultivaluedMap<String, String> form) {
        return form.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(FIELD))
                .<Edit>map(entry -> new Edit.Set(
                        path(entry.getKey().substring(FIELD.length())),
                        entry.getValue().get(0)))
                .toList();
    }

    private static FieldPath path(String text) {
        try {
            return FieldPath.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    private static Optional<Edit> act(MultivaluedMap<String, String> form) throws ColumnGrid.UnreadableException {
        String[] words = DraftPages.text(form, "do").split(" ", 2);
        if (words.length < 2) {
            return Optional.empty();
        }
        FieldPath path = path(words[1]);
        String type = DraftPages.text(form, TYPE + words[1]);
        return Optional.of(
                switch (words[0]) {
                    case "add" -> new Edit.Add(path, Optional.of(type).filter(name -> !name.isEmpty()));
                    case "remove" -> new Edit.Remove(path);
                    case "up" -> new Edit.Move(path, true);
                    case "down" -> new Edit.Move(path, false);
                    case "type" -> new Edit.ChangeType(path, type);
                    case "rows" -> new Edit.Rows(path, ColumnGrid.read(DraftPages.text(form, ROWS + words[1])));
                    default -> throw new BadRequestException("'" + words[0] + "' is nothing that a form does.");
                });
    }

    /** The place of what a button was to do; empty for none. */
    private static String at(MultivaluedMap<String, String> form) {
        String[] words = DraftPages.text(form, "do").split(" ", 2);
        return words.length < 2 ? "" : words[1];
    }

    private static String anchor(Optional<Edit> act) {
        return act.filter(edit -> !edit.path().equals(FieldPath.ROOT))
                .map(edit -> edit instanceof Edit.Remove ? edit.path().parent() : edit.path())
                .map(path ->
                        "&at=" + URLEncoder.encode(path.toString(), StandardCharsets.UTF_8) + "#" + FormView.id(path))
                .orElse("");
    }

    private Response page(
            SecurityContext security,
            int status,
            Draft draft,
            byte[] text,
            FormView.Losing losing,
            String at,
            String problem,
            String told) {
        try {
            List<Finding> findings = curation.publication().findings(text);
            RecordForm form = RecordForm.of(text, findings);
            boolean editable =
                    draft.state().isOpen() && Visit.of(security).actor().mayEdit(draft.ivoid());
            FormView view = new FormView(
                    draft,
                    form,
                    new String(text, StandardCharsets.UTF_8),
                    findings,
                    editable,
                    losing,
                    at,
                    new IndexSuggestions(search, subjects, draft.ivoid().authority())
                            .find(Suggestions.SUBJECT, "", USUAL),
                    problem,
                    told);
            return answers.page(security, status, "draftForm.jte", Map.of("page", view));
        } catch (EditRefusedException | DraftRefusedException e) {
            throw answers.trouble(security, 422, "There is no form of this text", e.getMessage());
        }
    }

    private Draft find(long id) {
        return curation.drafts().find(id).orElseThrow(() -> new NotFoundException("There is no draft " + id + "."));
    }

    private byte[] text(long id, int revision) {
        return curation.drafts().text(id, revision).orElseThrow(NotFoundException::new);
    }
}
