package edu.stsci.mast.registry.harvester;

import static edu.stsci.mast.registry.harvester.HarvestFixture.NOW;
import static edu.stsci.mast.registry.harvester.ScriptedServer.answer;
import static edu.stsci.mast.registry.harvester.ScriptedServer.bytes;
import static edu.stsci.mast.registry.harvester.ScriptedServer.cutOff;
import static edu.stsci.mast.registry.harvester.ScriptedServer.cutOffGzip;
import static edu.stsci.mast.registry.harvester.ScriptedServer.endless;
import static edu.stsci.mast.registry.harvester.ScriptedServer.reset;
import static edu.stsci.mast.registry.harvester.ScriptedServer.status;
import static edu.stsci.mast.registry.harvester.ScriptedServer.xml;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do wrong between the wire and the end of a page: which records are stored then, and what the run's report says. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HarvestFaultsTest {
    private static final String A = Xml.item("ivo://x.org/a", "A");
    private static final String B = Xml.item("ivo://x.org/b", "B");
    private static final String C = Xml.item("ivo://x.org/c", "C");

    @TempDir
    Path folder;

    private HarvestFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new HarvestFixture(folder.resolve("data"));
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    // The network

    @Test
    void aRefusedConnection() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        HarvestReport report = fixture.harvestAt("http://127.0.0.1:" + port + "/oai");

        failed(report, "http://127.0.0.1:" + port + "/oai?verb=Identify cannot be reached: ", "refused");
        assertThat(report.requests()).isEqualTo(3);
    }

    @Test
    void aNameThatDoesNotExist() throws Exception {
        HarvestReport report = fixture.harvestAt("http://no-such-host.invalid/oai"); // RFC 2606

        failed(report, "its name cannot be resolved", "no-such-host.invalid");
    }

    @Test
    void aConnectionThatIsNeverMade() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) full.getLocalSocketAddress();
            boolean taken = true;
            while (taken && waiting.size() < 100) { // until the system's queue is full
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(address, 200);
                } catch (SocketTimeoutException e) {
                    taken = false;
                }
            }
            assertThat(taken).isFalse();

            HarvestReport report = fixture.harvestAt("http://127.0.0.1:" + address.getPort() + "/oai");

            failed(report, "did not answer in time: Connect to", "timed out");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void aCertificateThatNobodyKnows() throws Exception {
        try (ScriptedServer safe = safeServer()) {
            HarvestReport report = fixture.harvestAt(safe.url());

            failed(report, "cannot be reached safely: ", "certification path");
            assertThat(report.requests()).as("it does not get better").isEqualTo(1);
            assertThat(safe.requests()).isEmpty();
        }
    }

    @Test
    void aServerThatSaysNothing() throws Exception {
        fixture.times(Duration.ofMillis(300), Duration.ofSeconds(60));
        fixture.server.on("verb=Identify", fixture.server.silence());

        failed(fixture.harvest(), "verb=Identify did not answer in time", "at the last of 3 attempts");
    }

    @Test
    void aServerThatFallsSilentInTheMiddleOfAPage() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        byte[] page = page(B, C);
        fixture.server.onPage("t1", fixture.server.stall(page, indexOf(page, "ivo://x.org/c")));
        fixture.times(Duration.ofMillis(500), Duration.ofSeconds(60));

        HarvestReport report = fixture.harvest();

        failed(
                report,
                "resumptionToken=t1 broke off its answer after " + indexOf(page, "ivo://x.org/c") + " bytes",
                "1 records before that place were taken",
                "page 2 of the list");
        assertThat(fixture.stored()).containsExactly("a", "b");
        assertThat(fixture.present().nextFrom()).isEmpty();
    }

    @Test
    void anAnswerThatTakesTooLong() throws Exception {
        byte[] page = page(A, B);
        fixture.server.onFirstPage(fixture.server.stall(page, indexOf(page, "ivo://x.org/b")));
        fixture.times(Duration.ofSeconds(60), Duration.ofSeconds(2));

        HarvestReport report = fixture.harvest();

        failed(report, "did not finish its answer within 2 s", "1 records before that place were taken");
        assertThat(report.retries()).isZero();
        assertThat(fixture.stored()).containsExactly("a");
    }

    @Test
    void aPageThatIsCutOffOnceIsAskedForAgain() throws Exception {
        byte[] page = page(A, B);
        fixture.server.onFirstPage(cutOff(page, page.length / 2), xml(Xml.page(NOW, null, A, B)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.retries()).isEqualTo(1);
        assertThat(report.unchanged()).isZero();
        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    @Test
    void aPageThatIsCutOffAgainAndAgain() throws Exception {
        byte[] page = page(A, B, C);
        fixture.server.onFirstPage(cutOff(page, indexOf(page, "ivo://x.org/c")));

        HarvestReport report = fixture.harvest();

        failed(report, "broke off its answer after", "2 records before that place were taken");
        assertThat(report.retries()).isEqualTo(2);
        assertThat(fixture.stored()).containsExactly("a", "b");
        assertThat(fixture.quarantined()).as("what was cut is not bad").isEmpty();
    }

    @Test
    void aConnectionThatIsReset() throws Exception {
        byte[] page = page(A, B);
        fixture.server.onFirstPage(reset(page, indexOf(page, "ivo://x.org/b")), xml(Xml.page(NOW, null, A, B)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.retries()).isEqualTo(1);
        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    @Test
    void aPageThatEndsTooEarlyWithoutThatHttpCouldTell() throws Exception {
        byte[] page = page(A, B);
        byte[] half = new String(page, 0, indexOf(page, "ivo://x.org/b"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        fixture.server.onFirstPage(bytes(half));

        HarvestReport report = fixture.harvest();

        failed(report, "did not answer in readable XML", "1 records before that place were taken");
        assertThat(report.retries()).as("once more, to see whether it means it").isEqualTo(1);
        assertThat(fixture.stored()).containsExactly("a");
    }

    @Test
    void compressionThatEndsTooEarly() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            many.append(Xml.item("ivo://x.org/" + (1000 + i), "Title " + Integer.toHexString(i * 7919)));
        }
        byte[] page = page(many.toString());
        fixture.server.onFirstPage(cutOffGzip(page, ScriptedServer.gzip(page).length / 2));

        HarvestReport report = fixture.harvest();

        failed(report, "broke off its answer after", "records before that place were taken");
        assertThat(report.created()).isBetween(1, 199);

        fixture.server.onFirstPage(
                cutOffGzip(page, ScriptedServer.gzip(page).length / 2), xml(new String(page, StandardCharsets.UTF_8)));
        HarvestReport second = fixture.harvest();

        complete(second);
        assertThat(second.unchanged()).isEqualTo(report.created());
        assertThat(fixture.stored()).hasSize(200);
    }

    // HTTP

    @ParameterizedTest
    @ValueSource(
            strings = {
                "500 Internal Server Error",
                "502 Bad Gateway",
                "429 Too Many Requests",
                "503 Service Unavailable"
            })
    void aStatusThatMayPass(String status) throws Exception {
        fixture.server.onFirstPage(status(status), xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", status(status, "Retry-After: 7"), xml(Xml.page(NOW, "t2", B)));
        fixture.server.onPage(
                "t2", status(status, "Retry-After: Wed, 01 May 2024 12:01:30 GMT"), xml(Xml.page(NOW, null, C)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.retries()).isEqualTo(3);
        assertThat(fixture.pauses)
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(7), Duration.ofSeconds(90));
        assertThat(fixture.stored()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "500 Internal Server Error",
                "502 Bad Gateway",
                "429 Too Many Requests",
                "503 Service Unavailable"
            })
    void aStatusThatStays(String status) throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", status(status));

        HarvestReport report = fixture.harvest();

        failed(
                report,
                "resumptionToken=t1 answered " + status + ", also at the last of 3 attempts",
                "page 2 of the list");
        assertThat(fixture.stored()).containsExactly("a");
        assertThat(fixture.runs.problems(report.run())).last().satisfies(problem -> assertThat(problem.excerpt())
                .isEqualTo("Out of order"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Retry-After: 86400", "Retry-After: 99999999999999", "Retry-After: Thu, 01 May 2025 12:00:00 GMT"
            })
    void aPauseThatIsTooLong(String header) throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage("t1", status("503 Service Unavailable", header));

        HarvestReport report = fixture.harvest();

        failed(report, "answered 503 Service Unavailable and asks to be left alone for", "longer than the 10 min");
        assertThat(fixture.pauses).isEmpty();
        assertThat(fixture.stored()).containsExactly("a");
    }

    @Test
    void aRedirectionToASafeAddress() throws Exception {
        try (ScriptedServer safe = safeServer()) {
            String[] names = {"javax.net.ssl.trustStore", "javax.net.ssl.trustStorePassword"};
            System.setProperty(names[0], folder.resolve("keys.p12").toString());
            System.setProperty(names[1], "secret");
            try {
                fixture.times(Duration.ofSeconds(30), Duration.ofSeconds(60)); // takes the trusted keys
                safe.on("verb=Identify", xml(Xml.identify(HarvestFixture.REGISTRY)));
                safe.on("verb=ListSets", xml(Xml.sets("ivo_managed")));
                safe.onFirstPage(xml(Xml.page(NOW, null, A)));
                for (String verb :
                        List.of("Identify", "ListSets", "ListRecords&metadataPrefix=ivo_vor&set=ivo_managed")) {
                    fixture.server.on(
                            "verb=" + verb,
                            status("301 Moved Permanently", "Location: " + safe.url() + "?verb=" + verb));
                }

                complete(fixture.harvest());

                assertThat(fixture.stored()).containsExactly("a");
            } finally {
                System.clearProperty(names[0]);
                System.clearProperty(names[1]);
            }
        }
    }

    @Test
    void redirectionsInACircle() throws Exception {
        fixture.server.on("verb=Identify", status("302 Found", "Location: /there?verb=Identify"));

        failed(fixture.harvest(), "verb=Identify did not answer properly: ", "redirect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost/records.xml", "file:///etc/hostname"})
    void aRedirectionToWhereHarvestsDoNotGo(String location) throws Exception {
        fixture.server.on("verb=Identify", status("302 Found", "Location: " + location));

        HarvestReport report = fixture.harvest();

        failed(report, "verb=Identify did not answer properly: ", location.substring(0, location.indexOf(':') + 3));
        assertThat(report.requests()).isEqualTo(1);
    }

    @Test
    void anAnswerThatHasNoEnd() throws Exception {
        byte[] page = page(A, B);
        byte[] beginning = new String(page, StandardCharsets.UTF_8)
                .replace("</ListRecords></OAI-PMH>", "")
                .getBytes(StandardCharsets.UTF_8);
        fixture.server.onFirstPage(
                endless(beginning, "<!-- more and more -->".repeat(1000).getBytes(StandardCharsets.US_ASCII)));

        HarvestReport report = fixture.harvest();

        failed(
                report,
                "answered with more than the " + HarvestFixture.LARGEST_ANSWER + " bytes that are allowed",
                "2 records");
        assertThat(report.requests()).as("it does not get shorter").isEqualTo(3);
        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    // XML

    @Test
    void aRecordWithABrokenEncoding() throws Exception {
        byte[] page = page(A, B.replace(">B<", ">B\u00e9<"), C);
        byte[] latin1 = new String(page, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
        fixture.server.onFirstPage(bytes(latin1));

        HarvestReport report = fixture.harvest();

        oneBadRecord(report, "ivo://x.org/b: The record is not well-formed XML: line 3: Invalid UTF-8");
    }

    @Test
    void aRecordWithAnIllegalCharacter() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A, B.replace(">B<", ">B\u0008<"))));
        fixture.server.onPage("t1", xml(Xml.page(NOW, null, C)));

        HarvestReport report = fixture.harvest();

        oneBadRecord(report, "ivo://x.org/b: The record is not well-formed XML: line 3: Illegal character");
        assertThat(fixture.runs.problems(report.run()))
                .anySatisfy(problem -> assertThat(problem.excerpt()).contains("<title>B\u0008"));
    }

    @Test
    void aRecordThatIsNotClosed() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A, B.replace("</record>", ""), C)));

        oneBadRecord(fixture.harvest(), "ivo://x.org/b: The record is not well-formed XML");
    }

    @Test
    void theLastRecordIsNotClosed() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A, B.replace("</metadata></record>", ""))));
        fixture.server.onPage("t1", xml(Xml.page(NOW, null, C)));

        oneBadRecord(fixture.harvest(), "ivo://x.org/b: The record is not well-formed XML");
    }

    @Test
    void somethingAfterTheRoot() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A) + "\n<b>Warning</b>: no memory & no clue in list.php"));
        fixture.server.onPage("t1", xml(Xml.page(NOW, null, B)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("Page 1 is followed by something that is not XML");
        assertThat(report.retries()).isZero();
        assertThat(fixture.stored()).containsExactly("a", "b");
    }

    @Test
    void aPageOfHtml() throws Exception {
        fixture.server.onFirstPage(xml(Xml.page(NOW, "t1", A)));
        fixture.server.onPage(
                "t1",
                answer(
                        "200 OK",
                        "Content-Type: text/html",
                        "<html><p>Back on Monday<p></html>".getBytes(StandardCharsets.UTF_8)));

        HarvestReport report = fixture.harvest();

        failed(
                report,
                "resumptionToken=t1 did not answer in readable XML: line 1",
                "The root element is 'html', not OAI-PMH");
        assertThat(fixture.runs.problems(report.run())).last().satisfies(problem -> assertThat(problem.excerpt())
                .contains("Back on Monday"));
        assertThat(fixture.stored()).containsExactly("a");
    }

    @Test
    void entitiesThatGrow() throws Exception {
        StringBuilder entities = new StringBuilder("<!ENTITY e0 'ha'>");
        for (int i = 1; i < 40; i++) {
            entities.append("<!ENTITY e")
                    .append(i)
                    .append(" '&e")
                    .append(i - 1)
                    .append(";&e")
                    .append(i - 1)
                    .append(";'>");
        }
        fixture.server.onFirstPage(xml(withDoctype(entities.toString(), A, B.replace(">B<", ">&e39;<"), C)));

        oneBadRecord(fixture.harvest(), "ivo://x.org/b: The record is not well-formed XML");
    }

    @Test
    void entitiesFromElsewhere() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        String entities =
                "<!ENTITY f SYSTEM '" + secret.toUri() + "'><!ENTITY g SYSTEM '" + fixture.server.url() + "?stolen'>";
        fixture.server.onFirstPage(xml(withDoctype(entities, A, B.replace(">B<", ">&f;&g;<"), C)));

        HarvestReport report = fixture.harvest();

        oneBadRecord(report, "ivo://x.org/b: The record is not well-formed XML");
        assertThat(fixture.server.requests()).noneMatch(request -> request.contains("stolen"));
        assertThat(fixture.quarantine.list(10).toString()).doesNotContain("the secret");
    }

    @Test
    void aRecordThatIsTooLarge() throws Exception {
        String large =
                B.replace("<description>d</description>", "<description>" + "long ".repeat(30_000) + "</description>");
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A, large, C)));

        HarvestReport report = fixture.harvest();

        oneBadRecord(report, "ivo://x.org/b: The record has more than the 100000 bytes that are allowed");
        assertThat(report.retries()).isZero();
        assertThat(fixture.quarantine.list(10)).singleElement().satisfies(record -> assertThat(record.excerpt())
                .startsWith("<")
                .contains("ivo://x.org/b")
                .hasSizeLessThanOrEqualTo(Quarantine.EXCERPT));
    }

    @Test
    void namespacesThatAncestorsDeclareAlsoInABrokenPage() throws Exception {
        String bare =
                "<record><header><identifier>ivo://x.org/a</identifier><datestamp>2024-01-01</datestamp></header><metadata>"
                        + Xml.bareRecord("ivo://x.org/a", "A") + "</metadata></record>";
        String page = Xml.page(NOW, null, bare, B.replace(">B<", ">B & b<"))
                .replace("<OAI-PMH ", "<OAI-PMH\n" + Xml.NAMESPACES + " ");
        fixture.server.onFirstPage(xml(page));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.flagged()).isZero();
        assertThat(fixture.stored()).containsExactly("a");
        assertThat(fixture.masterCopy
                        .find(Ivoid.of("ivo://x.org/a"))
                        .orElseThrow()
                        .resourceType())
                .isEqualTo("vr:Service");
    }

    @Test
    void aTypeFromANamespaceThatNobodyKnows() throws Exception {
        String unknown = B.replace("xsi:type=\"vr:Service\"", "xmlns:my=\"urn:my\" xsi:type=\"my:Thing\"");
        fixture.server.onFirstPage(xml(Xml.page(NOW, null, A, unknown)));

        HarvestReport report = fixture.harvest();

        complete(report);
        assertThat(report.flagged()).isEqualTo(1);
        assertThat(fixture.stored()).containsExactly("a", "b");
        assertThat(fixture.masterCopy.findings(Ivoid.of("ivo://x.org/b")))
                .anySatisfy(finding -> assertThat(finding.message()).contains("my:Thing"));
    }

    private static String withDoctype(String entities, String... items) {
        return Xml.page(NOW, null, items).replace("<OAI-PMH", "<!DOCTYPE OAI-PMH [" + entities + "]><OAI-PMH");
    }

    private static byte[] page(String... items) {
        return Xml.page(NOW, null, items).getBytes(StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] page, String text) {
        return new String(page, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static void complete(HarvestReport report) {
        assertThat(report.failure()).isEmpty();
        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
    }

    private static void failed(HarvestReport report, String... words) {
        assertThat(report.state()).isEqualTo(HarvestReport.State.FAILED);
        assertThat(report.failure()).contains(words).doesNotContain("\n");
        assertThat(report.ended()).isPresent();
    }

    /** Of a, b and c, b is bad and the others are good. */
    private void oneBadRecord(HarvestReport report, String line) {
        complete(report);
        assertThat(report.quarantined()).isEqualTo(1);
        assertThat(report.problems()).anySatisfy(problem -> assertThat(problem).contains(line));
        assertThat(fixture.stored()).containsExactly("a", "c");
        assertThat(fixture.quarantined()).containsExactly("ivo://x.org/b");
        assertThat(fixture.present().nextFrom()).contains(Instant.parse(NOW));
    }

    /** A server with a certificate of its own making. */
    private ScriptedServer safeServer() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "secret")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new ScriptedServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), "https");
    }
}
