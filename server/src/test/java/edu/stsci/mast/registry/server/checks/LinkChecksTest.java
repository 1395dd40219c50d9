package edu.stsci.mast.registry.server.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.rules.Rule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking addresses, and what their answers mean. */
class LinkChecksTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();
    private HttpServer server;
    private LinkClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        client = new LinkClient("checks (help@example.org)", Duration.ofMillis(1), TIMEOUT, true);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(String path, int status, String type, String body) {
        answer(path, status, type, body, "");
    }

    private void answer(String path, int status, String type, String body, String location) {
        server.createContext(path, exchange -> {
            mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            boolean headless = head && path.startsWith("/nohead");
            atATime.decrementAndGet();
            exchange.sendResponseHeaders(headless ? 405 : status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
    }

    private LinkVerdict verdict(LinkTarget.Kind kind, String url) throws Exception {
        return LinkVerdict.of(new LinkTarget(kind, url, null), client.ask(url, kind.read()));
    }

    @Test
    void aPageThatAnswersToHeadIsNotAskedAgain() throws Exception {
        answer("/page", 200, "text/html", "<html/>");

        assertThat(verdict(LinkTarget.Kind.REFERENCE, url("/page")).rule()).isEmpty();
        assertThat(requests).containsExactly("HEAD /page checks (help@example.org)");
    }

    @Test
    void aServerThatRefusesHeadIsAskedByGet() throws Exception {
        answer("/nohead", 200, "text/html", "<html/>");

        assertThat(verdict(LinkTarget.Kind.ACCESS, url("/nohead")).rule()).isEmpty();
        assertThat(requests).hasSize(2).last().asString().startsWith("GET /nohead");
    }

    @Test
    void whatIsGoneOrSilentIsTold() throws Exception {
        answer("/gone", 404, "text/html", "");
        int port = server.getAddress().getPort();

        assertThat(verdict(LinkTarget.Kind.REFERENCE, url("/gone")).rule()).contains(Rule.LINK_01);
        assertThat(verdict(LinkTarget.Kind.ACCESS, url("/gone")).sentence())
                .contains("status 404")
                .endsWith(".");
        server.stop(0);
        LinkVerdict silent = verdict(LinkTarget.Kind.ACCESS, "http://127.0.0.1:" + port + "/x");
        assertThat(silent.rule()).contains(Rule.LINK_02);
        assertThat(silent.sentence()).contains("the server refuses connections");
    }

    @Test
    void aBaseUrlMayComplainOfMissingParameters() throws Exception {
        answer("/base", 400, "text/plain", "RA is missing");
        answer("/broken", 500, "text/plain", "");

        assertThat(verdict(LinkTarget.Kind.BASE, url("/base?")).rule()).isEmpty();
        assertThat(verdict(LinkTarget.Kind.ACCESS, url("/base?")).rule()).contains(Rule.LINK_02);
        assertThat(verdict(LinkTarget.Kind.BASE, url("/broken?")).rule()).contains(Rule.LINK_02);
    }

    @Test
    void redirectionsAreFollowedAndTheirEndTold() throws Exception {
        answer("/old", 301, "text/html", "", "/new");
        answer("/new", 200, "text/html", "");
        answer("/for-now", 302, "text/html", "", "/new");
        answer("/round", 302, "text/html", "", "/round");
        answer("/file", 302, "text/html", "", "file:///etc/passwd");

        LinkVerdict moved = verdict(LinkTarget.Kind.REFERENCE, url("/old"));
        assertThat(moved.rule()).contains(Rule.LINK_06);
        assertThat(moved.sentence()).contains(url("/new"));
        assertThat(verdict(LinkTarget.Kind.REFERENCE, url("/for-now")).rule()).isEmpty();
        assertThat(verdict(LinkTarget.Kind.REFERENCE, url("/round")).sentence())
                .contains("redirects more than 5 times");
        assertThat(verdict(LinkTarget.Kind.REFERENCE, url("/file")).sentence()).contains("no http or https address");
    }

    @Test
    void addressesThatOnlyThisMachineReachesAreNotAsked() throws Exception {
        answer("/inside", 200, "text/html", "");
        try (LinkClient guarded = new LinkClient("checks", Duration.ofMillis(1), TIMEOUT, false)) {
            assertThat(guarded.ask(url("/inside"), false).trouble()).contains("its host is not public");
            assertThat(guarded.ask("http://localhost:" + server.getAddress().getPort() + "/inside", true)
                            .trouble())
                    .contains("its host is not public");
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void aHostIsAskedOnceAtATime() throws Exception {
        answer("/many", 200, "text/html", "");
        var workers = Executors.newFixedThreadPool(6);
        try {
            List<java.util.concurrent.Callable<LinkAnswer>> work =
                    java.util.Collections.nCopies(30, () -> client.ask(url("/many"), false));
            for (var answer : workers.invokeAll(work)) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(requests).hasSize(30);
        assertThat(mostAtATime).hasValue(1);
    }

    @Test
    void vosiAnswersInXmlAndSaysWhetherTheServiceIsThere() throws Exception {
        answer("/capabilities", 200, "text/html", "<html/>");
        answer("/available", 200, "text/xml", "<avail><available>true</available></avail>");
        answer("/away", 200, "text/xml", "<avail><available>false</available><note>Back at ten</note></avail>");

        assertThat(verdict(LinkTarget.Kind.CAPABILITIES, url("/capabilities")).rule())
                .contains(Rule.LINK_03);
        assertThat(verdict(LinkTarget.Kind.AVAILABILITY, url("/available")).rule())
                .isEmpty();
        LinkVerdict away = verdict(LinkTarget.Kind.AVAILABILITY, url("/away"));
        assertThat(away.rule()).contains(Rule.LINK_04);
        assertThat(away.sentence()).contains("Back at ten");
        assertThat(verdict(LinkTarget.Kind.AVAILABILITY, url("/capabilities")).rule())
                .contains(Rule.LINK_04);
    }

    @Test
    void aConeSearchAnswersItsTestQueryWithAVoTable() throws Exception {
        answer("/good", 200, "text/xml", "<VOTABLE><RESOURCE><TABLE/></RESOURCE></VOTABLE>");
        answer(
                "/bad",
                200,
                "text/xml",
                "<VOTABLE><INFO ID=\"Error\" name=\"Error\" value=\"no such table\"/></VOTABLE>");
        answer(
                "/dali",
                200,
                "text/xml",
                "<VOTABLE><INFO name=\"QUERY_STATUS\" value=\"ERROR\">out of order</INFO></VOTABLE>");
        answer("/page", 200, "text/html", "<html/>");

        assertThat(verdict(LinkTarget.Kind.CONE, url("/good")).rule()).isEmpty();
        assertThat(verdict(LinkTarget.Kind.CONE, url("/bad")).sentence()).contains("no such table");
        assertThat(verdict(LinkTarget.Kind.CONE, url("/dali")).sentence()).contains("out of order");
        assertThat(verdict(LinkTarget.Kind.CONE, url("/page")).rule()).contains(Rule.LINK_05);
    }

    @Test
    void targetsAreTheReferencePageAndWhatServicesAreAskedFor() throws Exception {
        RecordElement record = RecordElement.read(("<Resource xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                        + "<content><referenceURL>https://example.org/about</referenceURL></content>"
                        + "<capability standardID=\"ivo://ivoa.net/std/ConeSearch\"><interface><accessURL use=\"base\">https://example.org/cone?</accessURL></interface>"
                        + "<testQuery><ra>10</ra><dec>-2</dec><sr>1</sr></testQuery></capability>"
                        + "<capability standardID=\"ivo://ivoa.net/std/TAP\"><interface><accessURL>https://example.org/tap/</accessURL></interface></capability>"
                        + "<capability standardID=\"ivo://ivoa.net/std/VOSI#capabilities\"><interface><accessURL>https://example.org/tap/capabilities</accessURL></interface></capability>"
                        + "<capability><interface><accessURL use=\"base\">https://example.org/own?</accessURL></interface></capability>"
                        + "<capability><interface><accessURL>ftp://example.org/files</accessURL></interface></capability></Resource>")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(LinkTarget.of(record))
                .extracting(target -> target.kind() + " " + target.url())
                .containsExactly(
                        "REFERENCE https://example.org/about",
                        "CONE https://example.org/cone?RA=10&DEC=-2&SR=1",
                        "CAPABILITIES https://example.org/tap/capabilities",
                        "BASE https://example.org/own?");
        assertThat(Optional.of(LinkTarget.Kind.CONE.rule())).contains(Rule.LINK_05);
    }
}
