package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.ChangeFeed.Moment;
import edu.stsci.mast.registry.model.store.ChangeFeed.Range;
import edu.stsci.mast.registry.model.store.ChangeFeed.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFeedTest {
    private static final Provenance TEST = new Provenance("test", "test");
    private static final Origin ESA = Origin.harvestedFrom(Ivoid.of("ivo://esavo/registry"));

    private static final Origin EXAMPLE = Origin.harvestedFrom(Ivoid.of("ivo://example.org/vg/registry"));

    @TempDir
    Path folder;

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00.700Z"));
    private final Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);
    private Database database;
    private MasterCopy masterCopy;
    private ChangeFeed feed;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder);
        use(((InstantSource) time::get).withZone(ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void use(Clock clockToUse) {
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clockToUse);
        feed = new ChangeFeed(database.dataSource(), clockToUse);
    }

    private void save(String name, String title) {
        save(Origin.MANAGED, "ivo://archive.stsci.edu/" + name, title);
    }

    private void save(Origin origin, String ivoid, String title) {
        try (WriteTransaction transaction = masterCopy.begin(TEST)) {
            transaction.save(List.of(SampleRecords.organisation(ivoid, title)), origin);
            assertThat(transaction.commit().refusals()).isEmpty();
        }
    }

    private void delete(String name) {
        try (WriteTransaction transaction = masterCopy.begin(TEST)) {
            transaction.delete(List.of(Ivoid.of("ivo://archive.stsci.edu/" + name)), Origin.MANAGED);
            transaction.commit();
        }
    }

    private List<StoredRecord> read(Range range, int limit) {
        List<StoredRecord> records = new ArrayList<>();
        feed.read(range, limit, records::add);
        return records;
    }

    private static List<String> names(List<StoredRecord> records) {
        return records.stream()
                .map(r -> r.ivoid().withoutScheme().replace("archive.stsci.edu/", ""))
                .toList();
    }

    @Test
    void givesEachRecordOnceAtItsLatestChange() {
        save("a", "1");
        save("b", "1");
        save("c", "1");
        save("a", "2");
        delete("b");
        long head = feed.head();

        assertThat(names(read(new Range(Scope.ALL, 0, head), 10))).containsExactly("c", "a", "b");
        assertThat(names(read(new Range(Scope.ALL, 0, head), 2))).containsExactly("c", "a");
        assertThat(read(new Range(Scope.ALL, head, head), 10)).isEmpty();
        assertThat(feed.count(new Range(Scope.ALL, 0, head))).isEqualTo(3);
    }

    @Test
    void goesOnFromAnyPlace() {
        save("a", "1");
        long place = feed.head();
        save("b", "1");

        assertThat(names(read(new Range(Scope.ALL, place, feed.head()), 10))).containsExactly("b");
    }

    @Test
    void tellsOursFromHarvestedRecords() {
        save("a", "1");
        save(ESA, "ivo://esavo/x", "1");

        assertThat(names(read(new Range(Scope.MANAGED, 0, feed.head()), 10))).containsExactly("a");
        assertThat(names(read(new Range(Scope.ALL, 0, feed.head()), 10))).containsExactly("a", "esavo/x");
        assertThat(feed.count(new Range(Scope.MANAGED, 0, feed.head()))).isEqualTo(1);
    }

    @Test
    void tellsRecordsByAuthorityTypeAndWhetherTheyMayBeCited() {
        SampleRecords.ofEveryType().values().forEach(xml -> save(EXAMPLE, xml));
        save(ESA, SampleRecords.organisationXml("ivo://esavo/x", "ESA", "active"));
        save("a", "1");
        Scope esa = Scope.ALL.ofAuthority("esavo");
        Scope services = Scope.ALL.ofType("vs:CatalogService");

        assertThat(names(readAll(esa))).containsExactly("esavo/x");
        assertThat(feed.count(new Range(esa, 0, feed.head()))).isEqualTo(1);
        assertThat(readAll(esa.managedOnly())).isEmpty();
        assertThat(readAll(services))
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.resourceType()).isEqualTo("vs:CatalogService"))
                .allSatisfy(r -> assertThat(r.citable()).isTrue());
        assertThat(readAll(Scope.ALL.citableOnly())).isNotEmpty().noneSatisfy(r -> assertThat(r.resourceType())
                .isIn("vr:Organisation", "vg:Authority", "vg:Registry"));
        assertThat(feed.count(new Range(services.citableOnly(), 0, feed.head())))
                .isEqualTo(readAll(services).size());
        assertThat(feed.earliestDatestamp(esa)).isPresent();
        assertThat(feed.earliestDatestamp(esa.managedOnly())).isEmpty();
    }

    @Test
    void tellsTheSizesOfDocumentsWithoutReadingThem() {
        save("a", "1");
        save("b", "a longer title");
        delete("a");

        List<ChangeFeed.Entry> entries = feed.entries(new Range(Scope.ALL, 0, feed.head()), 10);

        List<StoredRecord> records = readAll(Scope.ALL);
        assertThat(entries)
                .containsExactly(
                        new ChangeFeed.Entry(
                                records.get(0).sequence(), records.get(0).document().length),
                        new ChangeFeed.Entry(
                                records.get(1).sequence(), records.get(1).document().length));
        assertThat(feed.entries(new Range(Scope.ALL, 0, feed.head()), 1)).hasSize(1);
    }

    @Test
    void listsTheTypesOfRecords() {
        save(EXAMPLE, SampleRecords.ofEveryType().get("authority"));
        save(EXAMPLE, SampleRecords.ofEveryType().get("cone search"));
        save("a", "1");
        save("b", "1");

        assertThat(feed.resourceTypes(Scope.ALL))
                .containsExactly("vg:Authority", "vr:Organisation", "vs:CatalogService");
        assertThat(feed.resourceTypes(Scope.MANAGED)).containsExactly("vr:Organisation");
        assertThat(feed.resourceTypes(Scope.ALL.ofAuthority("nobody"))).isEmpty();
    }

    private void save(Origin origin, String xml) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(List.of(SampleRecords.normalised(xml)), origin);
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    private List<StoredRecord> readAll(Scope scope) {
        return read(new Range(scope, 0, feed.head()), 1000);
    }

    @Test
    void leavesDocumentsOutWhenAskedTo() {
        save("a", "1");
        List<StoredRecord> records = new ArrayList<>();

        feed.readWithoutDocuments(new Range(Scope.ALL, 0, feed.head()), 10, records::add);

        assertThat(records).singleElement().satisfies(r -> assertThat(r.document())
                .isNull());
    }

    @Test
    void stampsWholeSecondsThatNeverGoBack() {
        save("a", "1");
        time.set(Instant.parse("2025-12-31T23:00:00Z")); // the computer's clock steps back
        save("b", "1");
        time.set(Instant.parse("2026-01-01T00:00:05Z"));
        save("c", "1");

        assertThat(read(new Range(Scope.ALL, 0, feed.head()), 10))
                .extracting(StoredRecord::datestamp)
                .containsExactly(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:05Z"));
        assertThat(feed.earliestDatestamp(Scope.MANAGED)).contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void stampsNoChangeBeforeAMomentThatItHasTold() {
        Moment moment = feed.now();
        time.set(time.get().minusSeconds(3600));
        save("a", "1");

        assertThat(moment.datestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(read(new Range(Scope.ALL, moment.sequence(), feed.head()), 10))
                .singleElement()
                .satisfies(r -> assertThat(r.datestamp()).isEqualTo(moment.datestamp()));
    }

    @Test
    void findsThePlaceOfATime() {
        save("a", "1"); // 00:00:00
        time.set(Instant.parse("2026-01-01T00:00:05Z"));
        save("b", "1");
        save("c", "1");

        assertThat(names(read(new Range(Scope.ALL, place("2026-01-01T00:00:05Z"), feed.head()), 10)))
                .containsExactly("b", "c");
        assertThat(names(read(new Range(Scope.ALL, place("2026-01-01T00:00:00.001Z"), feed.head()), 10)))
                .containsExactly("b", "c");
        assertThat(names(read(new Range(Scope.ALL, place("2026-01-01T00:00:00Z"), feed.head()), 10)))
                .containsExactly("a", "b", "c");
        assertThat(feed.placeBefore(Instant.parse("2026-01-01T00:00:06Z"))).isEmpty();
        assertThat(feed.earliestDatestamp(Scope.ALL)).contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    private long place(String time) {
        return feed.placeBefore(Instant.parse(time)).orElseThrow();
    }

    @Test
    void isEmptyInTheBeginning() {
        assertThat(feed.head()).isZero();
        assertThat(feed.earliestDatestamp(Scope.ALL)).isEmpty();
        assertThat(read(new Range(Scope.ALL, 0, 1000), 10)).isEmpty();
    }

    /**
     * The promise of decision 3: several writers at random, and a reader that asks for what is new since the datestamp of its last
     * moment, as an OAI-PMH harvester does. Its copy must equal the master copy, and so must that of a reader by sequence numbers.
     */
    @Test
    void missesNoChangeWhileManyWrite() throws Exception {
        use(clock);
        int writers = 4;
        int changesEach = 120;
        AtomicInteger running = new AtomicInteger(writers);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                Random random = new Random(w);
                work.add(threads.submit((Callable<Void>) () -> {
                    try {
                        for (int i = 0; i < changesEach; i++) {
                            change(random);
                        }
                        return null;
                    } finally {
                        running.decrementAndGet();
                    }
                }));
            }
            Future<Map<Ivoid, Integer>> byDate = threads.submit(() -> followByDatestamp(running));
            Future<Map<Ivoid, Integer>> bySequence = threads.submit(() -> followBySequence(running));
            for (Future<?> writer : work) {
                writer.get();
            }
            Map<Ivoid, Integer> master = new HashMap<>();
            feed.readWithoutDocuments(
                    new Range(Scope.ALL, 0, Long.MAX_VALUE), 10_000, r -> master.put(r.ivoid(), r.version()));

            assertThat(byDate.get()).isEqualTo(master);
            assertThat(bySequence.get()).isEqualTo(master);
            assertThat(master.values().stream().mapToInt(Integer::intValue).sum())
                    .isGreaterThan(writers * changesEach / 2);
        } finally {
            threads.shutdownNow();
        }
    }

    private void change(Random random) {
        String name = "r" + random.nextInt(40);
        if (random.nextInt(5) == 0) {
            delete(name);
        } else {
            save(name, "T" + random.nextInt());
        }
    }

    private Map<Ivoid, Integer> followByDatestamp(AtomicInteger running) {
        Map<Ivoid, Integer> copy = new HashMap<>();
        Instant from = Instant.EPOCH;
        boolean last;
        do {
            last = running.get() == 0;
            Moment moment = feed.now();
            feed.placeBefore(from)
                    .ifPresent(place -> feed.readWithoutDocuments(
                            new Range(Scope.ALL, place, moment.sequence()),
                            10_000,
                            r -> copy.put(r.ivoid(), r.version())));
            from = moment.datestamp();
        } while (!last);
        return copy;
    }

    private Map<Ivoid, Integer> followBySequence(AtomicInteger running) {
        Map<Ivoid, Integer> copy = new HashMap<>();
        long[] place = {0};
        boolean last;
        do {
            last = running.get() == 0;
            long head = feed.head();
            feed.readWithoutDocuments(new Range(Scope.ALL, place[0], head), 7, r -> {
                copy.put(r.ivoid(), r.version());
                place[0] = r.sequence();
            });
        } while (!last || place[0] < feed.head() && stillToRead(place[0]));
        return copy;
    }

    private boolean stillToRead(long place) {
        return feed.count(new Range(Scope.ALL, place, Long.MAX_VALUE)) > 0;
    }
}
