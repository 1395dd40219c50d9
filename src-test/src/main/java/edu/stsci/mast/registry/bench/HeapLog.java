package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Java process wrote about its garbage collections, in short.
 *
 * @param before the most that was in use when a collection began, in MiB
 * @param after the most that was in use after one, in MiB
 * @param size the largest size of the heap, in MiB
 * @param collections how many there were
 * @param seconds how long the process stood still for them in all
 * @param longest the longest of these pauses, in milliseconds
 */
record HeapLog(int before, int after, int size, int collections, double seconds, double longest) {
    // As in "Pause Young (Normal) (G1 Evacuation Pause) 150M->62M(256M) 3.021ms"
    private static final Pattern COLLECTION = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\((\\d+)M\\) ([\\d.]+)ms");

    /** The option that makes a Java virtual machine write such a log. */
    static String option(Path file) {
        return "-Xlog:gc:file=" + file;
    }

    /** Reads what was written until now. */
    static HeapLog read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    private static HeapLog of(List<String> lines) {
        int before = 0;
        int after = 0;
        int size = 0;
        int count = 0;
        double pauses = 0;
        double longest = 0;
        for (String line : lines) {
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
        return new HeapLog(before, after, size, count, pauses / 1e3, longest);
    }

    /** In words. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "at most %d MiB in use, %d MiB after a collection, of %d MiB; %,d collections, %.1f s together, the longest %.0f ms",
                before,
                after,
                size,
                collections,
                seconds,
                longest);
    }
}
