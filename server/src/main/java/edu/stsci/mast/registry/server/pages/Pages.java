package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.Suggestion;
import edu.stsci.mast.registry.server.http.SearchParameters;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

/** The pages for people: the search and its results. */
@Path("/")
public final class Pages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final Templates templates;
    private final KeywordSearch search;

    /** The pages of a registry. */
    public Pages(Templates templates, KeywordSearch search) {
        this.templates = templates;
        this.search = search;
    }

    /** The front page: a search over everything, the newest first. */
    @GET
    public Response front(@Context UriInfo uri) {
        return results(uri);
    }

    /** The results of a search. */
    @GET
    @Path("search")
    public Response results(@Context UriInfo uri) {
        SearchRequest request = SearchParameters.read(uri.getQueryParameters());
        return Response.ok(
                        templates.render("search.jte", Map.of("page", new SearchPage(request, search.search(request)))))
                .type(HTML)
                .build();
    }

    /** The choices below the search field while somebody types: options of a {@code datalist}. */
    @GET
    @Path("search/suggestions")
    public Response suggestions(@Context UriInfo uri) {
        List<Suggestion> suggestions = SearchParameters.suggestions(uri.getQueryParameters(), search);
        return Response.ok(templates.render("suggestions.jte", Map.of("suggestions", suggestions)))
                .type(HTML)
                .build();
    }
}
