package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.http.ApiDoor;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/records}: our records for scripts. A record's {@code ETag} is its version; whoever changes one says by {@code If-Match} which
 * version they have seen, or by {@code If-None-Match: *} that there is none yet, so that nothing is overwritten unseen (RFC 9110, section
 * 13.1).
 */
@Path("/api/records")
public final class RecordsApi {
    private static final int MOST = 1000;

    private final Curation curation;

    /** The interface to our records. */
    public RecordsApi(Curation curation) {
        this.curation = curation;
    }

    /**
     * A record as it stands in lists.
     *
     * @param ivoid its identifier
     * @param title its title
     * @param type its type
     * @param status active, inactive or deleted
     * @param version its version, from 1
     * @param datestamp when it was changed here
     * @param updated when it says that it was changed
     */
    public record Entry(
            Ivoid ivoid,
            String title,
            String type,
            String status,
            int version,
            Instant datestamp,
            Optional<Instant> updated) {
        static Entry of(StoredRecord record) {
            return new Entry(
                    record.ivoid(),
                    record.title(),
                    record.resourceType(),
                    record.status().text(),
                    record.version(),
                    record.datestamp(),
                    record.updated());
        }
    }

    /**
     * A record with what is known of it.
     *
     * @param findings what is wrong in its present version
     * @param history its versions, the newest first
     */
    public record Details(Entry record, List<Finding> findings, List<RecordVersion> history) {}

    /** Our records, those that have the words {@code q}; {@code skip} of them left out, {@code rows} at most. */
    @ApiDoor(
            value = "Our records, those that have all the words.",
            parameters = {
                @ApiDoor.Parameter(name = "q", value = "Words of the title, short name, type or identifier."),
                @ApiDoor.Parameter(name = "skip", value = "How many to leave out.", number = true),
                @ApiDoor.Parameter(name = "rows", value = "How many at most.", number = true),
            })
    @GET
    @Requires(Right.READ)
    @Produces(MediaType.APPLICATION_JSON)
    public List<Entry> records(
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("skip") @DefaultValue("0") String skip,
            @QueryParam("rows") @DefaultValue("100") String rows) {
        return curation
                .records()
                .list(words, Math.max(0, number(skip)), Math.max(1, Math.min(MOST, number(rows))))
                .stream()
                .map(Entry::of)
                .toList();
    }

    /** A record: its document, or with {@code Accept: application/json} what is known of it. */
    @ApiDoor(
            value = "A record: its document, or as JSON what is known of it.",
            answer = Details.class,
            parameters = {
                @ApiDoor.Parameter(name = "ivoid", value = "The IVOID without ivo://."),
            })
    @GET
    @Path("{ivoid: .+}")
    @Requires(Right.READ)
    @Produces({MediaType.APPLICATION_XML, MediaType.APPLICATION_JSON})
    public Response record(@PathParam("ivoid") String path, @Context HttpHeaders headers) {
        StoredRecord record = find(CurationAnswers.ivoid(path));
        Response.ResponseBuilder answer = Response.ok().tag(Integer.toString(record.version()));
        boolean json = headers.getAcceptableMediaTypes().get(0).isCompatible(MediaType.APPLICATION_JSON_TYPE)
                && !headers.getAcceptableMediaTypes().get(0).isWildcardType();
        if (json) {
            return answer.type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(details(record))
                    .build();
        }
        if (record.status() == RecordStatus.DELETED || record.document() == null) {
            return Answers.problem(410, "The record " + record.ivoid() + " was retired.", List.of())
                    .tag(Integer.toString(record.version()))
                    .build();
        }
        return answer.type(MediaType.APPLICATION_XML_TYPE)
                .entity(record.document())
                .build();
    }

    /** Publishes a document as a record's new version; {@code reason} is kept in its history. */
    @ApiDoor(
            value = "Publishes a document as the next version of a record.",
            answer = Details.class,
            parameters = {
                @ApiDoor.Parameter(name = "ivoid", value = "The IVOID without ivo://."),
                @ApiDoor.Parameter(
                        name = "If-Match",
                        value = "The ETag that was seen, so that nothing is overwritten unseen."),
                @ApiDoor.Parameter(name = "If-None-Match", value = "* for a record that must not be there yet."),
                @ApiDoor.Parameter(name = "reason", value = "Why; kept in the history of the record."),
            })
    @PUT
    @Path("{ivoid: .+}")
    @Requires(Right.PUBLISH)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Produces(MediaType.APPLICATION_JSON)
    public Response put(
            @PathParam("ivoid") String path,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @QueryParam("reason") @DefaultValue("") String reason,
            byte[] document,
            @Context SecurityContext security) {
        Ivoid ivoid = CurationAnswers.ivoid(path);
        int version = "*".equals(ifNoneMatch) ? 0 : Answers.number(ifMatch, "version");
        try {
            StoredRecord record = curation.publication()
                    .publish(document, ivoid, version, Visit.of(security).actor(), reason.strip());
            Response.ResponseBuilder answer = version == 0
                    ? Response.created(
                            URI.create("/api/records/" + record.ivoid().withoutScheme()))
                    : Response.ok();
            return answer.tag(Integer.toString(record.version()))
                    .entity(details(record))
                    .build();
        } catch (DraftRefusedException e) {
            throw Answers.refused(e, curation, document);
        }
    }

    /** Retires a record; {@code reason} must say why. */
    @ApiDoor(
            value = "Retires a record.",
            status = 204,
            parameters = {
                @ApiDoor.Parameter(name = "ivoid", value = "The IVOID without ivo://."),
                @ApiDoor.Parameter(
                        name = "If-Match",
                        value = "The ETag that was seen, so that nothing is overwritten unseen."),
                @ApiDoor.Parameter(name = "reason", value = "Why; it must be said."),
            })
    @DELETE
    @Path("{ivoid: .+}")
    @Requires(Right.PUBLISH)
    @Produces(MediaType.APPLICATION_JSON)
    public Response delete(
            @PathParam("ivoid") String path,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @QueryParam("reason") @DefaultValue("") String reason,
            @Context SecurityContext security) {
        Ivoid ivoid = CurationAnswers.ivoid(path);
        if (reason.isBlank()) {
            return Answers.problem(400, "Say by the parameter 'reason' why the record is retired.", List.of())
                    .build();
        }
        try {
            curation.publication()
                    .retire(
                            ivoid,
                            Answers.number(ifMatch, "version"),
                            Visit.of(security).actor(),
                            reason.strip());
            return Response.noContent().build();
        } catch (DraftRefusedException e) {
            throw Answers.refused(e, curation, null);
        }
    }

    private Details details(StoredRecord record) {
        return new Details(
                Entry.of(record),
                curation.masterCopy().findings(record.ivoid()),
                curation.masterCopy().history(record.ivoid()));
    }

    private StoredRecord find(Ivoid ivoid) {
        return curation.masterCopy()
                .find(ivoid)
                .filter(StoredRecord::managed)
                .orElseThrow(() -> new NotFoundException("There is no record " + ivoid + " that is ours."));
    }

    private static int number(String text) {
        return DraftPages.number(text);
    }
}
