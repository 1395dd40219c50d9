package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Measures a running OAI-PMH server, and beside it a {@link FileServer} with the same bytes. The same client reads from both. */
final class OaiBenchmark {
    private static final int CONNECTIONS = 8;
    private static final String ALL = "all.xml";
    private static final Pattern IDENTIFIER = Pattern.compile("<identifier>([^<]+)</identifier>");

    private final String oai;
    private final String fileServer;
    private final Path files;
    private final int rounds;
    private final int requests;

    /** Reads something to its end; returns the number of bytes. */
    @FunctionalInterface
    private interface Reading {
        long run() throws IOException;
    }

    /**
     * A benchmark.
     *
     * @param oai the address of the OAI-PMH service
     * @param fileServer the address of the file server, without a slash at the end
     * @param files the folder that it serves; the benchmark fills it
     * @param rounds how often whole lists and files are read
     * @param requests how many single records are asked for
     */
    OaiBenchmark(String oai, String fileServer, Path files, int rounds, int requests) {
        this.oai = oai;
        this.fileServer = fileServer;
        this.files = files;
        this.rounds = rounds;
        this.requests = requests;
    }

    /** Measures, and prints what it finds. */
    void run() throws Exception {
        try (HttpReader plain = new HttpReader("identity");
                HttpReader compressed = new HttpReader("gzip")) {
            ByteCount records = new ByteCount("<record>");
            OaiList list = store(plain, records);
            List<String> identifiers = identifiers(plain);
            System.out.printf(
                    Locale.ROOT,
                    "%,d records, %.1f MB in %d responses; one connection, loopback; %d rounds after one that warms up, all kinds in turn%n%n",
                    records.count(),
                    list.bytes() / 1e6,
                    list.urls().size(),
                    rounds);
            wholeLists(plain, compressed, list, records.count());
            System.out.println();
            singleRecords(identifiers);
            new DepthBenchmark(plain, list).run();
        }
    }

    /** Reads all records once, and puts the responses' bodies where the file server finds them: one after another, and each in a file. */
    private OaiList store(HttpReader reader, ByteCount records) throws IOException {
        try (OutputStream all = Files.newOutputStream(files.resolve(ALL))) {
            OutputStream[] page = {OutputStream.nullOutputStream()};
            OaiList list = OaiList.read(reader, oai, "ListRecords", number -> {
                page[0].close();
                page[0] = Files.newOutputStream(files.resolve(pageName(number)));
                return (bytes, length) -> {
                    all.write(bytes, 0, length);
                    page[0].write(bytes, 0, length);
                    records.take(bytes, length);
                };
            });
            page[0].close();
            return list;
        }
    }

    private static String pageName(int number) {
        return "page-" + number + ".xml";
    }

    private List<String> identifiers(HttpReader reader) throws IOException {
        var bodies = new java.io.ByteArrayOutputStream();
        OaiList.read(reader, oai, "ListIdentifiers", page -> (bytes, length) -> bodies.write(bytes, 0, length));
        Matcher matcher = IDENTIFIER.matcher(bodies.toString(StandardCharsets.UTF_8));
        return matcher.results().map(r -> r.group(1)).collect(Collectors.toList());
    }

    private void wholeLists(HttpReader plain, HttpReader compressed, OaiList list, int records) throws IOException {
        int pages = list.urls().size();
        Map<String, Reading> readings = new LinkedHashMap<>();
        readings.put("ListRecords", () -> OaiList.read(plain, oai, "ListRecords", page -> HttpReader.Sink.NONE)
                .bytes());
        readings.put("a static file a response, sendfile", () -> readFiles(plain, FileServer.SENDFILE, pages));
        readings.put("a static file a response, copied", () -> readFiles(plain, FileServer.COPIED, pages));
        readings.put(
                "one static file, sendfile",
                () -> plain.get(fileServer + FileServer.SENDFILE + ALL, HttpReader.Sink.NONE));
        readings.put(
                "one static file, copied", () -> plain.get(fileServer + FileServer.COPIED + ALL, HttpReader.Sink.NONE));
        readings.put("ListIdentifiers", () -> OaiList.read(plain, oai, "ListIdentifiers", page -> HttpReader.Sink.NONE)
                .bytes());
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Reading> reading : readings.entrySet()) {
                long start = System.nanoTime();
                bytes.put(reading.getKey(), reading.getValue().run());
                double time = (System.nanoTime() - start) / 1e9;
                if (round > 0) {
                    seconds.computeIfAbsent(reading.getKey(), k -> new ArrayList<>())
                            .add(time);
                }
            }
        }
        System.out.printf(
                "%-36s %9s %9s %9s %11s   %s%n",
                "", "median s", "best s", "MB/s", "records/s", "rate of ListRecords against it");
        List<Double> ours = seconds.get("ListRecords");
        for (String name : readings.keySet()) {
            boolean file = name.contains("static");
            print(
                    name,
                    Samples.of(seconds.get(name)),
                    bytes.get(name),
                    file ? -1 : records,
                    file ? ratios(seconds.get(name), ours) : "");
        }
        long start = System.nanoTime();
        long wire = 0;
        for (String url : list.urls()) {
            wire += compressed.get(url, HttpReader.Sink.NONE);
        }
        Samples once = Samples.of(List.of((System.nanoTime() - start) / 1e9));
        print("ListRecords, gzip (one round)", once, wire, records, "");
        System.out.printf(
                Locale.ROOT,
                "%-36s %.0f %% of the bytes; %.1f MB/s of the documents%n",
                "",
                100.0 * wire / list.bytes(),
                list.bytes() / 1e6 / once.median());
    }

    private long readFiles(HttpReader reader, String path, int pages) throws IOException {
        long bytes = 0;
        for (int page = 0; page < pages; page++) {
            bytes += reader.get(fileServer + path + pageName(page), HttpReader.Sink.NONE);
        }
        return bytes;
    }

    private static void print(String name, Samples seconds, long bytes, int records, String ratio) {
        System.out.printf(
                Locale.ROOT,
                "%-36s %9.3f %9.3f %9.1f %11s   %s%n",
                name,
                seconds.median(),
                seconds.best(),
                bytes / 1e6 / seconds.median(),
                records < 0 ? "" : String.format(Locale.ROOT, "%,.0f", records / seconds.median()),
                ratio);
    }

    /** Each round is compared within itself, since the machine may have been busier in one than in another. */
    private static String ratios(List<Double> file, List<Double> list) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < list.size(); round++) {
            ratios.add(100 * file.get(round) / list.get(round));
        }
        Samples all = Samples.of(ratios);
        return String.format(Locale.ROOT, "%.1f %% (%.1f to %.1f)", all.median(), all.best(), all.percentile(1));
    }

    private void singleRecords(List<String> identifiers) throws Exception {
        askFor(identifiers, Math.max(1, requests / 10), 1);
        long start = System.nanoTime();
        Samples seconds = askFor(identifiers, requests, 2);
        double wall = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "GetRecord, %d connections, %,d requests: %,.0f requests/s, p50 %.2f ms, p99 %.2f ms%n",
                CONNECTIONS,
                seconds.ascending().length,
                seconds.ascending().length / wall,
                1e3 * seconds.median(),
                1e3 * seconds.percentile(0.99));
    }

    private Samples askFor(List<String> identifiers, int total, long seed) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<List<Double>>> work = new ArrayList<>();
            for (int client = 0; client < CONNECTIONS; client++) {
                Random random = new Random(seed * CONNECTIONS + client);
                work.add(() -> {
                    List<Double> seconds = new ArrayList<>();
                    try (HttpReader reader = new HttpReader("identity")) {
                        for (int i = 0; i < total / CONNECTIONS; i++) {
                            String identifier = identifiers.get(random.nextInt(identifiers.size()));
                            long start = System.nanoTime();
                            reader.get(
                                    oai + "?verb=GetRecord&metadataPrefix=ivo_vor&identifier="
                                            + URLEncoder.encode(identifier, StandardCharsets.UTF_8),
                                    HttpReader.Sink.NONE);
                            seconds.add((System.nanoTime() - start) / 1e9);
                        }
                    }
                    return seconds;
                });
            }
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> client : clients.invokeAll(work)) {
                all.addAll(client.get());
            }
            return Samples.of(all);
        } finally {
            clients.shutdownNow();
        }
    }
}
