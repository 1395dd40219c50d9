package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry behind a proxy that ends TLS, and scripts in other sites' pages. */
class PublicDoorsIT {
    private static final String PUBLIC = "https://registry.example.org";
    private static final String[] MADE_UP = {
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: ftp",
        "X-Forwarded-Port: 99",
        "X-Forwarded-Prefix: /evil",
        "X-Original-URL: /evil.example",
        "Forwarded: for=192.0.2.1;host=evil.example;proto=ftp"
    };

    @TempDir
    static Path folder;

    private static Registry registry;
    private static RawHttp http;

    @BeforeAll
    static void start() throws IOException {
        int port = FreePort.find();
        registry = TestRegistry.start(
                folder.resolve("data"), "registry.http.port", port, "registry.http.public-url", PUBLIC + "/");
        registry.loadExamples("mast");
        http = new RawHttp(URI.create("http://127.0.0.1:" + port));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void redirectionsLeadToThePublicAddressWhateverHeadersSay() throws IOException {
        RawHttp.Answer staff = http.get("/staff/records", with("Accept: text/html"));
        assertThat(staff.status()).isEqualTo(303);
        assertThat(staff.header("Location").orElseThrow()).startsWith(PUBLIC + "/staff/login?");
        RawHttp.Answer job = http.send(
                "POST",
                "/tap/async",
                "LANG=ADQL&QUERY=SELECT+1+FROM+rr.resource",
                with("Content-Type: application/x-www-form-urlencoded"));
        assertThat(job.status()).isEqualTo(303);
        assertThat(job.header("Location").orElseThrow()).startsWith(PUBLIC + "/tap/async/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/search?q=hubble",
                "/oai?verb=Identify",
                "/oai?verb=ListRecords&metadataPrefix=ivo_vor",
                "/capabilities",
                "/tap/capabilities",
                "/api/openapi.json",
                "/staff/login",
                "/nothing-here"
            })
    void nothingThatAClientMakesUpIsInAnAnswer(String target) throws IOException {
        RawHttp.Answer answer = http.get(target, with("Accept: */*"));
        assertThat(answer.text() + answer.headers()).doesNotContain("evil", "ftp:");
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
    }

    private static String[] with(String header) {
        String[] all = java.util.Arrays.copyOf(MADE_UP, MADE_UP.length + 1);
        all[MADE_UP.length] = header;
        return all;
    }

    @Test
    void cookiesAreForHttpsThoughTheProxyAsksByHttp() throws IOException {
        assertThat(http.get("/staff/login").header("Set-Cookie").orElseThrow())
                .startsWith("__Host-")
                .contains("Secure", "HttpOnly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oai?verb=Identify",
                "/tap/sync?LANG=ADQL&QUERY=SELECT+TOP+1+ivoid+FROM+rr.resource",
                "/tap/sync?LANG=ADQL&QUERY=WRONG",
                "/tap/capabilities",
                "/tap/tables",
                "/tap/availability",
                "/tap/async",
                "/capabilities",
                "/availability",
                "/search?q=hubble&format=json",
                "/api/search?q=hubble",
                "/api/suggest?q=hub",
                "/api/harvest/sources",
                "/resource/archive.stsci.edu/hst?format=json",
                "/resource/archive.stsci.edu/nothing"
            })
    void scriptsOfOtherSitesReadWhatIsOpen(String target) throws IOException {
        RawHttp.Answer answer = http.get(target, "Origin: https://portal.example.org");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Expose-Headers").orElse(""))
                .contains("Location", "X-Request-ID", "Retry-After");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oai", "/tap/sync", "/tap/async", "/tap/async/x/phase", "/api/search", "/capabilities"})
    void browsersMayAskBeforehand(String target) throws IOException {
        RawHttp.Answer answer = preflight(target, "POST");
        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("GET", "POST", "DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse(""))
                .containsIgnoringCase("content-type")
                .doesNotContainIgnoringCase("authorization")
                .doesNotContain("*");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/staff",
                "/staff/login",
                "/staff/records",
                "/staff/drafts/new",
                "/api/records",
                "/api/records/archive.stsci.edu/hst",
                "/api/drafts",
                "/api/bulk",
                "/api/validate",
                "/metrics",
                "/tap/../staff/records",
                "/oai/../staff"
            })
    void whatIsNotOpenIsClosedToScriptsOfOtherSites(String target) throws IOException {
        for (String method : new String[] {"GET", "PUT", "POST"}) {
            RawHttp.Answer asked = preflight(target, method);
            assertThat(asked.headers())
                    .doesNotContainKeys("Access-Control-Allow-Origin", "Access-Control-Allow-Methods");
        }
        assertThat(http.get(target, "Origin: https://portal.example.org").headers())
                .doesNotContainKey("Access-Control-Allow-Origin");
    }

    private static RawHttp.Answer preflight(String target, String method) throws IOException {
        return http.send(
                "OPTIONS",
                target,
                null,
                "Origin: https://portal.example.org",
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: content-type, authorization");
    }
}
