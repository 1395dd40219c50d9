package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over one database: the check of the records is done by one of them, and again by the other when that one is killed. */
@Tag("long")
class CheckTakeoverIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer site;

    @BeforeEach
    void open() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                gate.await();
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        site.setExecutor(threads);
        site.start();
    }

    @AfterEach
    void close() {
        gate.countDown();
        site.stop(0);
        threads.shutdownNow();
    }

    @Test
    @Timeout(600)
    void aKilledNodesCheckIsDoneByAnother() throws Exception {
        Database.Settings settings = TestDatabase.emptied(Files.createDirectory(folder.resolve("database")));
        try (Database database = Database.open(settings)) {
            Clock clock = Clock.systemUTC();
            String page = "http://127.0.0.1:" + site.getAddress().getPort() + "/page";
            try (WriteTransaction transaction = new MasterCopy(database.dataSource(), Set.of("x.test"), clock)
                    .begin(new Provenance("test", "test"))) {
                transaction.save(
                        List.of(SampleRecords.normalised(SampleRecords.organisationXml("ivo://x.test/a", "A", "active")
                                .replaceFirst("<referenceURL>[^<]*", "<referenceURL>" + page))),
                        Origin.MANAGED);
                transaction.commitAll();
            }
            RecordChecks checks = new RecordChecks(database.dataSource());
            try (RegistryProcess one = start(1, settings)) {
                await().atMost(LIMIT).until(() -> asked.get() > 0);
                try (RegistryProcess other = start(2, settings)) {
                    int before = asked.get();
                    one.kill();
                    gate.countDown();
                    await().atMost(LIMIT).until(() -> asked.get() > before);
                    await().atMost(LIMIT).until(() -> !checks.runs(1).isEmpty());
                    assertThat(other.runs()).isTrue();
                }
            }
        }
    }

    private RegistryProcess start(int node, Database.Settings settings) throws IOException {
        Path config = Files.writeString(folder.resolve("node" + node + ".conf"), """
                registry {
                  data = "%s"
                  managed-authorities = ["x.test"]
                  http { address = "127.0.0.1", port = 0 }
                  database { url = "%s", user = "%s", connections = 8 }
                  harvest.enabled = false
                  tap.enabled = false
                  checks { schedule = "every day", links-from = "anywhere", timeout = 2 minutes }
                }
                """.formatted(
                        folder.resolve("node" + node), settings.url(), settings.user()));
        RegistryProcess process = RegistryProcess.start(folder, "serve", "--config", config.toString());
        await().atMost(LIMIT).until(() -> process.out().contains("Ready: ") || !process.runs());
        assertThat(process.out()).as(process.err()).contains("Ready: ");
        return process;
    }
}
