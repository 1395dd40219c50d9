package edu.stsci.mast.registry.server.nvo;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.TapLimits;
import edu.stsci.mast.registry.server.pages.Element;
import edu.stsci.mast.registry.server.pages.Templates;
import io.micrometer.observation.ObservationRegistry;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/**
 * {@code /NVORegInt.asmx}: the searches of the application that this one replaces, for scripts that still ask them by GET or by a form. They
 * answer VOTables with the same fields.
 */
@Path("NVORegInt.asmx")
public final class NvoInterface implements AutoCloseable {
    private static final MediaType XML = MediaType.TEXT_XML_TYPE.withCharset("utf-8");

    private final Templates templates;
    private final QueryEngine engine;
    private final NvoRecords records;

    /**
     * The interface.
     *
     * @param store the tables in which conditions are answered
     * @param most how many resources an answer may have
     * @param observations is told of the queries that conditions become
     */
    public NvoInterface(
            Templates templates,
            KeywordSearch search,
            RegtapStore store,
            MasterCopy masterCopy,
            int most,
            ObservationRegistry observations) {
        this.templates = templates;
        this.engine = new QueryEngine(
                store, NvoPredicate.catalogue(), AdqlLimits.standard(), TapLimits.usual(), observations);
        this.records = new NvoRecords(search, engine, masterCopy, most);
    }

    /** What can be asked. */
    @GET
    public Response page() {
        return Response.ok(templates.render("nvo.jte", Map.of("operations", List.of(NvoOperation.values()))))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .build();
    }

    /** A search whose parameters stand in the address. */
    @GET
    @Path("{operation}")
    public Response get(@PathParam("operation") String operation, @Context UriInfo uri) {
        return answer(operation, uri.getQueryParameters());
    }

    /** A search whose parameters stand in a form. */
    @POST
    @Path("{operation}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(@PathParam("operation") String operation, MultivaluedMap<String, String> form) {
        return answer(operation, form);
    }

    private Response answer(String word, MultivaluedMap<String, String> parameters) {
        try {
            NvoOperation operation = NvoOperation.of(word)
                    .orElseThrow(() -> new NvoRefusedException(
                            404,
                            "There is no operation '" + word + "'; there are "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(NvoOperation.values())
                                                    .map(NvoOperation::word)
                                                    .toList())
                                    + ".",
                            null));
            NvoQuestion question = operation.question(new NvoOperation.Arguments(operation, upperCase(parameters)));
            NvoRecords.Found found = records.find(question);
            StreamingOutput table = out -> {
                try {
                    NvoTable rows = NvoTable.begin(out, question.rows());
                    for (Ivoid ivoid : found.ivoids()) {
                        Optional<StoredRecord> record = records.record(ivoid);
                        if (record.isPresent()) {
                            rows.write(Element.root(record.get().document()));
                        }
                    }
                    rows.end(found.overflow());
                } catch (XMLStreamException e) {
                    throw new IOException(e);
                }
            };
            return Response.ok(table).type(XML).build();
        } catch (NvoRefusedException e) {
            return error(e.status(), e.getMessage());
        } catch (SearchUnavailableException e) {
            return error(503, e.getMessage());
        }
    }

    private static Map<String, List<String>> upperCase(MultivaluedMap<String, String> parameters) {
        Map<String, List<String>> values = new TreeMap<>();
        parameters.forEach(
                (name, given) -> values.computeIfAbsent(name.toUpperCase(Locale.ROOT), key -> new ArrayList<>())
                        .addAll(given));
        return values;
    }

    private static Response error(int status, String message) {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        try {
            NvoTable.error(document, message);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return Response.status(status).type(XML).entity(document.toByteArray()).build();
    }

    @Override
    public void close() {
        engine.close();
    }
}
