package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.RunningQuery;
import edu.stsci.mast.registry.search.tap.TapCapabilities;
import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.search.tap.TapQuery;
import edu.stsci.mast.registry.search.tap.TapRequest;
import edu.stsci.mast.registry.search.tap.VosiAvailability;
import edu.stsci.mast.registry.search.tap.VosiTables;
import edu.stsci.mast.registry.search.tap.VotableDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /tap}: TAP 1.1 but for its asynchronous half, with the VOSI resources that belong to it. */
@Path("/tap")
public final class TapResource {
    private static final String XML = "text/xml;charset=UTF-8";

    private final QueryEngine engine;
    private final TapCapabilities capabilities;
    private final VosiTables tables;
    private final UploadFetcher fetcher;
    private final SenderGate gate;
    private final ClientWatch watch;
    private final java.nio.file.Path temporary;
    private final Supplier<Optional<String>> trouble;
    private final Instant upSince = Instant.now();

    /**
     * The service.
     *
     * @param gate lets queries in
     * @param watch tells when a client does not wait any more
     * @param temporary a folder for uploaded tables while their query runs
     * @param trouble why there is nothing to query now; empty when there is
     */
    public TapResource(
            QueryEngine engine,
            TapCapabilities capabilities,
            VosiTables tables,
            UploadFetcher fetcher,
            SenderGate gate,
            ClientWatch watch,
            java.nio.file.Path temporary,
            Supplier<Optional<String>> trouble) {
        this.engine = engine;
        this.capabilities = capabilities;
        this.tables = tables;
        this.fetcher = fetcher;
        this.gate = gate;
        this.watch = watch;
        this.temporary = temporary;
        this.trouble = trouble;
    }

    /** Answers a query at once (TAP 1.1, section 2.2). */
    @GET
    @Path("sync")
    public Response get(@Context HttpServletRequest request) {
        return sync(request, InputStream.nullInputStream());
    }

    /** Likewise; a query in a form may be longer. */
    @POST
    @Path("sync")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(@Context HttpServletRequest request, InputStream body) {
        return sync(request, body);
    }

    /** Likewise; this one may bring tables with it. */
    @POST
    @Path("sync")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response postParts(@Context HttpServletRequest request) {
        return sync(request, InputStream.nullInputStream());
    }

    /** What {@link #get} would answer, without the rows. */
    @HEAD
    @Path("sync")
    public Response head(@Context HttpServletRequest request) throws IOException {
        Response response = sync(request, InputStream.nullInputStream());
        if (response.getEntity() instanceof Answer answer) {
            answer.close();
        }
        return Response.fromResponse(response).entity(null).build();
    }

    private Response sync(HttpServletRequest request, InputStream body) {
        Answer answer = new Answer();
        try {
            Optional<String> reason = trouble.get();
            if (reason.isPresent()) {
                throw new TapException(TapException.Reason.BUSY, reason.get());
            }
            answer.atEnd(gate.enter(request));
            DaliParameters parameters = DaliParameters.of(request, body);
            RequestUploads uploads = new RequestUploads(parameters.files(), fetcher, temporary);
            answer.atEnd(uploads::close);
            TapQuery query = new TapRequest(parameters.values())
                    .query(uploads, engine.limits().uploadBytes());
            answer.query =
                    engine.begin(query, engine.limits().syncTime(), stop -> answer.atEnd(watch.watch(request, stop)));
            ResultFormat format = query.format();
            return Response.ok(answer, format.mediaType())
                    .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"result." + format.extension() + "\"")
                    .build();
        } catch (TapException e) {
            answer.close();
            return error(e.reason().status(), e.getMessage());
        } catch (IOException e) {
            answer.close();
            return error(400, e.getMessage());
        } catch (RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    /** Errors are VOTables, too, whatever the result's format would have been (TAP 1.1, section 3.3; DALI 1.1, section 4.2). */
    private static Response error(int status, String message) {
        return Response.status(status)
                .type("application/x-votable+xml")
                .entity(VotableDocument.error(message))
                .build();
    }

    /** The rows of a query on their way out, with all that is held until they are out. For one thread. */
    private static final class Answer implements StreamingOutput, AutoCloseable {
        private final Deque<Runnable> ends = new ArrayDeque<>();
        /** Null until it is begun. */
        private RunningQuery query;

        void atEnd(Runnable end) {
            ends.push(end);
        }

        @Override
        public void write(java.io.OutputStream out) throws IOException {
            try (this) {
                query.write(out);
            }
        }

        @Override
        public void close() {
            if (query != null) {
                query.close();
            }
            while (!ends.isEmpty()) {
                ends.pop().run();
            }
        }
    }

    /** All tables (VOSI 1.1, section 2.4); {@code detail=min} leaves the columns out. */
    @GET
    @Path("tables")
    @Produces(XML)
    public byte[] tables(@QueryParam("detail") @DefaultValue("max") String detail) {
        return tables.all(!detail.equalsIgnoreCase("min"));
    }

    /** One table. */
    @GET
    @Path("tables/{name}")
    @Produces(XML)
    public byte[] table(@PathParam("name") String name) {
        return tables.one(name).orElseThrow(() -> new NotFoundException("There is no table '" + name + "' here."));
    }

    /** What the service can do. */
    @GET
    @Path("capabilities")
    @Produces(XML)
    public byte[] capabilities() {
        return capabilities.document();
    }

    /** Whether it can be used now. */
    @GET
    @Path("availability")
    @Produces(XML)
    public byte[] availability() {
        return VosiAvailability.document(upSince, trouble.get(), "The tables can be queried.");
    }
}
