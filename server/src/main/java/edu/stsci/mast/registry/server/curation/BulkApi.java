package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.http.ApiDoor;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /api/bulk}: many records in one request. Each is published by itself, as {@code PUT /api/records/…} does it, or refused with the same
 * status and sentence; what comes after something that cannot be read is not looked at.
 */
@Path("/api/bulk")
public final class BulkApi {
    static final String LINES = "application/x-ndjson";

    private static final int MOST = 1000;

    private final Curation curation;
    private final DocumentNormaliser normaliser;

    /** The interface for many records. */
    BulkApi(Curation curation, DocumentNormaliser normaliser) {
        this.curation = curation;
        this.normaliser = normaliser;
    }

    /**
     * What became of a request.
     *
     * @param dryRun whether nothing was to be changed
     * @param published how many records were published, or would be
     * @param refused how many were not, or would not be
     * @param records each of them, in the order in which they were sent
     */
    public record Report(boolean dryRun, int published, int refused, List<Outcome> records) {}

    /**
     * What became of a record.
     *
     * @param position its place in the request, from 1
     * @param ivoid its identifier; null when it could not be read
     * @param status as {@code PUT /api/records/…} would answer: 200, or 201 for a new one; 4xx when it was refused
     * @param version its version afterwards; null when it was refused, and in a dry run
     * @param error why it was refused; empty when it was not
     * @param findings what is wrong in the text, when it was refused for that
     */
    public record Outcome(
            int position,
            Optional<Ivoid> ivoid,
            int status,
            Optional<Integer> version,
            String error,
            List<Finding> findings) {}

    /** Publishes records that come as lines of JSON. */
    @POST
    @Requires(Right.PUBLISH)
    @Consumes(LINES)
    @Produces(MediaType.APPLICATION_JSON)
    @ApiDoor(
            value =
                    "Publishes many records: a line of JSON each, with document and ifMatch (a version) or ifNoneMatch (*);"
                            + " or XML with an element record around each, with the attributes if-match or if-none-match.",
            answer = Report.class,
            parameters = {
                @ApiDoor.Parameter(name = "dry-run", value = "true when nothing is to be changed."),
                @ApiDoor.Parameter(name = "reason", value = "Why; kept in the histories of the records."),
            })
    public Report lines(
            @QueryParam("dry-run") @DefaultValue("false") String dryRun,
            @QueryParam("reason") @DefaultValue("") String reason,
            InputStream body,
            @Context SecurityContext security)
            throws IOException {
        return publish(() -> BulkRecords.lines(body), dryRun, reason, security);
    }

    /** Publishes records that come as XML. */
    @POST
    @Requires(Right.PUBLISH)
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Produces(MediaType.APPLICATION_JSON)
    public Report elements(
            @QueryParam("dry-run") @DefaultValue("false") String dryRun,
            @QueryParam("reason") @DefaultValue("") String reason,
            InputStream body,
            @Context SecurityContext security)
            throws IOException {
        return publish(() -> BulkRecords.elements(body, normaliser), dryRun, reason, security);
    }

    /** Opens what was sent. */
    @FunctionalInterface
    private interface Opening {
        BulkRecords open() throws BulkRecords.BrokenException, IOException;
    }

    private Report publish(Opening opening, String dryRun, String reason, SecurityContext security) throws IOException {
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            throw new BadRequestException("The parameter dry-run must be true or false, not '" + dryRun + "'.");
        }
        boolean dry = dryRun.equals("true");
        Actor actor = Visit.of(security).actor();
        List<Outcome> outcomes = new ArrayList<>();
        try (BulkRecords records = opening.open()) {
            for (Optional<BulkRecords.Sent> sent = records.next(); sent.isPresent(); sent = records.next()) {
                int position = outcomes.size() + 1;
                if (position > MOST) {
                    outcomes.add(refused(
                            position,
                            413,
                            "A request has at most " + MOST + " records; send the rest in another one."));
                    break;
                }
                outcomes.add(publish(position, sent.get(), dry, reason.strip(), actor));
            }
        } catch (BulkRecords.BrokenException e) {
            outcomes.add(refused(outcomes.size() + 1, 400, e.getMessage()));
        } catch (WebApplicationException e) {
            // too large: what was done before is told nevertheless
            outcomes.add(refused(outcomes.size() + 1, e.getResponse().getStatus(), sentence(e)));
        }
        int refused = (int) outcomes.stream().filter(o -> o.status() >= 400).count();
        if (outcomes.isEmpty()) {
            throw new BadRequestException("There are no records in this request.");
        }
        return new Report(dry, outcomes.size() - refused, refused, outcomes);
    }

    private static String sentence(WebApplicationException e) {
        Object entity = e.getResponse().getEntity();
        return entity instanceof String text ? text.strip() : e.getMessage();
    }

    private Outcome publish(int position, BulkRecords.Sent sent, boolean dry, String reason, Actor actor) {
        if (!sent.problem().isEmpty()) {
            return refused(position, 422, sent.problem());
        }
        Optional<Ivoid> ivoid = Optional.empty();
        try {
            ivoid = Optional.of(curation.publication().ivoid(sent.document()));
            int version = sent.ifNoneMatch().equals("*") ? 0 : Answers.number(sent.ifMatch(), "version");
            int status = version == 0 ? 201 : 200;
            if (dry) {
                curation.publication().tryOut(sent.document(), version, actor);
                return new Outcome(position, ivoid, status, Optional.empty(), "", List.of());
            }
            StoredRecord record = curation.publication().publish(sent.document(), version, actor, reason);
            return new Outcome(
                    position, Optional.of(record.ivoid()), status, Optional.of(record.version()), "", List.of());
        } catch (DraftRefusedException e) {
            return refused(position, ivoid, Answers.refused(e, curation, sent.document()));
        } catch (WebApplicationException e) {
            return refused(position, ivoid, e);
        }
    }

    private static Outcome refused(int position, Optional<Ivoid> ivoid, WebApplicationException e) {
        Answers.Problem problem = (Answers.Problem) e.getResponse().getEntity();
        return new Outcome(position, ivoid, problem.status(), Optional.empty(), problem.error(), problem.findings());
    }

    private static Outcome refused(int position, int status, String error) {
        return new Outcome(position, Optional.empty(), status, Optional.empty(), error, List.of());
    }
}
