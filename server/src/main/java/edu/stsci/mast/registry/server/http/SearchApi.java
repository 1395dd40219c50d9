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
    @ApiDoor(
            value = "The keyword search.",
            parameters = {
                @ApiDoor.Parameter(
                        name = "q",
                        value = "The words, with AND, OR, -, quotation marks and fields such as author:."),
                @ApiDoor.Parameter(name = "sort", value = "The order of the results."),
                @ApiDoor.Parameter(name = "start", value = "How many results to leave out.", number = true),
                @ApiDoor.Parameter(name = "rows", value = "How many results at most.", number = true),
                @ApiDoor.Parameter(
                        name = "cursor",
                        value = "Where the page before ended, in place of start; * to begin."),
                @ApiDoor.Parameter(name = "pos", value = "A position in ICRS, or the name of an object."),
                @ApiDoor.Parameter(name = "radius", value = "The radius around it in degrees."),
                @ApiDoor.Parameter(name = "region", value = "A region of the sky."),
                @ApiDoor.Parameter(name = "time", value = "A time or an interval."),
                @ApiDoor.Parameter(
                        name = "spectrum",
                        value = "A wavelength, frequency, energy or band, or an interval."),
                @ApiDoor.Parameter(
                        name = "unknown",
                        value = "yes when resources count that do not say where their data are."),
            })
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SearchResult search(@Context UriInfo uri) {
        return search.answer(search.read(uri.getQueryParameters()));
    }
}
