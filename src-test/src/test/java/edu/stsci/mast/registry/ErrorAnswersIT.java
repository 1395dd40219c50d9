package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.http.HttpServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told when something goes wrong behind a door. */
class ErrorAnswersIT {
    @TempDir
    static java.nio.file.Path folder;

    private static HttpServer server;
    private static RawHttp http;

    /** A door behind which something goes wrong. */
    @Path("door")
    public static final class Door {
        @GET
        public String open(@QueryParam("fault") String fault, @QueryParam("query") String query) {
            if (query != null) {
                TapException why = new TapException(TapException.Reason.TIME_OUT, query);
                throw new UncheckedIOException(new IOException(query, why));
            }
            if (fault != null) {
                throw new UncheckedIOException(new IOException(fault));
            }
            return "Come in.";
        }
    }

    @BeforeAll
    static void start() {
        server = HttpServer.bind(settings(), folder.resolve("http"));
        server.start(Set.of(new Door()));
        http = new RawHttp(URI.create(server.url()));
    }

    // RFC 9110, sections 15.6.4 and 10.2.3
    @Test
    void whoAsksWhileTheServerStartsIsToldToComeAgain() throws IOException {
        try (HttpServer other = HttpServer.bind(settings(), folder.resolve("other"))) {
            RawHttp early = new RawHttp(URI.create(other.url()));
            RawHttp.Answer answer = early.get("/health/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("being started");
            assertThat(answer.header("Retry-After")).isPresent();
            other.start(Set.of(new Door()));
            assertThat(early.get("/door").status()).isEqualTo(200);
        }
    }

    private static RegistrySettings.Http settings() {
        return RegistrySettings.load(
                        null, Map.of(), Map.of("registry.http.port", 0, "registry.http.address", "127.0.0.1"))
                .http();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    // RFC 9110, sections 15.6.4 and 10.2.3
    @Test
    void aFullDiskIsToldAsSomethingThatPasses() throws IOException {
        for (String words : List.of("No%20space%20left%20on%20device", "Disk%20quota%20exceeded")) {
            RawHttp.Answer answer = http.get("/door?fault=" + words);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("has no room").doesNotContain("device");
            assertThat(Duration.ofSeconds(
                            Long.parseLong(answer.header("Retry-After").orElseThrow())))
                    .isPositive();
        }
    }

    @Test
    void aQueryThatEndsWhileItsResultIsWrittenIsNoErrorOfOurs() throws IOException {
        try (Complaints complaints = new Complaints()) {
            RawHttp.Answer answer = http.get("/door?query=It%20took%20too%20long");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("It took too long");
            complaints.assertNone();
        }
    }

    @Test
    void strangersAreNotToldOfOurInsides() throws IOException {
        RawHttp.Answer answer = http.get("/door?fault=secret");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("made an error").doesNotContain("secret");
    }
}
