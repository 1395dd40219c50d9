package edu.stsci.mast.registry;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Harvests of servers that a test makes up, at the times that the test says. */
final class TestHarvests {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private TestHarvests() {}

    /** What a made-up registry answers to the arguments of a request. */
    @FunctionalInterface
    interface Answer {
        String to(String query);
    }

    /** A source that is never due, so that tests alone say when it is harvested. */
    static HarvestSource add(Registry registry, String name, String url) {
        HarvestSource source = registry.sources()
                .add(new NewSource(
                        name,
                        url,
                        Optional.empty(),
                        HarvestSource.MANAGED_SET,
                        new Schedule.Cron("0 0 0 1 1 ? 2099"),
                        true,
                        Duration.ZERO,
                        0,
                        Optional.empty(),
                        false));
        registry.scheduler().arrangeTimes();
        return source;
    }

    /** Harvests a source now; the report when it has ended. */
    static HarvestReport harvest(Registry registry, HarvestSource source, boolean full) {
        long before = registry.harvesting().runs().latest(source.id(), 1).stream()
                .mapToLong(HarvestReport::run)
                .findFirst()
                .orElse(0);
        registry.scheduler().harvestNow(source, full);
        return await().atMost(LIMIT)
                .until(
                        () -> registry.harvesting().runs().latest(source.id(), 1),
                        runs -> !runs.isEmpty()
                                && runs.get(0).run() != before
                                && runs.get(0).ended().isPresent())
                .get(0);
    }

    /** A server at {@code /oai} that gives the answers; it answers Identify and ListSets like the registry with that IVOID. */
    static HttpServer registry(String ivoid, Answer records) throws IOException {
        return listen(query -> switch (query.replaceAll(".*verb=(\\w+).*", "$1")) {
            case "Identify" -> OaiXml.identify(ivoid);
            case "ListSets" -> OaiXml.sets("ivo_managed");
            default -> records.to(query);
        });
    }

    /** A server at {@code /oai} that gives the answers. */
    static HttpServer listen(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> {
            Thread thread = new Thread(task, "scripted-registry");
            thread.setDaemon(true);
            thread.start();
        });
        server.createContext("/oai", exchange -> {
            byte[] bytes = answer.to(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Its OAI-PMH base URL. */
    static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/oai";
    }
}
