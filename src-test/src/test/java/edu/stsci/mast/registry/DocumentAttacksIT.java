package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that mean harm: scripts in their words, entities in their XML, sizes and identifiers that no record has. Nothing comes of them. */
class DocumentAttacksIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private static final String HST = "ivo://archive.stsci.edu/hst";
    private static final String SECRET = "the words of a file that nobody may see";

    /** In text and in attributes alike this would begin a script, if it were not escaped. */
    private static final String SCRIPT =
            "x</title></textarea>\"'><script>alert(1)</script><img src=x onerror=alert(1)> ${1234*4321}";

    private static final long TOO_LARGE = 42L << 20;

    @TempDir
    static Path folder;

    private static Registry registry;
    private static ApiScript script;
    private static HttpClient browser;
    private static HttpServer outside;
    private static final AtomicInteger ASKED = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"), "registry.checks.links", false);
        registry.loadExamples("mast");
        script = new ApiScript(registry, StaffBrowser.account(registry, "script", Role.CURATOR, "archive.stsci.edu"));
        browser = StaffBrowser.signedIn(registry, Role.ADMINISTRATOR);
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            ASKED.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        outside.start();
        Files.writeString(folder.resolve("secret.txt"), SECRET);
    }

    @AfterAll
    static void stop() {
        outside.stop(0);
        registry.close();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String hst() {
        return new String(
                registry.storage()
                        .masterCopy()
                        .find(Ivoid.of(HST))
                        .orElseThrow()
                        .document(),
                StandardCharsets.UTF_8);
    }

    private static Document page(String path) throws Exception {
        HttpResponse<String> answer = StaffBrowser.get(browser, registry.url() + path);
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .doesNotContain("unsafe");
        return Jsoup.parse(answer.body(), registry.url());
    }

    // ---- scripts in words

    @Test
    void whatHarvestedRecordsSayIsShownAsWords() throws Exception {
        String title = xml(SCRIPT);
        HttpServer other = TestHarvests.registry(
                "ivo://evil.example/registry",
                query -> OaiXml.page(
                        "",
                        hostile(OaiXml.item("ivo://evil.example/title"), title),
                        hostile(OaiXml.item("ivo://archive.stsci.edu/taken"), title),
                        OaiXml.item("ivo://evil.example/" + title),
                        hostile(OaiXml.item("ivo://evil.example/link"), title)
                                .replace("http://example.org/<", "javascript:alert(1)<"),
                        OaiXml.item("ivo://evil.example/wrong")
                                .replace("<subject>s", "<subject/><" + "odd>" + title + "</odd><subject>s"),
                        OaiXml.tombstone(title)));
        HttpServer broken =
                TestHarvests.registry("ivo://worse.example/registry", query -> OaiXml.error("badArgument", title));
        try {
            HarvestSource source = TestHarvests.add(registry, SCRIPT.substring(0, 60), TestHarvests.address(other));
            HarvestReport run = TestHarvests.harvest(registry, source, true);
            HarvestSource failing = TestHarvests.add(registry, "Worse", TestHarvests.address(broken));
            HarvestReport failed = TestHarvests.harvest(registry, failing, true);
            registry.checks().run();
            assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();

            List<String> seen = new ArrayList<>();
            for (String path : List.of(
                    "/staff",
                    "/staff/harvest",
                    "/staff/harvest/" + source.id(),
                    "/staff/harvest/" + failing.id(),
                    "/staff/harvest/runs/" + run.run(),
                    "/staff/harvest/runs/" + failed.run(),
                    "/staff/harvest/anomalies",
                    "/staff/checks",
                    "/staff/checks/evil.example/registry",
                    "/staff/audit",
                    "/resource/evil.example/title",
                    "/resource/evil.example/link",
                    "/search?q=alert",
                    "/")) {
                Document page = page(path);
                assertThat(page.select("script:not([src]), img[src=x], [onerror], [onload], [onclick]"))
                        .as(path)
                        .isEmpty();
                assertThat(page.select("[href^=javascript:], [src^=javascript:], [action^=javascript:]"))
                        .as(path)
                        .isEmpty();
                assertThat(page.text()).as(path).doesNotContain("5332114");
                if (page.text().contains("<script>alert(1)</script>")) {
                    seen.add(path);
                }
            }
            assertThat(seen)
                    .as("pages that show it, as words")
                    .contains(
                            "/staff",
                            "/staff/harvest",
                            "/staff/harvest/" + source.id(),
                            "/staff/harvest/runs/" + run.run(),
                            "/staff/harvest/runs/" + failed.run(),
                            "/staff/checks/evil.example/registry",
                            "/resource/evil.example/title",
                            "/search?q=alert");
        } finally {
            other.stop(0);
            broken.stop(0);
        }
    }

    private static String hostile(String item, String words) {
        return item.replace("A title", words)
                .replace("<description>d", "<description>" + words)
                .replace("<subject>s", "<subject>" + words)
                .replace("<publisher>P", "<publisher>" + words);
    }

    // ---- entities

    /** Documents with a document type, and what would come of them. */
    static Stream<String> documentTypes() {
        String address = "http://127.0.0.1:" + outside.getAddress().getPort();
        StringBuilder laughs = new StringBuilder("<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return Stream.of(
                "<!DOCTYPE r [<!ENTITY x SYSTEM \""
                        + folder.resolve("secret.txt").toUri() + "\">]>",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + address + "/entity\">]>",
                "<!DOCTYPE r SYSTEM \"" + address + "/dtd\" [<!ENTITY x \"x\">]>",
                "<!DOCTYPE r [<!ENTITY % p SYSTEM \"" + address + "/parameter\"> %p; <!ENTITY x \"x\">]>",
                "<!DOCTYPE r [" + laughs + "<!ENTITY x \"&l29;\">]>");
    }

    @ParameterizedTest
    @MethodSource("documentTypes")
    void entitiesAreNeitherReadNorExpandedAtAnyDoor(String documentType) throws Exception {
        String document = documentType + hst().replaceFirst("<title>[^<]*", "<title>&x;");
        String draft = draft();
        List<HttpResponse<String>> answers = new ArrayList<>();
        answers.add(
                script.send(Right.PUBLISH, "PUT", "/api/records/archive.stsci.edu/hst", document, "If-Match", "\"1\""));
        answers.add(script.send(Right.EDIT, "POST", "/api/drafts", document.replace(HST + "<", HST + "-x<")));
        answers.add(script.send(
                Right.EDIT,
                "PUT",
                draft.replace("/staff/", "/api/") + "/document",
                document,
                "If-Match",
                "\""
                        + registry.storage()
                                .masterCopy()
                                .find(Ivoid.of(HST))
                                .orElseThrow()
                                .version() + "\""));
        answers.add(script.send(Right.READ, "POST", "/api/validate", document));
        answers.add(script.send(
                Right.PUBLISH,
                "POST",
                "/api/bulk",
                documentType + "<records><record if-match=\"1\">" + hst().replaceFirst("<title>[^<]*", "<title>&x;")
                        + "</record></records>"));
        answers.add(script.send(
                Right.PUBLISH,
                "POST",
                "/api/bulk",
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .writeValueAsString(Map.of("document", document, "ifMatch", 1)),
                "Content-Type",
                "application/x-ndjson"));
        answers.add(form("/staff/drafts", "/staff/drafts", Map.of("xml", document)));
        answers.add(form(draft, draft, Map.of("xml", document)));
        answers.add(form(
                draft,
                draft + "/merge",
                Map.of("base", hst(), "mine", document, "theirs", hst(), "version", "1", "c0", "mine")));
        for (HttpResponse<String> answer : answers) {
            String door = answer.request().method() + " " + answer.request().uri();
            boolean tells = answer.uri().getPath().equals("/api/validate")
                    || answer.uri().getPath().equals("/api/bulk");
            assertThat(answer.statusCode())
                    .as(door + answer.body())
                    .isIn(tells ? List.of(200) : List.of(400, 412, 422));
            assertThat(answer.body()).as(door).doesNotContain(SECRET, "lollol");
            if (tells) {
                assertThat(answer.body())
                        .as(door)
                        .containsAnyOf("\"faulty\" : 1", "\"unreadable\" : 1", "\"refused\" : 1");
            }
        }
        assertThat(ASKED).hasValue(0);
        assertThat(hst()).doesNotContain(SECRET, "lollol");
    }

    /** An open draft of the hst record; its path for pages. */
    private static String draft() throws Exception {
        HttpResponse<String> begun = script.send(Right.EDIT, "POST", "/api/drafts", hst());
        if (begun.statusCode() == 201) {
            return "/staff"
                    + URI.create(begun.headers().firstValue("Location").orElseThrow())
                            .getPath()
                            .substring(4);
        }
        return page("/staff/drafts").select("tbody th a").first().attr("href");
    }

    /** Sends a form of a page, with what is filled in. */
    private static HttpResponse<String> form(String page, String action, Map<String, String> filled) throws Exception {
        Map<String, String> fields = new HashMap<>(filled);
        Document shown = page(page);
        for (String name : List.of("csrf", "revision")) {
            fields.putIfAbsent(name, shown.select("input[name=" + name + "]").attr("value"));
        }
        return StaffBrowser.post(browser, registry.url(), action, fields);
    }

    // ---- sizes

    /** Doors that take documents or forms, each with a body that would be right if it were smaller. */
    static Stream<List<String>> doorsForBodies() {
        return Stream.of(
                List.of("PUT", "/api/records/archive.stsci.edu/hst", "application/xml"),
                List.of("POST", "/api/drafts", "application/xml"),
                List.of("PUT", "/api/drafts/1/document", "application/xml"),
                List.of("POST", "/api/validate", "application/xml"),
                List.of("POST", "/api/bulk", "application/xml"),
                List.of("POST", "/api/bulk", "application/x-ndjson"),
                List.of("POST", "/staff/drafts", "application/x-www-form-urlencoded"),
                List.of("POST", "/staff/drafts/1", "application/x-www-form-urlencoded"));
    }

    @ParameterizedTest
    @MethodSource("doorsForBodies")
    void whatSaysThatItIsTooLargeIsRefusedBeforeItIsSent(List<String> door) throws Exception {
        boolean form = door.get(2).endsWith("urlencoded");
        RawHttp.Answer answer = new RawHttp(URI.create(registry.url()))
                .exchange((door.get(0) + " " + door.get(1) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + script.token(Right.PUBLISH) + "\r\nContent-Type: " + door.get(2)
                                + "\r\nIf-Match: \"1\"\r\nContent-Length: " + TOO_LARGE + "\r\nConnection: close\r\n"
                                + (form ? "\r\nxml=" : "Expect: 100-continue\r\n\r\n"))
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("too large", "at most 41943040 bytes");
    }

    @ParameterizedTest
    @MethodSource("doorsForBodies")
    void whatDoesNotSayHowLargeItIsIsReadNoFurtherThanAllowed(List<String> door) throws Exception {
        AtomicInteger read = new AtomicInteger();
        String begin = door.get(2).endsWith("xml") ? "<records>" : "";
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + door.get(1)))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + script.token(Right.PUBLISH))
                .header("Content-Type", door.get(2))
                .header("If-Match", "\"1\"")
                .method(door.get(0), HttpRequest.BodyPublishers.ofInputStream(() -> endless(begin, read)))
                .build();
        int status;
        String body;
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            status = answer.statusCode();
            body = answer.body();
        } catch (IOException e) {
            // the server has closed the connection, in the middle of what was sent
            status = 413;
            body = "too large";
        }
        boolean tells = door.get(1).equals("/api/bulk") || door.get(1).equals("/api/validate");
        assertThat(status).as(body).isIn(tells ? List.of(200, 413) : List.of(413));
        assertThat(body).contains("too large");
        assertThat(read.get()).isLessThan((int) TOO_LARGE + (16 << 20));
    }

    /** Blanks without an end. */
    private static InputStream endless(String begin, AtomicInteger read) {
        byte[] first = begin.getBytes(StandardCharsets.US_ASCII);
        return new InputStream() {
            @Override
            public int read() {
                int at = read.getAndIncrement();
                return at < first.length ? first[at] : ' ';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    bytes[offset + i] = (byte) read();
                }
                return length;
            }
        };
    }

    // ---- identifiers

    /** Ways to write what is no identifier, or leads elsewhere in a tree of files. */
    static Stream<String> tricks() {
        return Stream.of(
                "archive.stsci.edu/../../../etc/passwd",
                "archive.stsci.edu/%2e%2e/%2e%2e/etc/passwd",
                "archive.stsci.edu/..%2f..%2fetc%2fpasswd",
                "archive.stsci.edu/..;/..;/staff/accounts",
                "archive.stsci.edu/.",
                "archive.stsci.edu/%00",
                "archive.stsci.edu/x%00.xml",
                "archive.stsci.edu/%0d%0aSet-Cookie:%20a=b",
                "archive.stsci.edu/%5c..%5c..",
                "archive.stsci.edu//x",
                "../staff/accounts",
                "%2e%2e/staff/accounts",
                "archive.stsci.edu/%c0%ae%c0%ae/",
                "archive.stsci.edu/%zz",
                "archive.stsci.edu/" + "x/".repeat(2000),
                "archive.stsci.edu/" + "x".repeat(7000));
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void identifiersLeadToNoFile(String path) throws Exception {
        RawHttp raw = new RawHttp(URI.create(registry.url()));
        for (String door :
                List.of("/api/records/", "/staff/records/", "/resource/", "/api/checks/", "/staff/checks/")) {
            for (String verb : List.of("GET", "PUT", "DELETE")) {
                RawHttp.Answer answer = raw.send(
                        verb,
                        door + path,
                        verb.equals("PUT") ? hst() : null,
                        "Authorization: Bearer " + script.token(Right.PUBLISH),
                        "Content-Type: application/xml",
                        "If-None-Match: *");
                // servers take dots out of addresses before anybody looks, so some of them lead to another page, or to
                // none
                assertThat(answer.status()).as(verb + " " + door + path).isBetween(verb.equals("GET") ? 200 : 400, 499);
                assertThat(answer.text()).doesNotContain("root:", "Exception", "\tat ");
                assertThat(answer.header("Set-Cookie")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void nothingIsPublishedUnderThem(String path) throws Exception {
        long head = registry.storage().changeFeed().head();
        String text = hst().replace(HST + "<", "ivo://" + path + "<");
        HttpResponse<String> many = script.send(
                Right.PUBLISH,
                "POST",
                "/api/bulk",
                "<records><record if-none-match=\"*\">" + text + "</record></records>");
        assertThat(many.statusCode()).as(many.body()).isEqualTo(200);
        assertThat(many.body()).contains("\"published\" : 0", "\"refused\" : 1");
        HttpResponse<String> begun = script.send(Right.EDIT, "POST", "/api/drafts", text);
        assertThat(begun.statusCode()).as(path + begun.body()).isIn(201, 403, 422);
        if (begun.statusCode() == 201) {
            String draft = URI.create(begun.headers().firstValue("Location").orElseThrow())
                    .getPath();
            assertThat(script.send(Right.PUBLISH, "POST", draft + "/publish", "", "If-Match", "\"1\"")
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(registry.storage().changeFeed().head()).isEqualTo(head);
    }
}
