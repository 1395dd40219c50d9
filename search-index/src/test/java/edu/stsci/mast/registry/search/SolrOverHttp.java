package edu.stsci.mast.registry.search;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.solr.client.solrj.SolrRequest;
import org.apache.solr.client.solrj.SolrServerException;
import org.apache.solr.client.solrj.request.GenericSolrRequest;
import org.apache.solr.client.solrj.request.JavaBinUpdateRequestCodec;
import org.apache.solr.client.solrj.request.QueryRequest;
import org.apache.solr.client.solrj.request.UpdateRequest;
import org.apache.solr.common.SolrInputDocument;
import org.apache.solr.common.params.ModifiableSolrParams;
import org.apache.solr.common.util.JavaBinCodec;
import org.apache.solr.common.util.NamedList;

/** A Solr server for tests: passes what comes by HTTP to an index in this process. It can be stopped and started again. */
final class SolrOverHttp implements AutoCloseable {
    private final SolrStore store;
    private HttpServer server;
    private int port;
    private volatile String schema;

    SolrOverHttp(SolrStore store) throws IOException {
        this.store = store;
        start();
    }

    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        port = server.getAddress().getPort();
        server.createContext("/solr/registry", this::answer);
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    /** Says from now on that its core has another schema. */
    void pretendSchema(String name) {
        schema = name;
    }

    URI core() {
        return URI.create("http://127.0.0.1:" + port + "/solr/registry/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("HEAD")) { // the client asks whether we speak HTTP 2
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            NamedList<Object> response = store.client().request(request(exchange));
            if (schema != null && exchange.getRequestURI().getPath().endsWith("/schema/name")) {
                response.setVal(response.indexOf("name", 0), schema);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JavaBinCodec codec = new JavaBinCodec()) {
                codec.marshal(response, bytes);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(200, bytes.size());
            exchange.getResponseBody().write(bytes.toByteArray());
        } catch (SolrServerException e) {
            throw new IOException(e);
        }
    }

    private static SolrRequest<?> request(HttpExchange exchange) throws IOException {
        boolean update = exchange.getRequestURI().getPath().endsWith("/update");
        ModifiableSolrParams parameters = new ModifiableSolrParams();
        add(parameters, exchange.getRequestURI().getRawQuery());
        UpdateRequest changes = new UpdateRequest();
        try (InputStream body = exchange.getRequestBody()) {
            if (update
                    && "application/javabin".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                List<SolrInputDocument> documents = new ArrayList<>();
                changes = new JavaBinUpdateRequestCodec()
                        .unmarshal(body, (document, request, commitWithin, overwrite) -> documents.add(document));
                changes.add(documents);
            } else {
                add(parameters, new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        parameters.remove("wt");
        String path = exchange.getRequestURI().getPath().replaceFirst("^/solr/registry", "");
        if (path.startsWith("/schema")) {
            return new GenericSolrRequest(SolrRequest.METHOD.GET, path, parameters).setRequiresCollection(true);
        }
        if (!update) {
            return new QueryRequest(parameters);
        }
        for (var parameter : parameters) {
            changes.setParam(parameter.getKey(), parameter.getValue()[0]);
        }
        return changes;
    }

    private static void add(ModifiableSolrParams parameters, String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return;
        }
        for (String pair : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.add(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        stop();
    }
}
