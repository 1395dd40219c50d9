package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.Suggestion;
import edu.stsci.mast.registry.server.http.SearchParameters;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages for people: the search, its results, and one record. */
@Path("/")
public final class Pages {
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");
    private static final MediaType XML = MediaType.APPLICATION_XML_TYPE.withCharset("utf-8");

    private final Templates templates;
    private final KeywordSearch search;
    private final MasterCopy masterCopy;

    /** The pages of a registry. */
    public Pages(Templates templates, KeywordSearch search, MasterCopy masterCopy) {
        this.templates = templates;
        this.search = search;
        this.masterCopy = masterCopy;
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

    /** One record: as a page, or as XML by {@code format=xml} or the request's {@code Accept}. */
    @GET
    @Path("resource/{ivoid: .+}")
    public Response resource(
            @PathParam("ivoid") String path,
            @QueryParam("format") String format,
            @Context HttpHeaders headers,
            @Context Request request) {
        Optional<StoredRecord> found = Ivoid.parse("ivo://" + path).flatMap(masterCopy::find);
        if (found.isEmpty()) {
            return Response.status(404)
                    .type(HTML)
                    .entity(templates.render("missing.jte", Map.of("ivoid", "ivo://" + path)))
                    .build();
        }
        StoredRecord record = found.get();
        if (wantsXml(format, headers)) {
            return xml(record, request);
        }
        Response.ResponseBuilder answer =
                record.status() == RecordStatus.DELETED ? Response.status(410) : Response.ok();
        RecordPage page =
                new RecordPage(record, masterCopy.history(record.ivoid()), masterCopy.findings(record.ivoid()));
        return answer.type(HTML)
                .header("Vary", "Accept")
                .entity(templates.render("record.jte", Map.of("page", page)))
                .build();
    }

    private static boolean wantsXml(String format, HttpHeaders headers) {
        if (format != null && !format.equals("xml") && !format.equals("html")) {
            throw new BadRequestException("The format '" + format + "' is not known; there are html and xml.");
        }
        if (format != null) {
            return format.equals("xml");
        }
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isWildcardType() || type.isCompatible(MediaType.TEXT_HTML_TYPE)) {
                return false;
            }
            if (type.getSubtype().endsWith("xml")) {
                return true;
            }
        }
        return false;
    }

    /** The document; when the client has it already, only this news (RFC 9110, section 13.1.2). */
    private static Response xml(StoredRecord record, Request request) {
        if (record.status() == RecordStatus.DELETED || record.document() == null) {
            return Response.status(410)
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                    .entity(record.ivoid() + " was deleted.\n")
                    .build();
        }
        EntityTag tag = new EntityTag(Long.toString(record.sequence()), true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(record.document()).type(XML) : unchanged)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
