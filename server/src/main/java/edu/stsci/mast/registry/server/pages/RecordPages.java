package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.IndentedXml;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.CheckReports;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.oai.Citation;
import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.server.pages.record.RecordFormat;
import edu.stsci.mast.registry.server.pages.record.RecordJson;
import edu.stsci.mast.registry.server.pages.record.RecordPage;
import edu.stsci.mast.registry.server.pages.record.RegtapRecords;
import edu.stsci.mast.registry.server.pages.record.Relations;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One record: as a page, and in the other {@linkplain RecordFormat formats}. */
@Path("/resource/{ivoid: .+}")
public final class RecordPages {
    private static final MediaType TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8");

    /** A page shows the XML of records that are not longer than this, in bytes; others have a link to it. */
    private static final int SHOWN_XML = 16 * 1024;

    private final Templates templates;
    private final MasterCopy masterCopy;
    private final CheckReports reports;
    private final RegtapRecords regtap;

    /**
     * The pages of the records in a master copy.
     *
     * @param reports what checks have found
     * @param regtap what the relational registry knows of them; null when there is none
     */
    public RecordPages(Templates templates, MasterCopy masterCopy, CheckReports reports, RegtapRecords regtap) {
        this.templates = templates;
        this.masterCopy = masterCopy;
        this.reports = reports;
        this.regtap = regtap;
    }

    /** The record in the format that {@code format} names, or else {@code Accept}. */
    @GET
    public Response record(
            @PathParam("ivoid") String path,
            @QueryParam("format") String name,
            @Context HttpHeaders headers,
            @Context Request request) {
        RecordFormat format;
        if (name == null) {
            format = RecordFormat.accepted(headers.getAcceptableMediaTypes());
        } else {
            Optional<RecordFormat> named =
                    RecordFormat.named(name).filter(f -> formats().contains(f));
            if (named.isEmpty()) {
                throw new BadRequestException("The format '" + name + "' is not known; there are "
                        + formats().stream().map(RecordFormat::shortName).collect(Collectors.joining(", "))
                        + ".");
            }
            format = named.get();
        }
        if (!formats().contains(format)) {
            format = RecordFormat.HTML;
        }
        Optional<StoredRecord> found = Ivoid.parse("ivo://" + path).flatMap(masterCopy::find);
        if (found.isEmpty()) {
            return format == RecordFormat.HTML
                    ? page(404, "missing.jte", Map.of("ivoid", "ivo://" + path, "words", lastWords(path)))
                    : text(404, "This registry has no record ivo://" + path + ".");
        }
        return answer(found.get(), format, request);
    }

    /** What to search for instead of an identifier that is not there. */
    private static String lastWords(String path) {
        return path.substring(path.lastIndexOf('/') + 1)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    private List<RecordFormat> formats() {
        return Arrays.stream(RecordFormat.values())
                .filter(format -> format != RecordFormat.VOTABLE || regtap != null)
                .toList();
    }

    private Response answer(StoredRecord record, RecordFormat format, Request request) {
        boolean gone = record.status() == RecordStatus.DELETED || record.document() == null;
        if (format == RecordFormat.HTML) {
            return html(record, gone);
        }
        if (gone) {
            return text(410, record.ivoid() + " was deleted.");
        }
        return switch (format) {
            case JSON -> content(record, format, RecordJson.of(recordPage(record)), "");
            case VOTABLE -> votable(record);
            case BIBTEX ->
                Citation.of(record)
                        .map(c -> content(record, format, c.bibTex().getBytes(StandardCharsets.UTF_8), ".bib"))
                        .orElseGet(() -> text(404, record.ivoid() + " cannot be cited: the record has no title."));
            case DATACITE ->
                Citation.of(record)
                        .flatMap(Citation::dataCite)
                        .map(xml -> content(record, format, xml, ".datacite.xml"))
                        .orElseGet(() -> text(
                                404,
                                record.ivoid() + " has no DataCite metadata: it is no resource that is cited by a DOI,"
                                        + " or its record lacks a creator, a publisher or a year."));
            default -> xml(record, request);
        };
    }

    private RecordPage recordPage(StoredRecord record) {
        Relations.Pointers pointers = regtap == null ? ivoid -> Optional.empty() : regtap;
        return RecordPage.of(record, masterCopy, reports, pointers, regtap != null);
    }

    private Response html(StoredRecord record, boolean gone) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("page", recordPage(record));
        if (record.document() != null && record.document().length <= SHOWN_XML) {
            parameters.put("xml", IndentedXml.of(record.document()));
        }
        return page(gone ? 410 : 200, "record.jte", parameters);
    }

    private Response page(int status, String template, Map<String, Object> parameters) {
        return Response.status(status)
                .type(RecordFormat.HTML.type())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .entity(templates.render(template, parameters))
                .build();
    }

    private Response votable(StoredRecord record) {
        try {
            return content(record, RecordFormat.VOTABLE, regtap.votable(record.ivoid()), ".vot");
        } catch (TapException | IOException e) {
            return text(503, "The relational registry cannot be asked now: " + e.getMessage() + "; try again later.");
        }
    }

    /** An answer that browsers save as a file when {@code ending} isn't empty. */
    private static Response content(StoredRecord record, RecordFormat format, Object entity, String ending) {
        Response.ResponseBuilder answer =
                Response.ok(entity, format.type()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (!ending.isEmpty()) {
            String name = record.ivoid().withoutScheme().replaceAll("[^A-Za-z0-9.-]+", "_");
            answer.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ending + "\"");
        }
        return answer.build();
    }

    private static Response text(int status, String sentence) {
        return Response.status(status)
                .type(TEXT)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .entity(sentence + "\n")
                .build();
    }

    /** The document; when the client has it already, only this news (RFC 9110, section 13.1.2). */
    private static Response xml(StoredRecord record, Request request) {
        EntityTag tag = new EntityTag(Long.toString(record.sequence()), true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(record.document(), RecordFormat.XML.type()) : unchanged)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
