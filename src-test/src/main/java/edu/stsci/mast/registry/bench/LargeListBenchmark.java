package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A list that is much larger than its server's memory: whether it comes whole, and what heap it takes. */
final class LargeListBenchmark {
    private final String oai;
    private final Path collections;
    private final int expected;

    /**
     * A benchmark.
     *
     * @param oai the address of the OAI-PMH service
     * @param collections the log of the garbage collections of its process, see {@link HeapLog}
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
            System.out.println("Heap of the server: " + HeapLog.read(collections));
            new DepthBenchmark(reader, list).run();
        }
    }
}
