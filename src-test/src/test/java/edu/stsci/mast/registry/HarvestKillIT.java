package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.model.store.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A harvest whose process is killed goes on where it was. */
class HarvestKillIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PAGES = 6;
    private static final int STALLED = 4;
    private static final int ON_A_PAGE = 20;
    private static final String REGISTRY = "ivo://x.test/registry";

    @TempDir
    Path folder;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stalls;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oai", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void end() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    @Timeout(400)
    void aHarvestThatIsKilledGoesOnAtThePageBehindTheLastThatIsStored() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(harvest(undisturbed).path("created").asInt()).isEqualTo(PAGES * ON_A_PAGE);
        Path data = folder.resolve("data");
        String databaseUrl = Database.Settings.embedded(data, 1).url();

        stalls = true;
        requests.clear();
        try (RegistryProcess cutOff = RegistryProcess.start(folder, "harvest", url(), "--data", data.toString())) {
            await().atMost(LIMIT).until(() -> !cutOff.runs() || requests.contains(page(STALLED)));
            await().atMost(LIMIT)
                    .until(() -> !cutOff.runs()
                            || number(databaseUrl, "SELECT MAX(pages) FROM harvest_list") == STALLED - 1);
            assertThat(cutOff.runs()).as(cutOff.err()).isTrue();
            cutOff.kill();
        }
        stalls = false;
        requests.clear();
        RegistryProcess tooSoon = RegistryProcess.run(folder, "harvest", url(), "--data", data.toString());
        assertThat(tooSoon.exitCode()).isEqualTo(1);
        assertThat(tooSoon.err())
                .contains("is being harvested already", "less than a minute ago")
                .doesNotContain("Exception");
        assertThat(requests).isEmpty();
        claimExpires(databaseUrl);
        JsonNode report = harvest(data);

        assertThat(requests.stream().filter(request -> request.contains("ListRecords")))
                .containsExactly(page(4), page(5), page(6));
        assertThat(report.path("state").asText()).isEqualTo("COMPLETE");
        assertThat(report.path("full").asBoolean()).isTrue();
        assertThat(report.path("run").asInt()).isEqualTo(2);
        assertThat(report.path("resumed").asInt()).isEqualTo(1);
        assertThat(report.path("created").asInt()).isEqualTo((PAGES - STALLED + 1) * ON_A_PAGE);
        assertThat(report.path("delivered").asInt()).isEqualTo(PAGES * ON_A_PAGE);
        assertThat(report.path("problems")).isEmpty();
        assertThat(exported(data, "resumed"))
                .isEqualTo(exported(undisturbed, "whole"))
                .hasSize(PAGES * ON_A_PAGE + 1); // and the registry's own, which Identify gives
        assertThat(number(databaseUrl, "SELECT COUNT(*) FROM harvest_list")).isZero();
    }

    private JsonNode harvest(Path data) throws Exception {
        RegistryProcess process = RegistryProcess.run(folder, "harvest", url(), "--json", "--data", data.toString());
        assertThat(process.exitCode()).as(process.err()).isZero();
        String out = process.out();
        return new ObjectMapper().readTree(out.substring(out.indexOf("\n{") + 1));
    }

    private Map<String, String> exported(Path data, String name) throws Exception {
        Path target = folder.resolve(name);
        RegistryProcess process = RegistryProcess.run(folder, "export", target.toString(), "--data", data.toString());
        assertThat(process.exitCode()).as(process.err()).isZero();
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                content.put(target.relativize(path).toString(), Files.readString(path));
            }
        }
        return content;
    }

    private static int number(String databaseUrl, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** What two minutes without a sign of life do to the claim of the process that is dead. */
    private static void claimExpires(String databaseUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl, "sa", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE harvest_source SET claim_renewed = DATEADD(MINUTE, -3, claim_renewed)"
                                    + " WHERE claim_owner IS NOT NULL"))
                    .isEqualTo(1);
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/oai";
    }

    private static String page(int number) {
        return "verb=ListRecords&resumptionToken=page " + number;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            requests.add(query);
            if (stalls && query.equals(page(STALLED))) {
                ended.await();
            }
            byte[] body = body(query).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(String query) {
        String content;
        if (query.equals("verb=Identify")) {
            content = "<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><description>"
                    + resource("vg:Registry", REGISTRY, "<full>false</full><managedAuthority>x.test</managedAuthority>")
                    + "</description></Identify>";
        } else if (query.equals("verb=ListSets")) {
            content = "<ListSets><set><setSpec>ivo_managed</setSpec><setName>n</setName></set></ListSets>";
        } else {
            int number = query.contains("page ") ? Integer.parseInt(query.substring(query.length() - 1)) : 1;
            StringBuilder records = new StringBuilder("<ListRecords>");
            for (int i = 0; i < ON_A_PAGE; i++) {
                String ivoid = "ivo://x.test/" + number + "/" + i;
                records.append("<record><header><identifier>").append(ivoid).append("</identifier>");
                records.append("<datestamp>2024-01-01T00:00:00Z</datestamp></header><metadata>");
                records.append(resource("vr:Service", ivoid, "")).append("</metadata></record>");
            }
            if (number < PAGES) {
                records.append("<resumptionToken completeListSize='")
                        .append(PAGES * ON_A_PAGE)
                        .append("'>page ");
                records.append(number + 1).append("</resumptionToken>");
            }
            content = records.append("</ListRecords>").toString();
        }
        return "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><responseDate>"
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "</responseDate><request>u</request>" + content
                + "</OAI-PMH>";
    }

    private static String resource(String type, String ivoid, String more) {
        return "<ri:Resource xmlns='' xmlns:ri='http://www.ivoa.net/xml/RegistryInterface/v1.0'"
                + " xmlns:vr='http://www.ivoa.net/xml/VOResource/v1.0' xmlns:vg='http://www.ivoa.net/xml/VORegistry/v1.0'"
                + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='" + type
                + "' created='2020-01-01T00:00:00Z' updated='2020-01-01T00:00:00Z' status='active'><title>T</title><identifier>"
                + ivoid + "</identifier><curation><publisher>P</publisher><contact><name>N</name></contact></curation>"
                + "<content><subject>s</subject><description>d</description><referenceURL>http://example.org/</referenceURL>"
                + "</content>" + more + "</ri:Resource>";
    }
}
