package edu.stsci.mast.registry.server.pages.search;

import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.search.Hits;
import edu.stsci.mast.registry.search.SearchResult;
import edu.stsci.mast.registry.server.http.ResourceSearch;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;

/** The search and its results: as a page, and in the other {@linkplain SearchFormat formats}. */
@Path("search")
public final class SearchPages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final Templates templates;
    private final ResourceSearch search;
    private final SearchDownload download;

    /**
     * The pages of a search.
     *
     * @param url the registry's address, without a slash at the end
     */
    public SearchPages(Templates templates, ResourceSearch search, MasterCopy masterCopy, String registry, String url) {
        this.templates = templates;
        this.search = search;
        this.download = new SearchDownload(search, masterCopy, registry, url);
    }

    /** The results of a search. */
    @GET
    public Response results(@QueryParam("format") String name, @Context UriInfo uri, @Context HttpHeaders headers) {
        SearchFormat format = name == null || name.isBlank()
                ? SearchFormat.accepted(headers.getAcceptableMediaTypes())
                : SearchFormat.named(name)
                        .orElseThrow(() -> new BadRequestException(
                                "The format '" + name + "' is not known; there are " + SearchFormat.names() + "."));
        ResourceSearch.Question question = search.read(uri.getQueryParameters());
        return switch (format) {
            case HTML -> page(question);
            case JSON ->
                Response.ok(search.answer(question))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                        .build();
            default -> file(question, format, uri);
        };
    }

    private Response page(ResourceSearch.Question question) {
        boolean understood = question.coverage().mistakes().isEmpty();
        SearchResult result = understood ? search.answer(question) : SearchResult.none();
        return Response.status(understood ? 200 : 400)
                .entity(templates.render("search.jte", Map.of("page", new SearchPage(question, result))))
                .type(HTML)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private Response file(ResourceSearch.Question question, SearchFormat format, UriInfo uri) {
        question.coverage().mistakes().forEach((name, mistake) -> {
            throw new BadRequestException(name + ": " + mistake);
        });
        Hits hits = download.hits(question.request(), format);
        String query = uri.getRequestUri().getRawQuery();
        StreamingOutput body = out -> download.write(hits, question.request(), format, query == null ? "" : query, out);
        Response.ResponseBuilder answer =
                Response.ok(body).type(format.type()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (!format.ending().isEmpty()) {
            answer.header(
                    HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"resources." + format.ending() + "\"");
        }
        return answer.build();
    }

    /** The choices below the search field while somebody types: options of a {@code datalist}. */
    @GET
    @Path("suggestions")
    public Response suggestions(@Context UriInfo uri) {
        return Response.ok(templates.render(
                        "suggestions.jte", Map.of("suggestions", search.suggestions(uri.getQueryParameters()))))
                .type(HTML)
                .build();
    }
}
