package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.NodesClient.Request;
import edu.stsci.mast.registry.RawHttp.Answer;
import edu.stsci.mast.registry.harvester.HarvestReport;
import edu.stsci.mast.registry.harvester.HarvestRuns;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.harvester.HarvestSources;
import edu.stsci.mast.registry.harvester.NewSource;
import edu.stsci.mast.registry.harvester.Schedule;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.SampleRecords;
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
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.TestDatabase;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Three servers over one database are killed in turn and started again, while clients edit, harvest, search and query through any of them:
 * no acknowledged edit is lost, incremental harvesters miss no change, sources are harvested by one node at a time and by another when that is
 * killed, jobs end, sessions hold, and readers see no error (design, decision 11). {@code -Dregistry.test.nodes.seconds=300} makes it last
 * longer than a build should, {@code -Dregistry.test.nodes.seed=…} repeats its choices,
 * {@code -Dregistry.test.nodes.older=registry.jar} makes the first node one of an older version.
 */
@Execution(ExecutionMode.CONCURRENT)
class ThreeNodesIT {
    private static final int NODES = 3;
    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("registry.test.nodes.seconds", 60));
    private static final long SEED = Long.getLong("registry.test.nodes.seed", System.nanoTime());
    private static final Optional<Path> OLDER =
            Optional.ofNullable(System.getProperty("registry.test.nodes.older")).map(Path::of);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int EDITORS = 2;
    private static final int RECORDS_EACH = 12;
    private static final int HARVESTERS = 2;
    private static final int READERS = 2;
    private static final int CLIENTS = EDITORS + HARVESTERS + READERS + 2;
    /** How long a client rests after each piece of its work. */
    private static final Duration PAUSE = Duration.ofMillis(40);
    /** How many answers clients get between the start of one node and the end of the next. */
    private static final int ANSWERS_BETWEEN = 150;

    private static final String PASSWORD = "a password for tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final NodesClient.Tally tally = new NodesClient.Tally();
    private final Random random = new Random(SEED);
    private final AtomicInteger edits = new AtomicInteger();
    private final AtomicInteger jobsCompleted = new AtomicInteger();
    private final AtomicInteger jobsGivenUp = new AtomicInteger();
    private final AtomicInteger signIns = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();
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

            List<Editor> editors = IntStream.range(0, EDITORS)
                    .mapToObj(i -> new Editor(i, client(i), new Random(SEED + i)))
                    .toList();
            List<OaiHarvester> harvesters = IntStream.range(0, HARVESTERS)
                    .mapToObj(i -> new OaiHarvester(client(10 + i)))
                    .toList();
            List<Client> clients = new ArrayList<>(editors);
            clients.addAll(harvesters);
            for (int i = 0; i < READERS; i++) {
                clients.add(new Reader(client(20 + i), new Random(SEED + 20 + i)));
            }
            clients.add(new JobSender(client(30), new Random(SEED + 30)));
            clients.add(new Staff(client(40)));
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
            for (Editor editor : editors) {
                editor.lookAtAll();
            }
            System.out.printf(
                    "ThreeNodesIT: %d ends of nodes, %d answers, %d dropped, %d edits acknowledged, %d pages of OAI-PMH,"
                            + " %d jobs completed, %d given up, %d sign-ins, %d and %d lists of sources%n",
                    ends,
                    tally.answers(),
                    tally.dropped(),
                    edits.get(),
                    pages.get(),
                    jobsCompleted.get(),
                    jobsGivenUp.get(),
                    signIns.get(),
                    first.lists(),
                    second.lists());
            assertThat(tally.errors()).as("seed %d", SEED).isEmpty();
            assertThat(List.of(
                            edits.get(),
                            pages.get(),
                            jobsCompleted.get(),
                            signIns.get(),
                            first.lists(),
                            second.lists()))
                    .allSatisfy(count -> assertThat(count).isPositive());
            verifyHarvests(database, sources, known);
            MasterCopy masterCopy = masterCopy(database);
            editors.forEach(editor -> editor.verify(masterCopy));
            Map<String, String> master = state(database);
            for (OaiHarvester harvester : harvesters) {
                harvester.harvest();
                assertThat(harvester.copy).as("seed %d", SEED).isEqualTo(master);
            }
            verifyIndexes(database, master);
        }
    }

    /** What a client does again and again: one piece of work at a time. */
    @FunctionalInterface
    private interface Client {
        void step() throws Exception;
    }

    private static void work(Client client) {
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
                        PASSWORD.toCharArray());
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
                number = harvesting(source, database).orElse(number);
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
    private void verifyIndexes(Database database, Map<String, String> master) throws Exception {
        Map<String, String> active = new TreeMap<>();
        master.forEach((ivoid, title) -> {
            if (!title.equals("deleted")) {
                active.put(ivoid.toLowerCase(Locale.ROOT), title);
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
                    + encoded("SELECT ivoid, res_title FROM rr.resource");
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // ---- the clients

    /** A record as its editor knows it. */
    private static final class Edited {
        private final Ivoid ivoid;
        /** What was acknowledged, by version; "deleted" for a tombstone. */
        private final Map<Integer, String> acknowledged = new TreeMap<>();

        private int version;
        private boolean live;
        /** What was sent last without an answer; null when there is no such thing. */
        private String doubtful;

        Edited(Ivoid ivoid) {
            this.ivoid = ivoid;
        }

        @Override
        public String toString() {
            return ivoid + " version " + version + (doubtful == null ? "" : ", perhaps " + doubtful);
        }
    }

    /** Changes, retires and brings back records of its own by the interface for programs, directly and by drafts. */
    private final class Editor implements Client {
        private final NodesClient client;
        private final Random choice;
        private final List<Edited> records = new ArrayList<>();
        private int counter;

        Editor(int number, NodesClient client, Random choice) {
            this.client = client;
            this.choice = choice;
            for (int i = 0; i < RECORDS_EACH; i++) {
                records.add(new Edited(Ivoid.of("ivo://archive.stsci.edu/edited" + number + "/" + i)));
            }
        }

        @Override
        public void step() throws Exception {
            Edited record = records.get(choice.nextInt(records.size()));
            int what = choice.nextInt(8);
            if (record.live && what == 0) {
                retire(record);
            } else if (what < 3 && (record.live || record.version == 0)) {
                publishDraft(record);
            } else {
                put(record);
            }
            if (record.doubtful != null) {
                look(record);
            }
        }

        void lookAtAll() throws Exception {
            for (Edited record : records) {
                look(record);
            }
        }

        private String title() {
            return "Editorial " + ++counter;
        }

        private String xml(Edited record, String title) {
            return SampleRecords.organisationXml(record.ivoid.toString(), title, "active");
        }

        private String path(Edited record) {
            return "/api/records/" + record.ivoid.withoutScheme();
        }

        private Request request(String method, String target, String body, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.add("Authorization: Bearer " + token);
            all.add("Content-Type: application/xml");
            return new Request(method, target, body, all);
        }

        private String seen(Edited record) {
            return record.version == 0 ? "If-None-Match: *" : "If-Match: \"" + record.version + "\"";
        }

        private void put(Edited record) throws Exception {
            String title = title();
            write(record, title, request("PUT", path(record), xml(record, title), seen(record)));
        }

        private void retire(Edited record) throws Exception {
            write(record, "deleted", request("DELETE", path(record) + "?reason=test", null, seen(record)));
        }

        private void publishDraft(Edited record) throws Exception {
            String title = title();
            Request begin = request("POST", "/api/drafts", xml(record, title));
            Optional<Answer> begun = client.once(begin);
            if (begun.isEmpty()) {
                return; // perhaps there is a draft now, which the next beginning is told of
            }
            if (begun.get().status() == 409) {
                discard(record); // begun or published without an answer
                return;
            }
            client.expect(begin, begun.get(), 201);
            JsonNode draft = JSON.readTree(begun.get().text()).path("draft");
            write(
                    record,
                    title,
                    request(
                            "POST",
                            "/api/drafts/" + draft.path("id").asLong() + "/publish",
                            "",
                            "If-Match: \"" + draft.path("revision").asInt() + "\""));
        }

        /** Gives up the open draft of a record. */
        private void discard(Edited record) throws Exception {
            for (JsonNode draft :
                    JSON.readTree(client.get(200, "/api/drafts", auth()).text())) {
                if (draft.path("ivoid").asText().equals(record.ivoid.toString())) {
                    Request discard = request(
                            "DELETE",
                            "/api/drafts/" + draft.path("id").asLong(),
                            null,
                            "If-Match: \"" + draft.path("revision").asInt() + "\"");
                    client.once(discard).ifPresent(answer -> client.expect(discard, answer, 204));
                }
            }
        }

        private String[] auth() {
            return new String[] {"Authorization: Bearer " + token, "Accept: application/json, */*;q=0.1"};
        }

        private void write(Edited record, String content, Request request) throws Exception {
            Optional<Answer> answer = client.once(request);
            if (answer.isEmpty()) {
                record.doubtful = content;
            } else if (answer.get().status() / 100 == 2) {
                record.version++;
                record.live = !content.equals("deleted");
                record.acknowledged.put(record.version, content);
                edits.incrementAndGet();
            } else {
                client.expect(request, answer.get(), 200);
                look(record);
            }
        }

        /** Finds out what has become of a change that was not answered: all of it, or nothing, perhaps a moment later. */
        private void look(Edited record) throws Exception {
            Request request = request("GET", path(record), null, "Accept: application/json");
            Answer answer = client.get(request.target(), request.headers().toArray(String[]::new));
            client.expect(request, answer, 200, 404);
            JsonNode present = answer.status() == 404
                    ? JSON.missingNode()
                    : JSON.readTree(answer.text()).path("record");
            int version = present.path("version").asInt();
            boolean live =
                    !present.isMissingNode() && !present.path("status").asText().equals("deleted");
            if (version != record.version) {
                String content = live ? present.path("title").asText() : "deleted";
                if (version != record.version + 1 || !content.equals(record.doubtful)) {
                    tally.error("Of " + record + " there is " + present);
                }
            }
            record.version = version;
            record.live = live;
            record.doubtful = null;
        }

        void verify(MasterCopy masterCopy) {
            for (Edited record : records) {
                List<RecordVersion> history = masterCopy.history(record.ivoid);
                assertThat(history).as("%s", record).hasSize(record.version);
                assertThat(masterCopy
                                .find(record.ivoid)
                                .map(StoredRecord::version)
                                .orElse(0))
                        .isEqualTo(record.version);
                Map<Integer, String> kept = history.stream()
                        .collect(Collectors.toMap(
                                RecordVersion::version,
                                version -> version.kind() == RecordVersion.Kind.DELETED
                                        ? "deleted"
                                        : title(masterCopy
                                                .document(record.ivoid, version.version())
                                                .orElseThrow())));
                assertThat(kept).as("%s", record).containsAllEntriesOf(record.acknowledged);
            }
        }

        private static String title(byte[] document) {
            return Jsoup.parse(new String(document, StandardCharsets.UTF_8), "", Parser.xmlParser())
                    .select("title")
                    .first()
                    .text();
        }
    }

    /** An incremental harvester of ours (OAI-PMH 2.0, section 2.7.1), and the copy that it keeps. */
    private final class OaiHarvester implements Client {
        private final NodesClient client;
        private final Map<String, String> copy = new TreeMap<>();
        private String from;

        OaiHarvester(NodesClient client) {
            this.client = client;
        }

        @Override
        public void step() {
            harvest();
        }

        void harvest() {
            Document page = page("verb=ListRecords&metadataPrefix=ivo_vor" + (from == null ? "" : "&from=" + from));
            String next = page.select("responseDate").text();
            for (String rest = rest(page); !rest.isEmpty(); rest = rest(page)) {
                page = page("verb=ListRecords&resumptionToken=" + rest);
            }
            from = next;
        }

        private String rest(Document page) {
            return page.select("resumptionToken").text();
        }

        private Document page(String query) {
            Document page = Jsoup.parse(client.get(200, "/oai?" + query).text(), "", Parser.xmlParser());
            pages.incrementAndGet();
            if (page.select("error").size()
                    != page.select("error[code=noRecordsMatch]").size()) {
                tally.error(query + ": " + page.select("error"));
            }
            for (Element record : page.select("record")) {
                copy.put(
                        record.select("header > identifier").text(),
                        record.select("header[status=deleted]").isEmpty()
                                ? record.select("metadata > * > title").text()
                                : "deleted");
            }
            return page;
        }
    }

    /** Looks at pages, searches, asks single records and short queries. */
    private final class Reader implements Client {
        private static final List<String> TARGETS = List.of(
                "/",
                "/search?q=hubble",
                "/api/search?q=editorial",
                "/resource/archive.stsci.edu/hst",
                "/resource/archive.stsci.edu/hst?format=xml",
                "/oai?verb=Identify",
                "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=ivo://archive.stsci.edu/hst",
                "/capabilities",
                "/tap/capabilities",
                "/tap/sync?LANG=ADQL&QUERY=" + encoded("SELECT TOP 20 ivoid, res_title FROM rr.resource"),
                "/tap/sync?LANG=ADQL&QUERY="
                        + encoded("SELECT ivoid FROM rr.resource WHERE 1=ivo_hasword(res_title, 'editorial')"));

        private final NodesClient client;
        private final Random choice;

        Reader(NodesClient client, Random choice) {
            this.client = client;
            this.choice = choice;
        }

        @Override
        public void step() {
            client.get(200, TARGETS.get(choice.nextInt(TARGETS.size())));
        }
    }

    /** Sends queries as jobs: makes, starts, waits for, fetches and deletes each at any nodes (UWS 1.1, section 2.2). */
    private final class JobSender implements Client {
        private static final String SHORT = "SELECT COUNT(*) AS n FROM rr.resource";
        private static final String LONG =
                "SELECT COUNT(*) AS n FROM rr.res_subject AS a, rr.res_subject AS b, rr.interface AS c"
                        + " WHERE a.res_subject < b.res_subject AND c.intf_index > 0";

        private final NodesClient client;
        private final Random choice;

        JobSender(NodesClient client, Random choice) {
            this.client = client;
            this.choice = choice;
        }

        @Override
        public void step() {
            Request make = Request.form(
                    "/tap/async", "LANG=ADQL&FORMAT=csv&QUERY=" + encoded(choice.nextInt(3) == 0 ? LONG : SHORT));
            Optional<Answer> made = client.once(make);
            if (made.isPresent() && client.expect(make, made.get(), 303).status() == 303) {
                follow(URI.create(made.get().header("Location").orElseThrow()).getPath());
            }
        }

        private void follow(String job) {
            while (phase(job, "").equals("PENDING")) {
                Request run = Request.form(job + "/phase", "PHASE=RUN");
                client.once(run).ifPresent(answer -> client.expect(run, answer, 303));
            }
            String phase = "EXECUTING";
            while (Set.of("QUEUED", "EXECUTING").contains(phase)) {
                phase = phase(job, "?WAIT=10");
            }
            if (phase.equals("COMPLETED")) {
                if (!client.get(200, job + "/results/result").text().matches("n\\s+[0-9]+\\s+")) {
                    tally.error("The result of " + job + " is not what was asked for");
                }
                jobsCompleted.incrementAndGet();
            } else {
                String why = client.get(200, job + "/error").text();
                if (!phase.equals("ERROR") || !why.contains("The service ended 2 times")) {
                    tally.error("The job " + job + " is " + phase + ": " + why);
                }
                jobsGivenUp.incrementAndGet();
            }
            Request delete = new Request("DELETE", job, null, List.of());
            Optional<Answer> deleted = client.once(delete);
            if (deleted.isPresent()) {
                client.expect(delete, deleted.get(), 303);
                client.get(404, job);
            }
        }

        private String phase(String job, String wait) {
            return Jsoup.parse(client.get(200, job + wait).text(), "", Parser.xmlParser())
                    .select("uws|phase")
                    .text();
        }
    }

    /** A member of staff who signs in, looks around and signs out. */
    private final class Staff implements Client {
        private static final int LOOKS = 30;

        private final NodesClient client;
        private final Map<String, String> cookies = new TreeMap<>();
        private int looks;
        private String form;

        Staff(NodesClient client) {
            this.client = client;
        }

        @Override
        public void step() {
            if (looks == 0) {
                cookies.clear();
                Document page = Jsoup.parse(
                        keep(client.get(200, "/staff/login", headers())).text());
                form = page.select("input[name=csrf]").attr("value");
                Optional<Answer> signedIn =
                        post("/staff/login", "name=curator&password=" + encoded(PASSWORD) + "&csrf=" + form);
                looks = signedIn.isPresent() ? LOOKS : 0;
                signIns.addAndGet(signedIn.isPresent() ? 1 : 0);
            } else if (looks > 1) {
                String body = client.get(200, looks % 2 == 0 ? "/staff/" : "/staff/drafts", headers())
                        .text();
                form = Jsoup.parse(body).select("input[name=csrf]").attr("value");
                looks--;
            } else {
                post("/staff/logout", "csrf=" + form);
                looks = 0;
            }
        }

        private Optional<Answer> post(String path, String body) {
            Request request = Request.form(path, body, headers());
            return client.once(request).map(answer -> client.expect(request, keep(answer), 303));
        }

        private String[] headers() {
            String all = cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            return new String[] {
                "Accept: text/html", "Origin: " + TestNodes.PUBLIC_URL, "Sec-Fetch-Site: same-origin", "Cookie: " + all
            };
        }

        private Answer keep(Answer answer) {
            answer.header("Set-Cookie").ifPresent(all -> {
                for (String cookie : all.split(", (?=mast-)")) {
                    String[] pair = cookie.split(";")[0].split("=", 2);
                    cookies.put(pair[0], pair[1]);
                }
            });
            return answer;
        }
    }
}
