package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.bench.LoadClient.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients of all kinds at some nodes, at first for a while that is not counted; prints what was seen. */
final class LoadTrial {
    private static final double WARMING = 0.25;

    private final int clients;
    private final Duration time;

    LoadTrial(int clients, Duration time) {
        this.clients = clients;
        this.time = time;
    }

    /**
     * What works for the clients.
     *
     * @param collections the nodes' logs of garbage collections, see {@link HeapLog}
     */
    record Servers(ServerProcess database, List<ServerProcess> nodes, List<Path> collections) {
        private Duration nodesTime() {
            return nodes.stream().map(ServerProcess::processorTime).reduce(Duration.ZERO, Duration::plus);
        }
    }

    /** Measures. */
    void run(Servers servers, Load load) throws Exception {
        clients(load, Duration.ofMillis((long) (WARMING * time.toMillis())));
        Duration nodes = servers.nodesTime();
        Duration database = servers.database().processorTime();
        Duration ourselves = ownTime();
        Map<LoadKind, LoadTimes> times = clients(load, time);
        print(load, times);
        double all = time.toMillis() * (double) Runtime.getRuntime().availableProcessors();
        System.out.printf(
                Locale.ROOT,
                "Of the processors: the nodes %.0f %%, the database %.0f %%, the clients %.0f %%%n",
                1e2 * servers.nodesTime().minus(nodes).toMillis() / all,
                1e2 * servers.database().processorTime().minus(database).toMillis() / all,
                1e2 * ownTime().minus(ourselves).toMillis() / all);
        for (Path log : servers.collections()) {
            System.out.println("Heap of a node: " + HeapLog.read(log));
        }
        System.out.println();
    }

    private static Duration ownTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Map<LoadKind, LoadTimes> clients(Load load, Duration duration) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + duration.toNanos();
            List<LoadKind> kinds = kinds();
            List<Callable<LoadTimes>> work = new ArrayList<>();
            for (int number = 0; number < clients; number++) {
                LoadClient client = new LoadClient(kinds.get(number), number, load);
                work.add(() -> {
                    try (client) {
                        return client.run(end);
                    }
                });
            }
            List<Future<LoadTimes>> done = threads.invokeAll(work);
            Map<LoadKind, LoadTimes> all = new EnumMap<>(LoadKind.class);
            for (int number = 0; number < clients; number++) {
                all.computeIfAbsent(kinds.get(number), kind -> new LoadTimes())
                        .add(done.get(number).get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    /** One for each client, in the shares of the kinds, and of each kind one at least if there are so many clients. */
    private List<LoadKind> kinds() {
        List<LoadKind> kinds = new ArrayList<>();
        for (LoadKind kind : LoadKind.values()) {
            for (int i = 0; i < Math.max(1, clients * kind.share() / 100); i++) {
                kinds.add(kind);
            }
        }
        while (kinds.size() < clients) {
            kinds.add(LoadKind.SEARCH);
        }
        return kinds;
    }

    private void print(Load load, Map<LoadKind, LoadTimes> times) throws IOException {
        System.out.printf(
                "%d clients for %d s, %d nodes, pauses of %.1f s%n",
                clients, time.toSeconds(), load.nodes().size(), load.pause());
        System.out.printf(
                "%-56s %8s %7s %8s %8s %8s %7s%n", "milliseconds", "answers", "a sec.", "p50", "p99", "max", "failed");
        LoadTimes all = new LoadTimes();
        times.forEach((kind, one) -> {
            all.add(one);
            row(kind.text(), one);
        });
        row("all", all);
        all.failures().forEach((why, count) -> System.out.printf("  %d times: %s%n", count, why));
    }

    private void row(String what, LoadTimes times) {
        if (times.seconds().isEmpty()) {
            System.out.printf("%-56s %8d %41s %7d%n", what, 0, "", times.failed());
            return;
        }
        Samples samples = Samples.of(times.seconds());
        System.out.printf(
                Locale.ROOT,
                "%-56s %8d %7.1f %8.1f %8.1f %8.1f %7d%n",
                what,
                times.seconds().size(),
                times.seconds().size() / (double) time.toSeconds(),
                1e3 * samples.median(),
                1e3 * samples.percentile(0.99),
                1e3 * samples.percentile(1),
                times.failed());
    }
}
