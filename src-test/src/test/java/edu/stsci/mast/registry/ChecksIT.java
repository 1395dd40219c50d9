package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored records are checked, and their pages and the staff's tell what was found. */
class ChecksIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Ivoid RECORD = Ivoid.of("ivo://archive.stsci.edu/checked");

    @TempDir
    static Path folder;

    private static HttpServer services;
    private static Registry registry;
    private static HttpClient editor;

    @BeforeAll
    static void start() throws Exception {
        services = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        String base = "http://127.0.0.1:" + services.getAddress().getPort();
        services.createContext("/capabilities", exchange -> {
            byte[] body =
                    ("<capabilities><capability standardID=\"ivo://ivoa.net/std/VOSI#capabilities\"><interface><accessURL>"
                                    + base
                                    + "/capabilities</accessURL></interface></capability><capability standardID=\"ivo://ivoa.net/std/SODA#sync-1.0\">"
                                    + "<interface><accessURL>" + base
                                    + "/soda</accessURL></interface></capability></capabilities>")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        services.start();
        registry = TestRegistry.start(
                folder.resolve("data"), "registry.checks.links-from", "anywhere", "registry.checks.pause", "1 ms");
        String xml =
                "<ri:Resource xsi:type=\"vr:Service\" status=\"active\" created=\"2024-01-01T00:00:00Z\" updated=\"2024-01-01T00:00:00Z\""
                        + " xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\" xmlns:vr=\"http://www.ivoa.net/xml/VOResource/v1.0\""
                        + " xmlns:vs=\"http://www.ivoa.net/xml/VODataService/v1.1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                        + "<title>A service to check</title><shortName>Checked</shortName><identifier>" + RECORD
                        + "</identifier>"
                        + "<curation><publisher>STScI</publisher><creator><name>STScI</name></creator><contact><name>Desk</name>"
                        + "<email>a@example.org</email></contact></curation><content><subject>surveys</subject><description>It is there to be"
                        + " checked, and some of what it points at answers.</description><referenceURL>" + base
                        + "/gone</referenceURL>"
                        + "<type>Other</type><relationship><relationshipType>service-for</relationshipType>"
                        + "<relatedResource ivo-id=\"ivo://archive.stsci.edu/nowhere\">Nothing</relatedResource></relationship></content>"
                        + "<capability standardID=\"ivo://ivoa.net/std/VOSI#capabilities\"><interface xsi:type=\"vs:ParamHTTP\" role=\"std\">"
                        + "<accessURL use=\"full\">" + base
                        + "/capabilities</accessURL></interface></capability></ri:Resource>";
        registry.save(
                List.of(new DocumentNormaliser(SchemaValidator.shared(), new RecordRules(Clock.systemUTC()))
                        .normalise(xml.getBytes(StandardCharsets.UTF_8))),
                "to check it");
        editor = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
    }

    @AfterAll
    static void stop() {
        registry.close();
        services.stop(0);
    }

    private static String get(String path) throws Exception {
        HttpResponse<String> answer = StaffBrowser.get(editor, registry.url() + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Test
    void aCheckFindsWhatRulesReferencesAndServicesTell() throws Exception {
        assertThat(registry.storage().masterCopy().findings(RECORD))
                .extracting(Finding::code)
                .contains("VOC-02")
                .doesNotContain("ID-06");
        HttpResponse<String> ordered =
                StaffBrowser.post(editor, registry.url(), "/staff/checks", Map.of("csrf", csrf()));
        assertThat(ordered.statusCode()).isEqualTo(303);
        await().atMost(LIMIT).until(() -> !registry.checks().records().runs(1).isEmpty());

        RecordChecks.Run run = registry.checks().records().runs(1).get(0);
        assertThat(run.records()).isEqualTo(1);
        assertThat(run.links()).isEqualTo(2);
        assertThat(run.failing()).isEqualTo(1);
        assertThat(registry.storage().masterCopy().findings(RECORD))
                .extracting(Finding::code)
                .contains("VOC-02", "ID-05", "ID-06", "LINK-01", "VOSI-01")
                .doesNotContain("LINK-03", "VOSI-02");

        assertThat(get("/staff/checks")).contains("this registry", "LINK-01", "Last checks");
        assertThat(get("/staff/checks/ours")).contains("VOC-02", "A service to check", "VOResource 1.1, section 3.1.3");
        assertThat(get("/staff/checks/ours?code=ID-06")).contains("of those with ID-06", "A service to check");
        assertThat(get("/api/checks")).contains("\"compliant\" : 1", "\"runs\"");
        assertThat(get("/api/checks/ours")).contains("\"code\" : \"VOSI-01\"", "\"failures\" : 1");
        assertThat(get("/resource/archive.stsci.edu/checked"))
                .contains("Validation level <b>1</b>", "Write IsServiceFor instead.", "answers with status 404");

        registry.checks().run();
        assertThat(get("/api/checks/ours")).contains("\"failures\" : 2");
    }

    @Test
    void otherSitesAndStrangersCannotOrder() throws Exception {
        assertThat(StaffBrowser.post(
                                editor,
                                registry.url(),
                                "/staff/checks",
                                Map.of("csrf", csrf()),
                                "Origin",
                                "https://elsewhere.example.org")
                        .statusCode())
                .isEqualTo(403);
        assertThat(StaffBrowser.get(StaffBrowser.browser(), registry.url() + "/staff/checks")
                        .body())
                .doesNotContain("Check now");
    }

    @Test
    void unknownRegistriesAreNotFound() throws Exception {
        for (String path : List.of("/staff/checks/nobody.org/registry", "/api/checks/nobody.org/registry")) {
            assertThat(StaffBrowser.get(editor, registry.url() + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private static String csrf() throws Exception {
        return Jsoup.parse(get("/staff/checks"))
                .select("input[name=csrf]")
                .first()
                .attr("value");
    }
}
