package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.http.HttpServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The compose file's proxy, a real nginx, in front of two nodes; skipped where there is no nginx. TLS is left out. */
@Timeout(120)
class ComposeProxyIT {
    private static final File NGINX = new File("/usr/sbin/nginx");
    private static final java.nio.file.Path SETTINGS =
            java.nio.file.Path.of("../server/src/main/packaging/compose/nginx.conf");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    java.nio.file.Path folder;

    /** A node's doors: one that is closed for a while, and one that is open. */
    @Path("door")
    public static final class Doors {
        private final String node;

        Doors(String node) {
            this.node = node;
        }

        @GET
        @Path("closed")
        public Response closed() {
            return Response.status(503).entity("The door is closed.").build();
        }

        @GET
        @Path("open")
        public String open() {
            return node;
        }
    }

    /** Queries, which one of the nodes does not answer yet. */
    @Path("tap/sync")
    public static final class Queries {
        private final String node;

        Queries(String node) {
            this.node = node;
        }

        @POST
        public Response query() {
            return node.equals("one")
                    ? Response.status(503).build()
                    : Response.ok("rows").build();
        }
    }

    private HttpServer node(String name) {
        RegistrySettings.Http settings = RegistrySettings.load(
                        null, Map.of(), Map.of("registry.http.port", 0, "registry.http.address", "127.0.0.1"))
                .http();
        HttpServer server = HttpServer.bind(settings, folder.resolve(name));
        server.start(Set.of(new Doors(name), new Queries(name)));
        return server;
    }

    private Process proxy(HttpServer one, HttpServer other, int port) throws Exception {
        String settings = Files.readString(SETTINGS)
                .replace("listen 80;", "listen 127.0.0.1:" + FreePort.find() + ";")
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                .replace("registry-1:8080", URI.create(one.localUrl()).getAuthority())
                .replace("registry-2:8080", URI.create(other.localUrl()).getAuthority())
                .replaceAll("(?m)^ *(http2|ssl_\\w+) .*$", "");
        java.nio.file.Path file = Files.writeString(folder.resolve("nginx.conf"), settings);
        return new ProcessBuilder(
                        NGINX.toString(),
                        "-c",
                        file.toString(),
                        "-e",
                        folder.resolve("errors.txt").toString(),
                        "-g",
                        "daemon off; pid " + folder.resolve("nginx.pid") + ";")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    @Test
    void nodesThatCannotAnswerSomethingAreAskedForTheRestAndOneThatIsGoneIsNotMissed() throws Exception {
        assumeTrue(NGINX.canExecute(), "There is no nginx");
        int port = FreePort.find();
        RawHttp http = new RawHttp(URI.create("http://127.0.0.1:" + port));
        try (HttpServer one = node("one");
                HttpServer other = node("other")) {
            Process proxy = proxy(one, other, port);
            try {
                await().atMost(LIMIT)
                        .ignoreExceptions()
                        .until(() -> http.get("/door/open").status() == 200);
                for (int i = 0; i < 10; i++) {
                    assertThat(http.get("/door/closed").text()).isEqualTo("The door is closed.");
                    assertThat(http.get("/door/open").status()).isEqualTo(200);
                }
                for (int i = 0; i < 10; i++) {
                    assertThat(http.form("/tap/sync", "LANG=ADQL").text()).isEqualTo("rows");
                }
                one.drain();
                for (int i = 0; i < 10; i++) {
                    assertThat(http.get("/door/open").text()).isEqualTo("other");
                }
            } finally {
                proxy.destroy();
                assertThat(proxy.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
