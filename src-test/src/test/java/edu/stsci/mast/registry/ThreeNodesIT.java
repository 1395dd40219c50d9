package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.NodesClient.Count;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestRuns;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.HarvestSources;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Accounts;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.ApiTokens;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.Passwords;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three servers over one database are killed in turn and started again, while clients edit, harvest, search and query through any of them:
 * no acknowledged edit is lost, incremental harvesters miss no change, sources are harvested by one node at a time and by another when that is
 * killed, jobs end, sessions hold, and readers see no error (design, decision 11). {@code -Dregistry.test.nodes.seconds=300} makes it last
 * longer than a build should, {@code -Dregistry.test.nodes.seed=…} repeats its choices,
 * {@code -Dregistry.test.nodes.older=registry.jar} makes the first node one of an older version.
 */
@Tag("long")
class ThreeNodesIT {
    private static final int NODES = 3;
    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("registry.test.nodes.seconds", 60));
    private static final long SEED = Long.getLong("registry.test.nodes.seed", System.nanoTime());
    private static final Optional<Path> OLDER =
            Optional.ofNullable(System.getProperty("registry.test.nodes.older")).map(Path::of);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int EDITORS = 2;
    private static final int HARVESTERS = 2;
    private static final int READERS = 2;
    private static final int CLIENTS = EDITORS + HARVESTERS + READERS + 2;
    /** How long a client rests after each piece of its work. */
    private static final Duration PAUSE = Duration.ofMillis(40);
    /** How many answers clients get between the start of one node and the end of the next. */
    private static final int ANSWERS_BETWEEN = 150;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final NodesClient.Tally tally = new NodesClient.Tally();
    private final Random random = new Random(SEED);
    private TestNodes nodes;
    private String token;

    @Test
    @Timeout(1800)
    void nothingIsLostAndNobodySeesAnError() throws Exception {
        System.out.println("ThreeNodesIT: " + DURATION.toSeconds() + " s, seed " + SEED);
        Database.Settings settings = TestDatabase.emptied(Files.createDirectory(folder.resolve("database")));
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS);
        try (Database held = Database.connect(settings);
                TestNodes started = new TestNodes(folder, settings, NODES, OLDER)) {
            if (OLDER.isPresent()) {
                started.start(0); // with its own tables, which are then brought up to date beside it
            }
            run(settings, started, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private void run(Database.Settings settings, TestNodes started, ScheduledExecutorService threads) throws Exception {
        try (Database database = Database.open(settings);
                CountedSource first = new CountedSource("127.0.0.1", "one.test");
                CountedSource second = new CountedSource("localhost", "two.test")) {
            nodes = started;
            token = token(database);
            List<CountedSource> sources = List.of(first, second);
            List<HarvestSource> known =
                    sources.stream().map(source -> add(database, source)).toList();
            nodes.startAll();

            List<NodesEditor> editors = IntStream.range(0, EDITORS)
                    .mapToObj(i -> new NodesEditor(i, client(i), token, new Random(SEED + i)))
                    .toList();
            List<NodesHarvester> harvesters = IntStream.range(0, HARVESTERS)
                    .mapToObj(i -> new NodesHarvester(client(10 + i)))
                    .toList();
            List<NodesClient.Work> clients = new ArrayList<>(editors);
            clients.addAll(harvesters);
            for (int i = 0; i < READERS; i++) {
                clients.add(new NodesReader(client(20 + i), new Random(SEED + 20 + i)));
            }
            clients.add(new NodesJobSender(client(30), new Random(SEED + 30)));
            clients.add(new NodesStaff(client(40)));
            List<Future<?>> working = clients.stream()
                    .<Future<?>>map(client -> threads.scheduleWithFixedDelay(
                            () -> work(client), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS))
                    .toList();

            int ends = 0;
            long end = System.nanoTime() + DURATION.toNanos();
            while (System.nanoTime() < end || ends < NODES) {
                awaitAnswers(working);
                endAndStart(ends, sources.get(ends % sources.size()), database);
                ends++;
            }
            awaitAnswers(working);
            threads.shutdown();
            assertThat(threads.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            for (NodesEditor editor : editors) {
                editor.lookAtAll();
            }
            System.out.printf(
                    "ThreeNodesIT: %d ends of nodes, %d answers, %d dropped, %d edits acknowledged, %d pages of OAI-PMH,"
                            + " %d jobs completed, %d given up, %d sign-ins, %d and %d lists of sources%n",
                    ends,
                    tally.answers(),
                    tally.dropped(),
                    tally.number(Count.EDITS),
                    tally.number(Count.PAGES),
                    tally.number(Count.JOBS_COMPLETED),
                    tally.number(Count.JOBS_GIVEN_UP),
                    tally.number(Count.SIGN_INS),
                    first.lists(),
                    second.lists());
            assertThat(tally.errors()).as("seed %d", SEED).isEmpty();
            assertThat(List.of(
                            tally.number(Count.EDITS),
                            tally.number(Count.PAGES),
                            tally.number(Count.JOBS_COMPLETED),
                            tally.number(Count.SIGN_INS),
                            first.lists(),
                            second.lists()))
                    .allSatisfy(count -> assertThat(count).isPositive());
            verifyHarvests(database, sources, known);
            MasterCopy masterCopy = masterCopy(database);
            editors.forEach(editor -> editor.verify(masterCopy));
            Map<String, String> master = state(database);
            for (NodesHarvester harvester : harvesters) {
                harvester.harvest();
                assertThat(harvester.copy()).as("seed %d", SEED).isEqualTo(master);
            }
            verifyIndexes(database);
        }
    }

    private static void work(NodesClient.Work client) {
        try {
            client.step();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private NodesClient client(int number) {
        return new NodesClient(nodes, new Random(SEED + 1000 + number), tally);
    }

    private static String token(Database database) {
        Clock clock = Clock.systemUTC();
        Account account = new Accounts(database.dataSource(), new Passwords(Passwords.FEWEST_ITERATIONS), clock)
                .add(
                        Actor.atCommandLine("test"),
                        new NewAccount("curator", Role.CURATOR, Authorities.of(List.of("archive.stsci.edu"))),
                        StaffBrowser.PASSWORD.toCharArray());
        return new ApiTokens(database.dataSource(), clock)
                .make(
                        Actor.atCommandLine("test"),
                        account,
                        "editors",
                        Right.PUBLISH,
                        clock.instant().plus(Duration.ofHours(2)))
                .secret();
    }

    private static HarvestSource add(Database database, CountedSource source) {
        return new HarvestSources(database.dataSource(), Clock.systemUTC())
                .add(new NewSource(
                        source.url(),
                        source.url(),
                        Optional.empty(),
                        HarvestSource.MANAGED_SET,
                        new Schedule.Every(Duration.ofSeconds(5)),
                        true,
                        Duration.ZERO,
                        0,
                        Optional.empty(),
                        false));
    }

    private static MasterCopy masterCopy(Database database) {
        return new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
    }

    private void awaitAnswers(List<Future<?>> working) throws Exception {
        int wanted = tally.answers() + ANSWERS_BETWEEN;
        await().atMost(LIMIT)
                .until(() -> tally.answers() >= wanted || working.stream().anyMatch(Future::isDone));
        for (Future<?> client : working) {
            if (client.isDone()) {
                client.get(); // throws what went wrong
            }
        }
    }

    /**
     * Ends one node and starts it again. Every second time it is the one that is in the middle of a list of a source, if one is before long;
     * else each in its turn. Now and then it is asked to end, and not killed.
     */
    private void endAndStart(int ends, CountedSource source, Database database) throws Exception {
        int number = ends % NODES;
        if (ends % 2 == 1) {
            CountDownLatch reached = source.hold();
            if (reached.await(15, TimeUnit.SECONDS)) {
                Optional<Integer> atWork = harvesting(source, database);
                if (atWork.isPresent()) {
                    number = atWork.get();
                    source.letGo();
                }
            }
        }
        nodes.stop(number, random.nextInt(4) > 0);
        source.release();
        nodes.start(number);
    }

    private Optional<Integer> harvesting(CountedSource source, Database database) {
        return new HarvestRuns(database.dataSource())
                .latest(20).stream()
                        .filter(run -> run.state() == HarvestReport.State.RUNNING
                                && run.baseUrl().equals(source.url()))
                        .findFirst()
                        .flatMap(run -> nodes.withPid(Long.parseLong(run.node().replaceFirst(".*:", ""))));
    }

    // ---- what must hold in the end

    /** One run at a time harvests a source; what a killed one left is taken over, and nothing is asked for twice but what it had not stored. */
    private void verifyHarvests(Database database, List<CountedSource> sources, List<HarvestSource> known) {
        HarvestRuns runs = new HarvestRuns(database.dataSource());
        HarvestSources table = new HarvestSources(database.dataSource(), Clock.systemUTC());
        Instant now = Instant.now();
        for (HarvestSource source : known) {
            await().atMost(LIMIT).until(() -> runs.latest(source.id(), 5).stream()
                    .anyMatch(run -> run.state() == HarvestReport.State.COMPLETE
                            && run.started().isAfter(now)));
            table.setEnabled(source.id(), false);
            await().atMost(LIMIT)
                    .until(() -> runs.latest(source.id(), 1).get(0).state() != HarvestReport.State.RUNNING);
        }
        for (int i = 0; i < sources.size(); i++) {
            CountedSource source = sources.get(i);
            List<HarvestReport> all = new ArrayList<>(runs.latest(known.get(i).id(), 10_000));
            all.sort(Comparator.comparing(HarvestReport::started));
            long broken = all.stream()
                    .filter(run -> run.state() == HarvestReport.State.FAILED)
                    .count();
            long complete = all.stream()
                    .filter(run -> run.state() == HarvestReport.State.COMPLETE)
                    .count();
            assertThat(broken + complete).as("%s", all).isEqualTo(all.size());
            assertThat(all.stream().filter(run -> run.state() == HarvestReport.State.FAILED))
                    .extracting(HarvestReport::failure)
                    .allMatch(why -> why.startsWith("Its process ended before") || why.contains("was shut down"));
            for (int run = 1; run < all.size(); run++) {
                assertThat(all.get(run).started())
                        .as("%s after %s", all.get(run), all.get(run - 1))
                        .isAfterOrEqualTo(all.get(run - 1).ended().orElseThrow());
            }
            assertThat(source.overlaps()).isEmpty();
            // the page that was being stored, and the one that was being read
            assertThat((long) source.repeated()).isLessThanOrEqualTo(2 * broken);
            assertThat((long) source.lists()).isBetween(complete - broken, complete + broken);
            assertThat((long) source.ended()).isBetween(complete, complete + broken);
            Map<String, String> here = new TreeMap<>(state(database));
            here.keySet().retainAll(source.titles(1).keySet());
            assertThat(here).isEqualTo(source.titles(source.lists()));
        }
    }

    /** Titles by identifier, "deleted" for deleted records. */
    private static Map<String, String> state(Database database) {
        ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
        Map<String, String> state = new TreeMap<>();
        feed.readWithoutDocuments(
                new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()),
                Integer.MAX_VALUE,
                record -> state.put(
                        record.ivoid().toString(),
                        record.status() == RecordStatus.DELETED ? "deleted" : record.title()));
        return state;
    }

    /** Each node's own tables and search index tell what the master copy has. */
    private void verifyIndexes(Database database) throws Exception {
        ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
        Map<String, String> active = new TreeMap<>();
        feed.readWithoutDocuments(
                new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()), Integer.MAX_VALUE, record -> {
                    if (record.status() == RecordStatus.ACTIVE) {
                        active.put(record.ivoid().key(), record.title());
                    }
                });
        assertThat(nodes.up()).hasSize(NODES);
        for (TestNodes.Node node : nodes.up()) {
            await().atMost(LIMIT).until(() -> {
                JsonNode health = JSON.readTree(node.http().get("/health").text());
                long changes = health.path("changes").asLong();
                return health.path("indexed").asLong() >= changes
                        && health.path("queryable").asLong() >= changes;
            });
            String query = "LANG=ADQL&FORMAT=votable/td&MAXREC=100000&QUERY="
                    + NodesClient.encoded("SELECT ivoid, res_title FROM rr.resource");
            Document answer = Jsoup.parse(node.http().form("/tap/sync", query).text(), "", Parser.xmlParser());
            Map<String, String> tables = new TreeMap<>();
            for (Element row : answer.select("TR")) {
                tables.put(row.child(0).text(), row.child(1).text());
            }
            assertThat(tables).as("%s", node).isEqualTo(active);
            JsonNode found =
                    JSON.readTree(node.http().get("/api/search?q=editorial").text());
            assertThat(found.path("total").asInt()).as("%s: %s", node, found).isEqualTo((int) active.values().stream()
                    .filter(title -> title.startsWith("Editorial"))
                    .count());
        }
    }
}
