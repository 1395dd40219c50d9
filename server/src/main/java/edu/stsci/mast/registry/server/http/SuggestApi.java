package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.Suggestion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** {@code /api/suggest}: what a person who has begun to type may want to type, in JSON. */
@Path("/api/suggest")
public final class SuggestApi {
    private final ResourceSearch search;

    /** The API of one search. */
    public SuggestApi(ResourceSearch search) {
        this.search = search;
    }

    /** Answers {@code q}, which may be missing, and {@code rows}. */
    @ApiDoor(
            value = "What somebody who has begun to type may want to type.",
            parameters = {
                @ApiDoor.Parameter(name = "q", value = "What was typed."),
                @ApiDoor.Parameter(name = "rows", value = "How many at most.", number = true),
            })
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Answer suggest(@Context UriInfo uri) {
        return new Answer(search.suggestions(uri.getQueryParameters()));
    }

    /**
     * The answer.
     *
     * @param suggestions the most useful first
     */
    public record Answer(List<Suggestion> suggestions) {}
}
