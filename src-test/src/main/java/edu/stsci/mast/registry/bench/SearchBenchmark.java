package edu.stsci.mast.registry.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Measures the search of a running registry over HTTP: one client, several clients, and several while records are edited. */
final class SearchBenchmark {
    private static final int CLIENTS = 8;
    private static final int EDITS = 50;
    private static final long WARMING = 1;
    private static final long ALONE = 2;
    private static final long TOGETHER = 3;
    private static final long WITH_EDITS = 4;

    private final SearchClients clients;
    private final SearchEdits edits;
    private final Supplier<Duration> processorTime;
    private final Path collections;
    private final Duration time;

    /**
     * A benchmark.
     *
     * @param processorTime what the registry's process has used until now
     * @param collections the log of the garbage collections of the registry's process, see {@link HeapLog}
     * @param time how long is measured, each time
     */
    SearchBenchmark(
            SearchClients clients,
            SearchEdits edits,
            Supplier<Duration> processorTime,
            Path collections,
            Duration time) {
        this.clients = clients;
        this.edits = edits;
        this.processorTime = processorTime;
        this.collections = collections;
        this.time = time;
    }

    /** Measures, and prints what it finds. */
    void run() throws Exception {
        clients.ask(CLIENTS, time, WARMING);
        Duration start = processorTime.get();
        SearchClients.Times alone = clients.ask(1, time, ALONE);
        Duration between = processorTime.get();
        SearchClients.Times together = clients.ask(CLIENTS, time, TOGETHER);
        Duration end = processorTime.get();
        System.out.printf("%-34s %41s   %41s%n", "milliseconds", "one client", CLIENTS + " clients");
        String header = String.format("%7s %7s %7s %8s %8s", "queries", "p50", "p90", "p99", "max");
        System.out.printf("%-34s %s   %s%n", "", header, header);
        for (QueryKind kind : QueryKind.values()) {
            if (alone.of(kind) == null && together.of(kind) == null) {
                continue;
            }
            System.out.printf("%-34s %s   %s%n", kind.text(), row(alone.of(kind)), row(together.of(kind)));
        }
        System.out.printf("%-34s %s   %s%n", "all", row(alone.all()), row(together.all()));
        System.out.printf(
                Locale.ROOT,
                "%-34s %41.1f   %41.1f%n",
                "queries a second",
                alone.count() / (double) time.toSeconds(),
                together.count() / (double) time.toSeconds());
        System.out.printf(Locale.ROOT, "%-34s %41d   %41d%n", "failed", alone.failed(), together.failed());
        // Other programs on the machine disturb the durations, and this hardly.
        System.out.printf(
                Locale.ROOT,
                "%-34s %41.1f   %41.1f%n%n",
                "processor time a query",
                between.minus(start).toMillis() / (double) alone.count(),
                end.minus(between).toMillis() / (double) together.count());
        edits();
        System.out.println("Heap of the registry: " + HeapLog.read(collections));
    }

    private static String row(Samples seconds) {
        return seconds == null
                ? " ".repeat(41)
                : String.format(
                        Locale.ROOT,
                        "%7d %7.1f %7.1f %8.1f %8.1f",
                        seconds.ascending().length,
                        1e3 * seconds.median(),
                        1e3 * seconds.percentile(0.9),
                        1e3 * seconds.percentile(0.99),
                        1e3 * seconds.percentile(1));
    }

    private void edits() throws Exception {
        ExecutorService background = Executors.newSingleThreadExecutor();
        try {
            Future<SearchClients.Times> asking = background.submit(() -> clients.ask(CLIENTS, time, WITH_EDITS));
            Samples found = edits.run(EDITS);
            Samples others = asking.get().all();
            System.out.printf(
                    Locale.ROOT,
                    "%d edits while %d clients search: searchable after %.0f ms (p50), %.0f ms (p90), %.0f ms (max);"
                            + " the searches take %.1f ms (p50), %.1f ms (p99)%n",
                    EDITS,
                    CLIENTS,
                    1e3 * found.median(),
                    1e3 * found.percentile(0.9),
                    1e3 * found.percentile(1),
                    1e3 * others.median(),
                    1e3 * others.percentile(0.99));
        } finally {
            background.shutdownNow();
        }
    }
}
