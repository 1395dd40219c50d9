package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list that is much larger than its server's memory: whether it comes whole, and what heap it takes. */
final class LargeListBenchmark {
    // As in "Pause Young (Normal) (G1 Evacuation Pause) 150M->62M(256M) 3.021ms"
    private static final Pattern COLLECTION = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\((\\d+)M\\) ([\\d.]+)ms");

    private final String oai;
    private final Path collections;
    private final int expected;

    /**
     * A benchmark.
     *
     * @param oai the address of the OAI-PMH service
     * @param collections the log of the garbage collections of its process, as {@code -Xlog:gc} writes it
     * @param expected how many records the list must have
     */
    LargeListBenchmark(String oai, Path collections, int expected) {
        this.oai = oai;
        this.collections = collections;
        this.expected = expected;
    }

    /**
     * Measures, and prints what it finds.
     *
     * @throws IllegalStateException when the list has another number of records than it must have
     */
    void run() throws IOException {
        try (HttpReader reader = new HttpReader("identity")) {
            ByteCount records = new ByteCount("<record>");
            long start = System.nanoTime();
            OaiList list = OaiList.read(reader, oai, "ListRecords", page -> records);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "ListRecords: %,d records, %.1f MB in %,d responses, %.1f s, %.1f MB/s, %,.0f records/s%n",
                    records.count(),
                    list.bytes() / 1e6,
                    list.urls().size(),
                    seconds,
                    list.bytes() / 1e6 / seconds,
                    records.count() / seconds);
            if (records.count() != expected) {
                throw new IllegalStateException("The list must have " + expected + " records");
            }
            printHeap();
            new DepthBenchmark(reader, list).run();
        }
    }

    private void printHeap() throws IOException {
        int before = 0;
        int after = 0;
        int size = 0;
        int count = 0;
        double pauses = 0;
        double longest = 0;
        for (String line : Files.readAllLines(collections)) {
            Matcher matcher = COLLECTION.matcher(line);
            if (matcher.find()) {
                before = Math.max(before, Integer.parseInt(matcher.group(1)));
                after = Math.max(after, Integer.parseInt(matcher.group(2)));
                size = Math.max(size, Integer.parseInt(matcher.group(3)));
                double pause = Double.parseDouble(matcher.group(4));
                pauses += pause;
                longest = Math.max(longest, pause);
                count++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Heap of the server: at most %d MiB, %d MiB after a collection, of %d MiB; %,d collections, %.1f s together,"
                        + " the longest %.0f ms%n",
                before,
                after,
                size,
                count,
                pauses / 1e3,
                longest);
    }
}
