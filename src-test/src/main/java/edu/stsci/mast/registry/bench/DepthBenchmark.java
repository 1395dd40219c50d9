package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether responses late in a list cost more than early ones. The first response has work of its own: it counts the list. So the last but
 * one, a full one, is compared with the second, too.
 */
final class DepthBenchmark {
    private static final int REPEATS = 40;

    private final HttpReader reader;
    private final OaiList list;

    DepthBenchmark(HttpReader reader, OaiList list) {
        this.reader = reader;
        this.list = list;
    }

    /** Reads the first and the last responses of the list in turn, many times, and prints the medians. */
    void run() throws IOException {
        List<String> urls = list.urls();
        if (urls.size() < 4) {
            System.out.println("The list has too few responses to compare early with late ones.");
            return;
        }
        int[] pages = {0, 1, urls.size() - 2, urls.size() - 1};
        long[] bytes = new long[pages.length];
        List<List<Double>> seconds = new ArrayList<>();
        for (int i = 0; i < pages.length; i++) {
            seconds.add(new ArrayList<>());
        }
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (int i = 0; i < pages.length; i++) {
                long start = System.nanoTime();
                bytes[i] = reader.get(urls.get(pages[i]), HttpReader.Sink.NONE);
                seconds.get(i).add((System.nanoTime() - start) / 1e9);
            }
        }
        double[] median =
                seconds.stream().mapToDouble(s -> Samples.of(s).median()).toArray();
        String[] names = {"first", "second", "last but one", "last"};
        StringBuilder line = new StringBuilder("Responses of ListRecords, median of " + REPEATS + ":");
        for (int i = 0; i < pages.length; i++) {
            line.append(String.format(
                    Locale.ROOT,
                    "%s %s %.2f ms (%.0f kB)",
                    i == 0 ? "" : ",",
                    names[i],
                    1e3 * median[i],
                    bytes[i] / 1e3));
        }
        System.out.println(line);
        System.out.printf(
                Locale.ROOT,
                "Depth: last / first %.2f; last but one / second %.2f, per byte %.2f%n",
                median[3] / median[0],
                median[2] / median[1],
                median[2] / bytes[2] / (median[1] / bytes[1]));
    }
}
