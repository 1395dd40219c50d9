package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestRuns;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.HarvestSources;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** Two servers over one database: a source is harvested by one of them, and by the other when that one is killed in the middle. */
@Tag("long")
class HarvestTakeoverIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String REGISTRY = "ivo://x.org/registry";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger lists = new AtomicInteger();
    private HttpServer source;

    @BeforeEach
    void open() throws IOException {
        source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.createContext("/oai", this::answer);
        source.setExecutor(threads);
        source.start();
    }

    @AfterEach
    void close() {
        gate.countDown();
        source.stop(0);
        threads.shutdownNow();
    }

    @Test
    @Timeout(600)
    void aKilledNodesHarvestIsTakenOver() throws Exception {
        Database.Settings settings = TestDatabase.emptied(Files.createDirectory(folder.resolve("database")));
        try (Database database = Database.open(settings)) {
            Clock clock = Clock.systemUTC();
            HarvestRuns runs = new HarvestRuns(database.dataSource());
            // Harvested once a day, so that nothing but the take-over can be why it is harvested again.
            HarvestSource added = new HarvestSources(database.dataSource(), clock)
                    .add(new NewSource(
                            "x",
                            "http://127.0.0.1:" + source.getAddress().getPort() + "/oai",
                            Optional.of(Ivoid.of(REGISTRY)),
                            "",
                            Schedule.DAILY,
                            true));
            List<RegistryProcess> nodes = new ArrayList<>();
            try {
                for (int node = 0; node < 2; node++) {
                    nodes.add(start(node, settings));
                }
                await().atMost(LIMIT).until(() -> lists.get() > 0);
                HarvestReport running = runs.latest(added.id(), 1).get(0);
                assertThat(running.state()).isEqualTo(HarvestReport.State.RUNNING);
                RegistryProcess harvesting = nodes.stream()
                        .filter(node -> running.node().endsWith(":" + node.pid()))
                        .findFirst()
                        .orElseThrow();
                assertThat(lists.get()).as("one node harvests the source").isEqualTo(1);

                harvesting.kill();
                gate.countDown();
                await().atMost(LIMIT)
                        .until(() -> runs.latest(added.id(), 1).get(0).state() == HarvestReport.State.COMPLETE);

                List<HarvestReport> all = runs.latest(added.id(), 10);
                assertThat(all).hasSize(2);
                assertThat(all.get(0).node()).isNotEqualTo(running.node());
                assertThat(all.get(1).state()).isEqualTo(HarvestReport.State.FAILED);
                assertThat(all.get(1).failure()).contains("Its process ended before the harvest did");
                assertThat(new MasterCopy(database.dataSource(), Set.of(), clock).find(Ivoid.of("ivo://x.org/a")))
                        .isPresent();
            } finally {
                for (RegistryProcess node : nodes) {
                    node.close();
                }
            }
        }
    }

    private RegistryProcess start(int node, Database.Settings settings) throws IOException {
        Path config = Files.writeString(folder.resolve("node" + node + ".conf"), """
                registry {
                  data = "%s"
                  http { address = "127.0.0.1", port = 0 }
                  database { url = "%s", user = "%s", connections = 8 }
                }
                """.formatted(
                        folder.resolve("node" + node), settings.url(), settings.user()));
        RegistryProcess process = RegistryProcess.start(folder, "serve", "--config", config.toString());
        await().atMost(LIMIT).until(() -> process.out().contains("Ready: ") || !process.runs());
        assertThat(process.out()).as(process.err()).contains("Ready: ");
        return process;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        String body;
        if (query.contains("verb=Identify")) {
            body = "<Identify><granularity>YYYY-MM-DDThh:mm:ssZ</granularity><description>"
                    + SampleRecords.registry(REGISTRY, "x.org") + "</description></Identify>";
        } else {
            lists.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            body = "<ListRecords><record><header><identifier>ivo://x.org/a</identifier>"
                    + "<datestamp>2024-01-01T00:00:00Z</datestamp></header><metadata>"
                    + SampleRecords.organisation("ivo://x.org/a", "A") + "</metadata></record></ListRecords>";
        }
        byte[] bytes = ("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>2024-05-01T12:00:00Z"
                        + "</responseDate>" + body + "</OAI-PMH>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
