package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients of a search, each of which asks a {@link QueryLog}'s queries one after the other. */
final class SearchClients {
    private final String url;
    private final List<SampleRecord> records;
    private final List<QueryKind> kinds;

    /**
     * Clients of the registry with that address.
     *
     * @param kinds of which kinds their queries are; empty for a mixture of all
     */
    SearchClients(String url, List<SampleRecord> records, List<QueryKind> kinds) {
        this.url = url;
        this.records = records;
        this.kinds = kinds;
    }

    /**
     * How long each query took, in seconds, by kind.
     *
     * @param failed how many were not answered, or not with status 200; they have no time
     */
    record Times(Map<QueryKind, List<Double>> seconds, int failed) {
        /** Those of one kind; null when none was asked. */
        Samples of(QueryKind kind) {
            return seconds.containsKey(kind) ? Samples.of(seconds.get(kind)) : null;
        }

        /** How many there were. */
        int count() {
            return seconds.values().stream().mapToInt(List::size).sum();
        }

        /** All. */
        Samples all() {
            return Samples.of(seconds.values().stream().flatMap(List::stream).toList());
        }
    }

    /**
     * Asks for a while.
     *
     * @param seed the same gives the same queries
     */
    Times ask(int clients, Duration time, long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + time.toNanos();
            List<Callable<Times>> work = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                QueryLog log = new QueryLog(records, kinds, seed * 1000 + client);
                work.add(() -> ask(log, end));
            }
            Map<QueryKind, List<Double>> all = new EnumMap<>(QueryKind.class);
            int failed = 0;
            for (Future<Times> one : threads.invokeAll(work)) {
                one.get().seconds().forEach((kind, seconds) -> all.computeIfAbsent(kind, k -> new ArrayList<>())
                        .addAll(seconds));
                failed += one.get().failed();
            }
            return new Times(all, failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private Times ask(QueryLog log, long end) throws IOException {
        int failed = 0;
        Map<QueryKind, List<Double>> seconds = new EnumMap<>(QueryKind.class);
        try (HttpReader reader = new HttpReader("identity")) {
            while (System.nanoTime() < end) {
                QueryLog.Query query = log.next();
                long start = System.nanoTime();
                try {
                    reader.get(url + query.path(), HttpReader.Sink.NONE);
                    seconds.computeIfAbsent(query.kind(), k -> new ArrayList<>())
                            .add((System.nanoTime() - start) / 1e9);
                } catch (IOException e) {
                    failed++;
                    System.err.println(e.getMessage());
                }
            }
        }
        return new Times(seconds, failed);
    }
}
