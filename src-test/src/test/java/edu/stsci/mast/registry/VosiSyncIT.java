package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are compared with what their services tell at their VOSI endpoints. */
class VosiSyncIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Ivoid TAP = Ivoid.of("ivo://archive.stsci.edu/vosi/tap");

    @TempDir
    Path folder;

    /** What the service answers, by path. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    private HttpServer service;
    private String base;
    private Registry registry;
    private HttpClient editor;

    @BeforeEach
    void serve() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        base = "http://127.0.0.1:" + service.getAddress().getPort() + "/tap";
        service.createContext("/", exchange -> {
            String answer = told.get(exchange.getRequestURI().toString().substring("/tap".length()));
            byte[] body = (answer == null ? "none" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        told.put("/capabilities", capabilities("2000"));
        told.put("/tables", tables(""));
        told.put("/tables?detail=max", tables("<column><name>ra</name><unit>deg</unit></column>"));
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
        service.stop(0);
    }

    private void start(Map<String, Object> settings) throws Exception {
        Map<String, Object> all = TestRegistry.settings(
                folder.resolve("data"),
                "registry.tap.enabled",
                false,
                "registry.checks.links-from",
                "anywhere",
                "registry.checks.pause",
                "1 ms");
        all.putAll(settings);
        registry = TestRegistry.start(all);
        registry.save(
                List.of(new DocumentNormaliser(SchemaValidator.shared())
                        .normalise(record().getBytes(StandardCharsets.UTF_8))),
                "to compare it");
        editor = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
    }

    private String record() {
        return "<ri:Resource xsi:type=\"vs:CatalogService\" status=\"active\" created=\"2024-01-01T00:00:00Z\" updated=\"2024-01-01T00:00:00Z\""
                + " xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\" xmlns:vr=\"http://www.ivoa.net/xml/VOResource/v1.0\""
                + " xmlns:vs=\"http://www.ivoa.net/xml/VODataService/v1.1\" xmlns:tr=\"http://www.ivoa.net/xml/TAPRegExt/v1.0\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                + "<title>A service to compare</title><identifier>" + TAP + "</identifier>"
                + "<curation><publisher>STScI</publisher><contact><name>Desk</name></contact></curation>"
                + "<content><subject>surveys</subject><description>It is there to be compared.</description><referenceURL>"
                + base + "/page</referenceURL></content>"
                + "<capability xsi:type=\"tr:TableAccess\" standardID=\"ivo://ivoa.net/std/TAP\"><interface xsi:type=\"vs:ParamHTTP\" role=\"std\">"
                + "<accessURL use=\"base\">" + base + "</accessURL></interface><language><name>ADQL</name>"
                + "<version ivo-id=\"ivo://ivoa.net/std/ADQL#v2.0\">2.0</version></language>"
                + "<outputFormat><mime>text/csv</mime></outputFormat></capability></ri:Resource>";
    }

    private String capabilities(String rows) {
        return "<c:capabilities xmlns:c=\"http://www.ivoa.net/xml/VOSICapabilities/v1.0\" xmlns:tr=\"http://www.ivoa.net/xml/TAPRegExt/v1.0\""
                + " xmlns:vs=\"http://www.ivoa.net/xml/VODataService/v1.1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                + "<capability xsi:type=\"tr:TableAccess\" standardID=\"ivo://ivoa.net/std/TAP\"><interface xsi:type=\"vs:ParamHTTP\" role=\"std\">"
                + "<accessURL use=\"base\">" + base + "</accessURL></interface><language><name>ADQL</name>"
                + "<version ivo-id=\"ivo://ivoa.net/std/ADQL#v2.0\">2.0</version></language><outputFormat><mime>text/csv</mime></outputFormat>"
                + "<outputLimit><default unit=\"row\">" + rows + "</default></outputLimit></capability>"
                + "<capability standardID=\"ivo://ivoa.net/std/VOSI#tables-1.1\"><interface xsi:type=\"vs:ParamHTTP\"><accessURL use=\"full\">"
                + base + "/tables</accessURL></interface></capability></c:capabilities>";
    }

    private static String tables(String columns) {
        return "<v:tableset xmlns:v=\"http://www.ivoa.net/xml/VOSITables/v1.0\"><schema><name>s</name><table><name>s.stars</name>"
                + columns + "</table></schema></v:tableset>";
    }

    private Document page(String path) throws Exception {
        HttpResponse<String> answer = StaffBrowser.get(editor, registry.url() + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body(), registry.url());
    }

    private HttpResponse<String> post(Document page, String path, Map<String, String> fields) throws Exception {
        Map<String, String> all = new HashMap<>(fields);
        all.put("csrf", page.selectFirst("input[name=csrf]").attr("value"));
        return StaffBrowser.post(editor, registry.url(), path, all);
    }

    private HttpResponse<String> ask() throws Exception {
        Document page = page("/staff/records/" + TAP.withoutScheme());
        assertThat(page.select("form[action=/staff/proposals]").text()).contains("Compare with its service");
        return post(page, "/staff/proposals", Map.of("ivoid", TAP.toString()));
    }

    private static String follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawPath();
    }

    @Test
    void aServiceIsAskedByHandAndWhatItTellsBecomesADraft() throws Exception {
        start(Map.of());
        String path = follow(ask());
        Document proposal = page(path);
        assertThat(proposal.select(".comparison .added").text())
                .contains("<default unit=\"row\">2000</default>", "<name>ra</name>", "VOSI#tables-1.1");
        assertThat(page("/staff/proposals").select("tbody").text()).contains("A service to compare");

        String draft = follow(post(proposal, path + "/accept", Map.of()));
        assertThat(page(draft).selectFirst("#xml").wholeText()).contains("s.stars", "<name>Desk</name>");
        assertThat(registry.storage().masterCopy().find(TAP).orElseThrow().version())
                .isEqualTo(1);
        assertThat(page("/staff/proposals").text()).contains("No proposals are waiting", "accepted");
        assertThat(post(proposal, path + "/accept", Map.of()).statusCode()).isEqualTo(409);
    }

    @Test
    void whatCannotBeHadIsTold() throws Exception {
        start(Map.of("registry.vosi-sync.largest-answer", "64 KiB"));
        told.put("/tables", tables("<column><name>" + "x".repeat(70_000) + "</name></column>"));
        Document proposal = page(follow(ask()));
        assertThat(proposal.select(".findings").text()).contains("has more than the 65536 bytes that are read");
        told.put("/capabilities", "<html/>");
        assertThat(ask().body()).contains("where 'capabilities' is expected");
        told.clear();
        HttpResponse<String> answer = ask();
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("tells nothing to compare with", "answers with status 404");
    }

    @Test
    void privateAddressesAreNotAskedUnlessTheSettingsAllowIt() throws Exception {
        start(Map.of("registry.checks.links-from", "public"));
        assertThat(ask().body()).contains("its host is not public");
    }

    @Test
    void servicesAreAskedAtTheirTimesAndTheSameIsProposedOnce() throws Exception {
        start(Map.of("registry.vosi-sync.enabled", true, "registry.vosi-sync.schedule", "every 1 second"));
        await().atMost(LIMIT)
                .until(() -> !page("/staff/proposals").select("tbody tr").isEmpty());
        registry.vosiSync().run();
        Document list = page("/staff/proposals");
        assertThat(list.select("tbody tr")).hasSize(1);
        assertThat(list.select("tbody").text()).contains("by vosi-sync");
        String path = list.selectFirst("tbody a").attr("href");
        assertThat(follow(post(page(path), path + "/reject", Map.of()))).isEqualTo("/staff/proposals");
        registry.vosiSync().run();
        assertThat(page("/staff/proposals").text()).contains("No proposals are waiting", "rejected");
        told.put("/capabilities", capabilities("3000"));
        registry.vosiSync().run();
        assertThat(page("/staff/proposals").selectFirst("tbody tr").text()).contains("A service to compare");
        assertThat(follow(ask())).startsWith("/staff/proposals/");
    }
}
