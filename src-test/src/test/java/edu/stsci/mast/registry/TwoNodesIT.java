package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers in processes of their own over one database, a command that imports beside them, and writers whose clock is ahead of
 * theirs and runs fifty times as fast: incremental harvesters, which ask now this and now that server and see one killed and started
 * again, miss nothing (design, decisions 3, 5 and 11).
 */
@Tag("long")
class TwoNodesIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int[] PAGE_SIZES = {2, 5};
    private static final int RECORDS = 80;
    private static final int WRITERS = 3;
    private static final int HARVESTERS = 3;
    private static final int IMPORTED = 60;
    /** How many pages are harvested between one event of the test and the next. */
    private static final int PAGES_BETWEEN = 40;

    private static final int COMMITS_PER_PAGE = 2;
    private static final Provenance PROVENANCE = new Provenance("test", "test");

    @TempDir
    Path folder;

    private final AtomicReferenceArray<String> urls = new AtomicReferenceArray<>(PAGE_SIZES.length);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    /** Writers go on as the harvesters do, so that neither outruns the other. */
    private final Semaphore commits = new Semaphore(0);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    // OAI-PMH 2.0, section 2.7.1.
    @Test
    @Timeout(600)
    void copiesOfIncrementalHarvestersEqualTheMasterCopy() throws Exception {
        Database.Settings settings = TestDatabase.emptied(Files.createDirectory(folder.resolve("database")));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Database database = Database.open(settings)) {
            Clock ahead = new FastClock();
            MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), ahead);
            save(masterCopy, List.of(0));
            List<RegistryProcess> nodes = new ArrayList<>();
            try {
                for (int node = 0; node < PAGE_SIZES.length; node++) {
                    nodes.add(start(node, settings));
                }
                List<Future<?>> writing = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    Random random = new Random(i);
                    writing.add(threads.submit(() -> write(masterCopy, random)));
                }
                List<Harvester> harvesters = new ArrayList<>();
                List<Future<Void>> harvesting = new ArrayList<>();
                for (int i = 0; i < HARVESTERS; i++) {
                    Harvester harvester = new Harvester(new Random(100 + i));
                    harvesters.add(harvester);
                    harvesting.add(threads.submit(harvester));
                }
                awaitPages(harvesting);
                nodes.get(0).kill();
                nodes.set(0, start(0, settings));
                awaitPages(harvesting);
                RegistryProcess imported = RegistryProcess.run(
                        folder,
                        "import",
                        importFolder().toString(),
                        "--config",
                        config(0, settings).toString());
                assertThat(imported.exitCode()).as(imported.err()).isZero();
                awaitPages(harvesting);
                enough.set(true);
                for (Future<?> task :
                        Stream.concat(harvesting.stream(), writing.stream()).toList()) {
                    task.get();
                }
                Map<String, String> master = state(new ChangeFeed(database.dataSource(), ahead));
                assertThat(master).hasSizeGreaterThan(RECORDS / 2 + IMPORTED).containsValue("deleted");
                for (Harvester harvester : harvesters) {
                    harvester.harvest();
                    assertThat(harvester.copy).isEqualTo(master);
                }
                assertThat(resumed.get()).isGreaterThan(PAGES_BETWEEN);
            } finally {
                enough.set(true);
                threads.shutdownNow();
                for (RegistryProcess node : nodes) {
                    node.close();
                }
                assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private Path config(int node, Database.Settings settings) throws IOException {
        return Files.writeString(folder.resolve("node" + node + ".conf"), """
                registry {
                  data = "%s"
                  http { address = "127.0.0.1", port = 0 }
                  database { url = "%s", user = "%s", connections = 6 }
                  oai.page-size = %d
                  harvest.enabled = false
                }
                """.formatted(
                        folder.resolve("node" + node), settings.url(), settings.user(), PAGE_SIZES[node]));
    }

    private RegistryProcess start(int node, Database.Settings settings) throws IOException {
        urls.set(node, null);
        RegistryProcess process = RegistryProcess.start(
                folder, "serve", "--config", config(node, settings).toString());
        Awaitility.await().atMost(LIMIT).until(() -> process.out().contains("Ready: ") || !process.runs());
        assertThat(process.out()).as(process.err()).contains("Ready: ");
        urls.set(node, process.out().replaceFirst("(?s).*Ready: (\\S+?)/?\\s.*", "$1"));
        return process;
    }

    private void awaitPages(List<Future<Void>> harvesting) {
        int wanted = pages.get() + PAGES_BETWEEN;
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> pages.get() >= wanted || harvesting.stream().anyMatch(Future::isDone));
    }

    private Path importFolder() throws IOException {
        Path records = Files.createDirectory(folder.resolve("records"));
        for (int i = 0; i < IMPORTED; i++) {
            Files.writeString(
                    records.resolve(i + ".xml"),
                    SampleRecords.organisationXml("ivo://archive.stsci.edu/imported/" + i, "Imported", "active"));
        }
        return records;
    }

    private Void write(MasterCopy masterCopy, Random random) throws InterruptedException {
        while (!enough.get()) {
            if (!commits.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                continue;
            }
            List<Integer> numbers = random.ints(1 + random.nextInt(4), 0, RECORDS)
                    .distinct()
                    .boxed()
                    .toList();
            save(masterCopy, numbers);
            if (random.nextInt(4) == 0) {
                try (WriteTransaction transaction = masterCopy.begin(PROVENANCE)) {
                    transaction.delete(List.of(ivoid(numbers.get(0))), Origin.MANAGED);
                    transaction.commit();
                }
            }
        }
        return null;
    }

    private void save(MasterCopy masterCopy, List<Integer> numbers) {
        try (WriteTransaction transaction = masterCopy.begin(PROVENANCE)) {
            transaction.save(
                    numbers.stream()
                            .map(n -> SampleRecords.organisation(ivoid(n).toString(), "Title " + System.nanoTime()))
                            .toList(),
                    Origin.MANAGED);
            assertThat(transaction.commit().refusals()).isEmpty();
        }
    }

    private static Ivoid ivoid(int number) {
        return Ivoid.of("ivo://archive.stsci.edu/record/" + number);
    }

    /** Titles by identifier, "deleted" for deleted records. */
    private static Map<String, String> state(ChangeFeed feed) {
        Map<String, String> state = new TreeMap<>();
        feed.readWithoutDocuments(
                new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()),
                Integer.MAX_VALUE,
                record -> state.put(
                        record.ivoid().toString(),
                        record.status() == RecordStatus.DELETED ? "deleted" : record.title()));
        return state;
    }

    /** A harvester as the protocol means it, and the copy that it keeps. */
    private final class Harvester implements Callable<Void> {
        private final Random random;
        private final Map<String, String> copy = new TreeMap<>();
        private String from;

        Harvester(Random random) {
            this.random = random;
        }

        @Override
        public Void call() throws Exception {
            while (!enough.get()) {
                harvest();
            }
            return null;
        }

        void harvest() throws Exception {
            String query = "verb=ListRecords&metadataPrefix=ivo_vor" + (from == null ? "" : "&from=" + from);
            Document page = page(query);
            String next = page.select("responseDate").text();
            for (String token = token(page); !token.isEmpty(); token = token(page)) {
                page = page("verb=ListRecords&resumptionToken=" + token);
            }
            from = next;
        }

        private String token(Document page) {
            return page.select("resumptionToken").text();
        }

        /** Asks any server; another one while that is down. */
        private Document page(String query) throws Exception {
            int first = random.nextInt(PAGE_SIZES.length);
            for (long end = System.nanoTime() + LIMIT.toNanos(); System.nanoTime() < end; first++) {
                String url = urls.get(first % PAGE_SIZES.length);
                if (url == null) {
                    Thread.onSpinWait();
                    continue;
                }
                try {
                    Document page = parse(http.send(
                                    HttpRequest.newBuilder(URI.create(url + "/oai?" + query))
                                            .timeout(Duration.ofSeconds(60))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                            .body());
                    pages.incrementAndGet();
                    resumed.addAndGet(query.contains("resumptionToken") ? 1 : 0);
                    commits.release(COMMITS_PER_PAGE);
                    return page;
                } catch (IOException e) {
                    // killed; it comes again
                }
            }
            throw new AssertionError("No server answered " + query);
        }

        private Document parse(String body) {
            Document page = Jsoup.parse(body, "", Parser.xmlParser());
            assertThat(page.select("error[code=noRecordsMatch]").size())
                    .as(body)
                    .isEqualTo(page.select("error").size());
            for (Element record : page.select("record")) {
                boolean deleted = record.select("header[status=deleted]").size() == 1;
                copy.put(
                        record.select("header > identifier").text(),
                        deleted
                                ? "deleted"
                                : record.select("metadata > * > title").text());
            }
            return page;
        }
    }

    /** Begins an hour ahead; a second passes every twenty milliseconds, so that lists meet many changes of the second. */
    private static final class FastClock extends Clock {
        private final Instant beginning = Instant.now().plus(Duration.ofHours(1));
        private final long start = System.nanoTime();

        @Override
        public Instant instant() {
            return beginning.plusNanos((System.nanoTime() - start) * 50);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
