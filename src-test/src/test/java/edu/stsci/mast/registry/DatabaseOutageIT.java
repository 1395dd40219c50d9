package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database behind a network that fails: a request ends with a sentence and the status 503 before its client has lost patience, and when
 * the network is there again, so is the registry, without anybody's help. What does not need the database goes on meanwhile. The database is H2's server, or
 * the SQL Server of the tests; {@code -Dregistry.test.outage.seconds} is how long it is away, at least.
 */
class DatabaseOutageIT {
    /** How long a client waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long the database is away, at least. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("registry.test.outage.seconds", 1));

    private static final String RECORD = "/resource/archive.stsci.edu/hst";
    private static final String LIST = "/oai?verb=ListIdentifiers&metadataPrefix=ivo_vor";

    private static final String QUERY = "/tap/sync?LANG=ADQL&FORMAT=csv&QUERY=SELECT+ivoid+FROM+rr.resource";

    private static final Pattern SQL_SERVER = Pattern.compile("(jdbc:sqlserver://)([^:;]+):(\\d+)(.*)");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Server h2;
    private BreakableLink link;
    private Registry registry;

    @BeforeEach
    void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"), "registry.database.url", databaseBehindLink());
        registry.loadExamples("mast");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> get("/health/ready").statusCode() == 200);
    }

    private String databaseBehindLink() throws Exception {
        if (TestDatabase.isSqlServer()) {
            Database.Settings settings = TestDatabase.emptied(folder);
            Matcher url = SQL_SERVER.matcher(settings.url());
            assertThat(url.matches()).as("the test server's URL names a port").isTrue();
            link = new BreakableLink(new InetSocketAddress(url.group(2), Integer.parseInt(url.group(3))));
            // The limits are shorter than usual, so that the test is.
            return url.group(1) + "127.0.0.1:" + link.port() + url.group(4)
                    + ";loginTimeout=5;queryTimeout=5;cancelQueryTimeout=2;socketTimeout=8000";
        }
        h2 = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon")
                .start();
        link = new BreakableLink(new InetSocketAddress("127.0.0.1", h2.getPort()));
        return "jdbc:h2:tcp://127.0.0.1:" + link.port() + "/" + folder.resolve("database/registry")
                + ";MODE=MSSQLServer;LOCK_TIMEOUT=10000;OPTIMIZE_REUSE_RESULTS=0;NETWORK_TIMEOUT=8000";
    }

    @AfterEach
    void stop() throws IOException {
        if (registry != null) {
            registry.close();
        }
        if (link != null) {
            link.close();
        }
        if (h2 != null) {
            h2.stop();
        }
    }

    @Test
    @Timeout(300)
    void connectionsThatBreakAreMadeAnew() throws Exception {
        isThere();
        link.become(BreakableLink.State.BROKEN);
        isAway();
        link.become(BreakableLink.State.WHOLE);
        comesBack();
    }

    @Test
    @Timeout(300)
    void aNetworkThatSaysNothingIsNotWaitedForForEver() throws Exception {
        isThere();
        link.become(BreakableLink.State.SILENT);
        isAway();
        link.become(BreakableLink.State.WHOLE);
        comesBack();
    }

    private void isThere() throws Exception {
        assertThat(get(RECORD).statusCode()).isEqualTo(200);
        assertThat(get(LIST).statusCode()).isEqualTo(200);
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    private void isAway() throws Exception {
        Instant begin = Instant.now();
        do {
            isAwayNow();
        } while (begin.plus(OUTAGE).isAfter(Instant.now()));
    }

    private void isAwayNow() throws Exception {
        for (String path : new String[] {RECORD, LIST}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.body()).contains("database is not available at the moment");
        }
        assertThat(get("/health").statusCode()).isEqualTo(503);
        // What does not need the database goes on.
        assertThat(get("/api/search?q=hubble").statusCode()).isEqualTo(200);
        assertThat(get(QUERY).body()).contains("ivo://archive.stsci.edu/hst");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    private void comesBack() throws Exception {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> get(RECORD).statusCode() == 200);
        isThere();
        long before = registry.storage().changeFeed().head();
        registry.delete(Ivoid.of("ivo://archive.stsci.edu/hst"), "the database is back");
        assertThat(registry.storage().changeFeed().head()).isGreaterThan(before);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> registry.follower().position() > before);
    }

    /** An answer, for which nobody waits longer than {@link #PATIENCE}. */
    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(registry.url() + path))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
