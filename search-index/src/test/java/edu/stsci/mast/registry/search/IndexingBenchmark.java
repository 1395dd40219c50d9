package edu.stsci.mast.registry.search;

import com.sun.management.OperatingSystemMXBean;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures how fast an index is built, how long an edit takes to be searchable, and how long searches take, on made-up records of 40
 * columns. Not a test: run its main with the number of records.
 */
final class IndexingBenchmark {
    private static final Origin ELSEWHERE = Origin.harvestedFrom(Ivoid.of("ivo://elsewhere/registry"));
    private static final Random RANDOM = new Random(1);
    private static final List<String> WORDS = words();

    private IndexingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5000;
        Path folder = Files.createTempDirectory("indexing-benchmark");
        try (Database database = Database.open(Database.Settings.embedded(folder, 8))) {
            MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of("ours.example"), Clock.systemUTC());
            fill(masterCopy, records);
            ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
            reading(feed);
            try (SolrStore store = SolrStore.embedded(folder)) {
                indexing(masterCopy, feed, store, records);
                searching(store);
            }
            try (Stream<Path> files = Files.walk(folder.resolve("solr"))) {
                System.out.printf(
                        "index: %d MB%n",
                        files.mapToLong(f -> f.toFile().length()).sum() >> 20);
            }
        }
    }

    private static void fill(MasterCopy masterCopy, int records) {
        long bytes = 0;
        for (int start = 0; start < records; start += 200) {
            List<ResourceDocument> batch = new ArrayList<>();
            for (int i = start; i < Math.min(records, start + 200); i++) {
                ResourceDocument document = TestRecords.normalised(record(i));
                bytes += document.xml().length;
                batch.add(document);
            }
            save(masterCopy, batch);
        }
        System.out.printf("records: %d, %d MB%n", records, bytes >> 20);
    }

    private static void save(MasterCopy masterCopy, List<ResourceDocument> batch) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("benchmark", "filling"))) {
            transaction.save(batch, ELSEWHERE);
            transaction.commit();
        }
    }

    private static void reading(ChangeFeed feed) {
        List<StoredRecord> sample = new ArrayList<>();
        long start = System.nanoTime();
        feed.read(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, 2000), 2000, sample::add);
        System.out.printf("reading from the database: %.0f records/s%n", sample.size() / seconds(start));
        for (int round = 0; round < 3; round++) {
            start = System.nanoTime();
            sample.forEach(record -> SolrDocuments.of(record, 1));
            System.out.printf("mapping, one thread: %.0f records/s%n", sample.size() / seconds(start));
        }
    }

    private static void indexing(MasterCopy masterCopy, ChangeFeed feed, SolrStore store, int records)
            throws InterruptedException {
        try (IndexFollower follower = new IndexFollower(feed, store)) {
            follower.start();
            long start = 0;
            for (String round : List.of("building the index", "building it anew", "building it anew")) {
                start = System.nanoTime();
                long processor = processorTime();
                follower.awaitCaughtUp(Duration.ofHours(1));
                System.out.printf(
                        "%s: %.1f s, %.0f records/s; %.0f records per second of processor time%n",
                        round, seconds(start), records / seconds(start), records * 1e9 / (processorTime() - processor));
                follower.rebuild();
            }
            follower.awaitCaughtUp(Duration.ofHours(1));
            double[] times = new double[30];
            KeywordSearch search = new KeywordSearch(store);
            for (int i = 0; i < times.length; i++) {
                ResourceDocument edited =
                        TestRecords.normalised(TestRecords.service("edit", "Zyx" + i, "An edit", "misc", ""));
                start = System.nanoTime();
                save(masterCopy, List.of(edited));
                while (search.search(SearchRequest.of("zyx" + i)).total() == 0) {
                    Thread.onSpinWait();
                }
                times[i] = seconds(start) * 1000;
            }
            report("save to found, without nudge", times);
        }
    }

    private static void searching(SolrStore store) {
        KeywordSearch search = new KeywordSearch(store);
        for (String kind : List.of("one word", "three words", "everything")) {
            double[] times = new double[200];
            for (int i = 0; i < 2 * times.length; i++) {
                String query =
                        switch (kind) {
                            case "one word" -> word();
                            case "three words" -> word() + " " + word() + " " + word();
                            default -> "";
                        };
                long start = System.nanoTime();
                search.search(new SearchRequest(query, Map.of(), i % 7, 20));
                times[i % times.length] = seconds(start) * 1000;
            }
            report("search, " + kind, times);
        }
    }

    private static void report(String what, double[] milliseconds) {
        Arrays.sort(milliseconds);
        System.out.printf(
                "%s: median %.0f ms, p95 %.0f ms, most %.0f ms%n",
                what,
                milliseconds[milliseconds.length / 2],
                milliseconds[milliseconds.length * 95 / 100],
                milliseconds[milliseconds.length - 1]);
    }

    /** Of this process, in nanoseconds; comparable also on a busy machine. */
    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static String record(int i) {
        StringBuilder columns = new StringBuilder();
        for (int c = 0; c < 40; c++) {
            columns.append("<column><name>")
                    .append(word())
                    .append(c)
                    .append("</name><description>")
                    .append(text(8))
                    .append("</description><unit>mag</unit><ucd>phot.mag;em.opt.")
                    .append((char) ('A' + c % 26))
                    .append("</ucd><dataType xsi:type=\"vs:VOTableType\">double</dataType></column>");
        }
        return TestRecords.service(
                "records/" + i,
                text(9),
                text(120),
                word() + ";" + word() + ";" + word(),
                "<capability standardID=\"ivo://ivoa.net/std/ConeSearch\" xsi:type=\"cs:ConeSearch\"><interface"
                        + " role=\"std\" xsi:type=\"vs:ParamHTTP\"><accessURL use=\"base\">https://test.example/" + i
                        + "?</accessURL></interface><maxSR>180</maxSR><maxRecords>50000</maxRecords><verbosity>false"
                        + "</verbosity></capability><coverage><waveband>Optical</waveband></coverage>"
                        + "<tableset><schema><name>default</name><table><name>"
                        + word() + "." + word() + "</name><description>" + text(12) + "</description>" + columns
                        + "</table></schema></tableset>");
    }

    private static String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(word());
        }
        return text.toString();
    }

    /** Frequent words and rare ones, roughly as in a language. */
    private static String word() {
        double u = RANDOM.nextDouble();
        return WORDS.get((int) (WORDS.size() * u * u * u));
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        String[] syllables = {"ra", "dec", "mag", "ste", "lar", "gal", "ax", "ies", "tion", "or", "bit", "sur", "vey"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder word = new StringBuilder();
            for (int s = 0; s < 2 + i % 3; s++) {
                word.append(syllables[RANDOM.nextInt(syllables.length)]);
            }
            for (int rest = i < 500 ? 0 : i; rest > 0; rest /= 26) {
                word.append((char) ('a' + rest % 26)); // makes it another word than all others
            }
            words.add(word.toString());
        }
        return words;
    }
}
