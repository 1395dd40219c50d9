package edu.stsci.mast.registry.server.http;

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
    private final ResourceSearch search;

    /** The API of one search. */
    public SearchApi(ResourceSearch search) {
        this.search = search;
    }

    /** Answers the parameters of {@link SearchParameters} and {@link CoverageParameters}. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SearchResult search(@Context UriInfo uri) {
        return search.answer(search.read(uri.getQueryParameters()));
    }
}
