package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchResult;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/search}: the keyword search in JSON. */
@Path("/api/search")
public final class SearchApi {
    private final KeywordSearch search;

    /** The API of one search. */
    public SearchApi(KeywordSearch search) {
        this.search = search;
    }

    /** Answers {@code q}, {@code start}, {@code rows} and the facets' parameters. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SearchResult search(@Context UriInfo uri) {
        return search.search(SearchParameters.read(uri.getQueryParameters()));
    }
}
