package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Incremental harvesting while records are written (design, decision 3; OAI-PMH 2.0, section 2.7.1): a harvester that uses a response
 * date of its last list as its next {@code from} misses nothing.
 */
class ConcurrentHarvestTest {
    private static final int RECORDS = 60;
    private static final int WRITERS = 2;
    private static final int HARVESTS = 25;
    private static final int COMMITS_BETWEEN_HARVESTS = 10;

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicBoolean enough = new AtomicBoolean();

    // Section 2.7.1, incremental harvesting.
    @ParameterizedTest(name = "seed {0}, page size {1}, last page''s date {2}")
    @CsvSource({"1, 1, false", "2, 3, true", "3, 7, false", "4, 2, true"})
    @Timeout(120)
    void copyOfAnIncrementalHarvesterEqualsTheMasterCopy(
            long seed, int pageSize, boolean lastDate, @TempDir Path folder) throws Exception {
        try (TestRegistry registry = new TestRegistry(folder, new FastClock())) {
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<?>> writing = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    Random random = new Random(seed * 31 + i);
                    writing.add(threads.submit(() -> write(registry, random)));
                }
                Harvester harvester = new Harvester(registry.provider(pageSize), lastDate);
                for (int i = 0; i < HARVESTS; i++) {
                    awaitChanges(writing);
                    harvester.harvest(); // while the writers go on
                }
                enough.set(true);
                for (Future<?> writer : writing) {
                    writer.get();
                }
                harvester.harvest();
                assertThat(harvester.resumed).isGreaterThan(HARVESTS / 2);
                assertThat(harvester.copy).isEqualTo(state(registry));
            } finally {
                enough.set(true);
                threads.shutdown();
                assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private void awaitChanges(List<Future<?>> writing) {
        int wanted = commits.get() + COMMITS_BETWEEN_HARVESTS;
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> commits.get() >= wanted || writing.stream().anyMatch(Future::isDone));
    }

    /** Saves and deletes a few records at a time, at random. */
    private void write(TestRegistry registry, Random random) {
        while (!enough.get()) {
            String[] documents = new String[1 + random.nextInt(3)];
            for (int i = 0; i < documents.length; i++) {
                documents[i] = TestRecords.service(ivoid(random.nextInt(RECORDS)), "Version " + random.nextInt());
            }
            registry.save(documents);
            if (random.nextInt(3) == 0) {
                // One of those just written exists for certain.
                String document = documents[random.nextInt(documents.length)];
                registry.delete(document.replaceAll("(?s).*<identifier>(.*)</identifier>.*", "$1"));
            }
            commits.incrementAndGet();
        }
    }

    private static String ivoid(int number) {
        return "ivo://archive.test/%03d".formatted(number);
    }

    /** What the master copy publishes: documents by identifier, "deleted" for deleted records. */
    private static Map<String, String> state(TestRegistry registry) {
        Map<String, String> state = new TreeMap<>();
        for (StoredRecord record : registry.managed()) {
            boolean deleted = record.status() == RecordStatus.DELETED;
            state.put(
                    record.ivoid().key(), deleted ? "deleted" : new String(record.document(), StandardCharsets.UTF_8));
        }
        return state;
    }

    /** A harvester as the protocol means it, and the copy that it keeps. */
    private static final class Harvester {
        private final OaiProvider provider;
        private final boolean lastDate;
        private final Map<String, String> copy = new TreeMap<>();
        private String from;
        private int resumed;

        /** {@code lastDate}: whether it goes on from the date of a list's last response instead of the first. */
        Harvester(OaiProvider provider, boolean lastDate) {
            this.provider = provider;
            this.lastDate = lastDate;
        }

        void harvest() throws IOException, XMLStreamException, UnusableRecordException {
            Map<String, List<String>> arguments =
                    TestRegistry.arguments("verb", "ListRecords", "metadataPrefix", "ivo_vor");
            if (from != null) {
                arguments.put("from", List.of(from));
            }
            Page page = page(arguments);
            String next = page.responseDate;
            while (!page.token.isEmpty()) {
                resumed++;
                page = page(TestRegistry.arguments("verb", "ListRecords", "resumptionToken", page.token));
                assertThat(page.records).as("records of a resumed list").isPositive();
            }
            from = lastDate ? page.responseDate : next;
        }

        private Page page(Map<String, List<String>> arguments)
                throws IOException, XMLStreamException, UnusableRecordException {
            OaiResponse response = provider.respond(arguments);
            assertThat(response.errors())
                    .extracting(OaiError::code)
                    .isSubsetOf(
                            from == null || copy.isEmpty() || !arguments.containsKey("resumptionToken")
                                    ? List.of(OaiErrorCode.NO_RECORDS_MATCH)
                                    : List.of());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            response.writeTo(bytes);
            return read(SchemaValidator.safeInputFactory()
                    .createXMLStreamReader(new ByteArrayInputStream(bytes.toByteArray())));
        }

        private Page read(XMLStreamReader in) throws XMLStreamException, UnusableRecordException {
            Page page = new Page();
            boolean deleted = false;
            String identifier = "";
            while (in.hasNext()) {
                if (in.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (in.getLocalName()) {
                    case "responseDate" -> page.responseDate = in.getElementText();
                    case "resumptionToken" -> page.token = in.getElementText();
                    case "header" -> deleted = "deleted".equals(in.getAttributeValue(null, "status"));
                    case "identifier" -> {
                        identifier = in.getElementText().toLowerCase(Locale.ROOT);
                        page.records++;
                        copy.put(identifier, deleted ? "deleted" : "metadata are to follow");
                    }
                    case "Resource" ->
                        copy.put(
                                identifier,
                                TestRegistry.NORMALISER.normalise(in).toString());
                    default -> {}
                }
            }
            return page;
        }

        private static final class Page {
            private String responseDate;
            private String token = "";
            private int records;
        }
    }

    /** A second passes every twenty milliseconds, so that lists meet many changes of the second. */
    private static final class FastClock extends Clock {
        private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
        private final long start = System.nanoTime();

        @Override
        public Instant instant() {
            return BEGINNING.plusNanos((System.nanoTime() - start) * 50);
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
