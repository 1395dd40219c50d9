package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole registry on its embedded defaults, with the MAST records, over real HTTP. */
class RegistryIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Registry registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    private static RegistrySettings settings(Path data, int port) {
        return RegistrySettings.load(
                null,
                Map.of(),
                Map.of(
                        "registry.data",
                        data.toString(),
                        "registry.http.port",
                        port,
                        "registry.http.address",
                        "127.0.0.1"));
    }

    @BeforeAll
    static void start() throws Exception {
        registry = Registry.start(settings(folder.resolve("data"), 0));
        registry.loadExamples("mast");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .timeout(LIMIT)
                .header("Accept", accept)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(path, "*/*");
    }

    @Test
    void isHealthy() throws Exception {
        HttpResponse<String> health = get("/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\" : \"up\"");
    }

    @Test
    void saysWhatItIsButNotWhichVersion() throws Exception {
        for (String path : new String[] {"/health", "/nothing/here"}) {
            assertThat(get(path).headers().firstValue("Server")).as(path).contains("mast-registry");
        }
    }

    @Test
    void publishesValidRecordsOverOaiPmh() throws Exception {
        for (String query : new String[] {
            "verb=Identify",
            "verb=ListMetadataFormats",
            "verb=ListSets",
            "verb=ListIdentifiers&metadataPrefix=ivo_vor",
            "verb=ListRecords&metadataPrefix=ivo_vor",
            "verb=ListRecords&metadataPrefix=oai_dc",
            "verb=Nothing",
            "verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/hst"
        }) {
            HttpResponse<String> answer = get("/oai?" + query);

            assertThat(answer.statusCode()).as(query).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).as(query).hasValueSatisfying(t -> assertThat(t)
                    .startsWith("text/xml"));
            assertThat(SchemaValidator.shared()
                            .validate(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                    .as(query)
                    .isEmpty();
        }
        assertThat(get("/oai?verb=Identify").body())
                .contains("<identifier>ivo://archive.stsci.edu/nvoregistry</identifier>");
    }

    @Test
    void answersOaiPmhByPostToo() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/oai"))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo%3A%2F%2Farchive.stsci.edu%2Fhst"))
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains("<header>", "<identifier>ivo://archive.stsci.edu/hst</identifier>");
    }

    @Test
    void findsRecordsByKeyword() throws Exception {
        assertThat(get("/api/search?q=ultraviolet+spectra").body()).contains("ivo://archive.stsci.edu/ssap/iue");
        assertThat(get("/search?q=ultraviolet+spectra").body())
                .contains("<mark>")
                .contains("/resource/archive.stsci.edu/");
        assertThat(get("/search?q=qqqqzzzz").body()).contains("Nothing matches");
        assertThat(get("/api/search?rows=many").statusCode()).isEqualTo(400);
    }

    @Test
    void showsARecordAsPageAndAsXml() throws Exception {
        HttpResponse<String> page = get("/resource/archive.stsci.edu/hst", "text/html");
        HttpResponse<String> xml = get("/resource/archive.stsci.edu/hst", "application/xml");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<!DOCTYPE html>", "ivo://archive.stsci.edu/hst", "How to use it");
        assertThat(xml.body())
                .startsWith("<ri:Resource")
                .contains("<identifier>ivo://archive.stsci.edu/hst</identifier>");
        assertThat(get("/resource/archive.stsci.edu/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/resource/archive.stsci.edu/hst?format=pdf").statusCode())
                .isEqualTo(400);
    }

    @Test
    void forgetsADeletedRecordInSearchesAndRemembersItInOaiPmh() throws Exception {
        Ivoid ivoid = Ivoid.of("ivo://archive.stsci.edu/hlsp/phat");
        assertThat(get("/api/search?q=" + ivoid).body()).contains("\"" + ivoid + "\"");

        registry.delete(ivoid, "a test");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();

        assertThat(get("/api/search?q=" + ivoid).body()).doesNotContain("\"ivoid\" : \"" + ivoid + "\"");
        assertThat(get("/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + ivoid)
                        .body())
                .contains("status=\"deleted\"");
        assertThat(get("/resource/archive.stsci.edu/hlsp/phat").statusCode()).isEqualTo(410);
    }

    @Test
    void refusesAPortOrADataFolderInUseWithASentence() {
        int port = URI.create(registry.url()).getPort();

        assertThatThrownBy(() -> Registry.start(settings(folder.resolve("other"), port)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Port " + port);
        assertThatThrownBy(() -> Registry.start(settings(folder.resolve("data"), 0)))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("Another registry server is running");
    }
}
