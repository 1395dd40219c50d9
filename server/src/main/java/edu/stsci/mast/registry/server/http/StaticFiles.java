package edu.stsci.mast.registry.server.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The few files that pages use, all from the class path. */
@Path("/static/{name}")
public final class StaticFiles {
    private record File(String resource, String type) {}

    private static final Map<String, File> FILES = Map.of(
            "record.js", new File("/static/record.js", "text/javascript"),
            "registry.css", new File("/static/registry.css", "text/css"),
            "htmx.js", new File("/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js", "text/javascript"),
            "icon.svg", new File("/static/icon.svg", "image/svg+xml"));

    /** All of them. */
    public StaticFiles() {}

    /** One file; browsers may keep it for an hour. */
    @GET
    public Response file(@PathParam("name") String name) throws IOException {
        File file = FILES.get(name);
        if (file == null) {
            throw new NotFoundException("There is no file " + name + ".");
        }
        try (InputStream stream = StaticFiles.class.getResourceAsStream(file.resource())) {
            return Response.ok(stream.readAllBytes())
                    .type(file.type() + ";charset=utf-8")
                    .header("Cache-Control", "max-age=3600")
                    .build();
        }
    }
}
