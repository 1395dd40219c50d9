package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.search.adql.AdqlException;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.PublishedSchema;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.QueryPreview;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.RunningQuery;
import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.search.tap.TapQuery;
import edu.stsci.mast.registry.server.http.ClientWatch;
import edu.stsci.mast.registry.server.http.SenderGate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /tap} for people: a page to write queries on; and the examples, for people and programs. */
@Path("/tap")
public final class QueryPages {
    private static final long MOST_ROWS = 200;

    private final Templates templates;
    private final QueryEngine engine;
    private final SenderGate gate;
    private final ClientWatch watch;
    private final List<PublishedSchema> schemas;
    private final List<ExampleQuery> examples;

    /** The pages over an engine whose tables are described by the schemas; the gate and the watch are the same as for programs. */
    public QueryPages(
            Templates templates,
            QueryEngine engine,
            SenderGate gate,
            ClientWatch watch,
            List<PublishedSchema> schemas,
            List<ExampleQuery> examples) {
        this.templates = templates;
        this.engine = engine;
        this.gate = gate;
        this.watch = watch;
        this.schemas = schemas;
        this.examples = examples;
    }

    /** The page; with a query in its address also the first rows of its result. */
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public byte[] page(@QueryParam("QUERY") @DefaultValue("") String query, @Context HttpServletRequest request) {
        Deque<Runnable> ends = new ArrayDeque<>();
        try {
            return templates.render("query", Map.of("page", answered(query.replace("\r\n", "\n"), request, ends)));
        } finally {
            while (!ends.isEmpty()) {
                ends.pop().run();
            }
        }
    }

    /** @param ends gets what is to be done when the page is ready */
    private QueryPage answered(String query, HttpServletRequest request, Deque<Runnable> ends) {
        if (query.isBlank()) {
            return new QueryPage("", examples, schemas, Optional.empty(), "", Optional.empty(), 0);
        }
        long start = System.nanoTime();
        TapQuery limited = new TapQuery(query, OptionalLong.of(MOST_ROWS), ResultFormat.HTML, List.of());
        try {
            ends.push(gate.enter(request));
            QueryPreview preview = preview(limited, request, ends);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new QueryPage(query, examples, schemas, Optional.of(preview), "", Optional.empty(), seconds);
        } catch (TapException e) {
            Optional<QueryPage.Spot> spot = e.getCause() instanceof AdqlException adql
                    ? Optional.of(QueryPage.Spot.of(query, adql))
                    : Optional.empty();
            return new QueryPage(query, examples, schemas, Optional.empty(), e.getMessage(), spot, 0);
        } catch (IOException e) {
            return new QueryPage(query, examples, schemas, Optional.empty(), e.getMessage(), Optional.empty(), 0);
        }
    }

    private QueryPreview preview(TapQuery query, HttpServletRequest request, Deque<Runnable> ends)
            throws TapException, IOException {
        try (RunningQuery running =
                engine.begin(query, engine.limits().syncTime(), stop -> ends.push(watch.watch(request, stop)))) {
            return running.preview();
        }
    }

    /** The examples (DALI 1.1, section 2.3): XHTML with what programs need as RDFa. */
    @GET
    @Path("examples")
    @Produces(MediaType.APPLICATION_XHTML_XML + ";charset=UTF-8")
    public byte[] examples() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("examples", examples);
        return templates.render("queryExamples", parameters);
    }
}
