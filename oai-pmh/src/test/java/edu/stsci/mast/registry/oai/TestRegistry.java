package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.Secrets;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamException;

/** A publishing registry over a database of its own. */
final class TestRegistry implements AutoCloseable {
    static final DocumentNormaliser NORMALISER = new DocumentNormaliser(SchemaValidator.shared());

    private static final Provenance PROVENANCE = new Provenance("test", "test");

    private final Database database;
    private final MasterCopy masterCopy;
    private final ChangeFeed feed;
    private final byte[] secret;
    private final Clock clock;

    TestRegistry(Path folder, Clock clock) {
        this.clock = clock;
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of(TestRecords.AUTHORITY), clock);
        feed = new ChangeFeed(database.dataSource(), clock);
        secret = new Secrets(database.dataSource()).get("oai-token");
    }

    /** The small world of most tests: 44 records of ours in three days, 19 of them citable, and two harvested ones. */
    static TestRegistry filled(Path folder) {
        ManualClock clock = new ManualClock("2026-03-01T10:00:00Z");
        TestRegistry registry = new TestRegistry(folder, clock);
        registry.save(TestRecords.registry(), TestRecords.authority());
        registry.harvest(TestRecords.service("ivo://other.test/one", "One of theirs"));
        clock.set("2026-03-01T23:59:59Z");
        registry.save(TestRecords.service("ivo://archive.test/LastOfTheDay", "Ends the day"));
        clock.set("2026-03-02T00:00:00Z");
        registry.save(TestRecords.service("ivo://archive.test/first-of-the-day", "Begins the day"));
        for (int i = 1; i <= 38; i++) {
            clock.set("2026-03-02T%02d:30:00Z".formatted(i / 3 + 1)); // three in a second
            String ivoid = "ivo://archive.test/service/%02d".formatted(i);
            registry.save(
                    i % 2 == 0
                            ? TestRecords.citableService(ivoid, "Service " + i)
                            : TestRecords.service(ivoid, "Service " + i));
        }
        clock.set("2026-03-03T10:00:00Z");
        registry.harvest(TestRecords.service("ivo://other.test/two", "Another of theirs"));
        registry.save(
                TestRecords.service("ivo://archive.test/greek", "Ωρίων &amp; 猎户座 \uD83D\uDD2D &lt;M42&gt;"),
                TestRecords.service("ivo://archive.test/asleep", "Out of use", "inactive"));
        registry.delete("ivo://archive.test/service/07", "ivo://archive.test/service/08");
        clock.set("2026-03-03T10:00:05Z");
        registry.save(TestRecords.service("ivo://archive.test/service/09", "Gone by its own word", "deleted"));
        clock.set("2026-03-03T12:00:00Z");
        return registry;
    }

    OaiProvider provider(int pageSize) {
        return provider(pageSize, 8L << 20);
    }

    OaiProvider provider(int pageSize, long pageBytes) {
        return provider(settings(pageSize, pageBytes, true));
    }

    OaiProvider provider(OaiSettings settings) {
        return new OaiProvider(masterCopy, feed, secret, settings, List::of, clock);
    }

    OaiProvider providerWithFriends(Supplier<List<String>> friends) {
        return new OaiProvider(masterCopy, feed, secret, settings(10, true), friends);
    }

    static OaiSettings settings(int pageSize, boolean gzip) {
        return settings(pageSize, 8L << 20, gzip);
    }

    private static OaiSettings settings(int pageSize, long pageBytes, boolean gzip) {
        return new OaiSettings(
                URI.create("https://archive.test/oai"),
                "The Archive's registry",
                List.of("desk@archive.test", "second@archive.test"),
                Ivoid.of(TestRecords.REGISTRY),
                pageSize,
                pageBytes,
                gzip,
                false);
    }

    void save(String... documents) {
        save(Origin.MANAGED, documents);
    }

    void harvest(String... documents) {
        save(Origin.harvestedFrom(Ivoid.of(TestRecords.OTHER_REGISTRY)), documents);
    }

    private void save(Origin origin, String... documents) {
        try (WriteTransaction transaction = masterCopy.begin(PROVENANCE)) {
            transaction.save(
                    Arrays.stream(documents).map(TestRegistry::normalised).toList(), origin);
            check(transaction.commitAll());
        }
    }

    void delete(String... ivoids) {
        try (WriteTransaction transaction = masterCopy.begin(PROVENANCE)) {
            transaction.delete(Arrays.stream(ivoids).map(Ivoid::of).toList(), Origin.MANAGED);
            check(transaction.commitAll());
        }
    }

    private static void check(CommitResult result) {
        assertThat(result.refusals()).isEmpty();
    }

    static ResourceDocument normalised(String document) {
        try {
            return NORMALISER.normalise(document.getBytes(StandardCharsets.UTF_8));
        } catch (XMLStreamException | UnusableRecordException e) {
            throw new AssertionError(e);
        }
    }

    StoredRecord find(String ivoid) {
        return masterCopy.find(Ivoid.of(ivoid)).orElseThrow();
    }

    /** All managed records, in the order of their latest changes. */
    List<StoredRecord> managed() {
        List<StoredRecord> records = new ArrayList<>();
        var all = new ChangeFeed.Range(ChangeFeed.Scope.MANAGED, 0, feed.head());
        feed.read(all, Integer.MAX_VALUE, records::add);
        return records;
    }

    List<String> managedIdentifiers() {
        return managed().stream().map(r -> r.ivoid().toString()).toList();
    }

    /** Asks with arguments given as names and values in turn. */
    static Reply ask(OaiProvider provider, String... arguments) {
        return Reply.of(provider.respond(arguments(arguments)));
    }

    static Map<String, List<String>> arguments(String... arguments) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            map.computeIfAbsent(arguments[i], name -> new ArrayList<>()).add(arguments[i + 1]);
        }
        return map;
    }

    /** A list to its end: all its responses. */
    static List<Reply> walk(OaiProvider provider, String... arguments) {
        List<Reply> replies = new ArrayList<>();
        Reply reply = ask(provider, arguments);
        replies.add(reply);
        while (!reply.token().isEmpty()) {
            reply = ask(provider, "verb", arguments[1], "resumptionToken", reply.token());
            assertThat(reply.errorCodes())
                    .as("a resumed list never ends in an error")
                    .isEmpty();
            replies.add(reply);
        }
        return replies;
    }

    @Override
    public void close() {
        database.close();
    }
}
