package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.rules.SubjectTerms;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** {@code /staff/suggestions/LIST}: the choices below a field of a form while somebody types, as options of a {@code datalist}. */
@Path("/staff/suggestions")
@Requires(Right.READ)
public final class SuggestionPages {
    private static final int MOST = 20;

    private final Templates templates;
    private final KeywordSearch search;
    private final SubjectTerms subjects;

    /** Suggestions of a registry's records. */
    SuggestionPages(Templates templates, KeywordSearch search, SubjectTerms subjects) {
        this.templates = templates;
        this.search = search;
        this.subjects = subjects;
    }

    /** Completes the only field that is sent along, whatever its place in the form. */
    @GET
    @Path("{list: [a-z]+}")
    public Response suggest(@PathParam("list") String list, @Context UriInfo uri) {
        if (!IndexSuggestions.KNOWN.contains(list)) {
            throw new NotFoundException("There is no list of suggestions '" + list + "'.");
        }
        String typed = uri.getQueryParameters().values().stream()
                .map(List::iterator)
                .filter(Iterator::hasNext)
                .map(Iterator::next)
                .findFirst()
                .orElse("");
        return Response.ok(templates.render(
                        "formSuggestions.jte",
                        Map.of(
                                "options",
                                typed.isBlank()
                                        ? List.of()
                                        : new IndexSuggestions(search, subjects, "").find(list, typed, MOST))))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }
}
