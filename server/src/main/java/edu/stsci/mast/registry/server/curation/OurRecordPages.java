package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.accounts.Requires;
import edu.stsci.mast.registry.server.accounts.Visit;
import edu.stsci.mast.registry.server.checks.VosiReader;
import edu.stsci.mast.registry.server.pages.Templates;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/** {@code /staff/records}: our records with their drafts; and one of them with its history, versions side by side, and what can be done. */
@Path("/staff/records")
@Requires(Right.READ)
public final class OurRecordPages {
    private static final int A_PAGE = 100;

    private final CurationAnswers answers;
    private final Curation curation;

    /** The pages of our records. */
    public OurRecordPages(Templates templates, Curation curation) {
        this.answers = new CurationAnswers(templates);
        this.curation = curation;
    }

    /** Our records, those whose title, short name, type or identifier has the words {@code q}. */
    @GET
    public Response records(
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("skip") @DefaultValue("0") String skip,
            @Context SecurityContext security) {
        int from = Math.max(0, DraftPages.number(skip));
        List<StoredRecord> found = curation.records().list(words, from, A_PAGE + 1);
        Map<Ivoid, Draft> drafts =
                curation.drafts().open().stream().collect(Collectors.toMap(Draft::ivoid, Function.identity()));
        return answers.page(
                security,
                200,
                "ourRecords.jte",
                Map.of(
                        "records", found.subList(0, Math.min(A_PAGE, found.size())),
                        "drafts", drafts,
                        "words", words,
                        "skip", from,
                        "more", found.size() > A_PAGE));
    }

    /** One of them; with {@code before} and {@code after}, these versions side by side. */
    @GET
    @Path("{ivoid: .+}")
    public Response record(
            @PathParam("ivoid") String path,
            @QueryParam("before") String before,
            @QueryParam("after") String after,
            @Context SecurityContext security) {
        Ivoid ivoid = CurationAnswers.ivoid(path);
        StoredRecord record = curation.masterCopy()
                .find(ivoid)
                .filter(StoredRecord::managed)
                .orElseThrow(() -> new NotFoundException("There is no record " + ivoid + " that is ours."));
        List<Comparison.Line> lines = List.of();
        int first = 0;
        int second = 0;
        if (before != null && after != null) {
            first = DraftPages.number(before);
            second = DraftPages.number(after);
            lines = Comparison.of(text(ivoid, first), text(ivoid, second));
        }
        return answers.page(
                security,
                200,
                "ourRecord.jte",
                Map.of(
                        "record",
                        record,
                        "history",
                        curation.masterCopy().history(ivoid),
                        "drafts",
                        curation.drafts().all(ivoid),
                        "findings",
                        curation.masterCopy().findings(ivoid),
                        "lines",
                        lines,
                        "askable",
                        askable(record),
                        "before",
                        first,
                        "after",
                        second));
    }

    /** Whether the record tells where its service can be asked for its capabilities. */
    private static boolean askable(StoredRecord record) {
        try {
            return record.document() != null && VosiReader.canAsk(RecordElement.read(record.document()));
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The stored document of " + record.ivoid() + " is not well-formed", e);
        }
    }

    private byte[] text(Ivoid ivoid, int version) {
        Optional<byte[]> text = curation.masterCopy().document(ivoid, version);
        return text.orElseThrow(
                () -> new NotFoundException("The record " + ivoid + " has no version " + version + " with a text."));
    }

    /** Retires the record {@code ivoid}, whose {@code version} the curator has seen, for a {@code reason}. */
    @POST
    @Path("retire")
    @Requires(Right.PUBLISH)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response retire(MultivaluedMap<String, String> form, @Context SecurityContext security) {
        String text = DraftPages.text(form, "ivoid");
        Ivoid ivoid = Ivoid.parse(text).orElseThrow(() -> new NotFoundException("'" + text + "' is no IVOID."));
        String reason = DraftPages.text(form, "reason").strip();
        if (reason.isEmpty()) {
            throw answers.trouble(security, 400, "Nothing was changed", "Say why the record is retired.");
        }
        try {
            curation.publication()
                    .retire(
                            ivoid,
                            DraftPages.number(DraftPages.text(form, "version")),
                            Visit.of(security).actor(),
                            reason);
            return CurationAnswers.to("/staff/records/" + ivoid.withoutScheme());
        } catch (DraftRefusedException e) {
            throw answers.refused(security, e);
        }
    }
}
