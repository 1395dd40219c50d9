package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.Leases;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.search.Hit;
import edu.stsci.mast.registry.search.IndexFollower;
import edu.stsci.mast.registry.search.KeywordSearch;
import edu.stsci.mast.registry.search.Reindexing;
import edu.stsci.mast.registry.search.SearchRequest;
import edu.stsci.mast.registry.search.SearchUnavailableException;
import edu.stsci.mast.registry.search.SolrAccess;
import edu.stsci.mast.registry.search.SolrSetup;
import edu.stsci.mast.registry.search.SolrStore;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several registries over one database and one Solr server: a SolrCloud of two nodes, and a standalone Solr (docs/solr.md). */
@Timeout(300)
class SolrCloudIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int RECORDS = 300;

    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder()
                    .encodeToString((SolrServersProcess.USER + ":" + SolrServersProcess.PASSWORD)
                            .getBytes(StandardCharsets.UTF_8));

    @TempDir
    static Path folder;

    private static SolrServersProcess solr;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @BeforeAll
    static void start() throws Exception {
        solr = new SolrServersProcess(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        solr.close();
    }

    /** A registry among several. */
    private final class Node implements AutoCloseable {
        private final Path config;
        private final Registry registry;

        Node(String name, Database.Settings database, String solrSettings) throws IOException {
            config = Files.writeString(folder.resolve(name + ".conf"), """
                    registry {
                      data = "%s"
                      http { address = "127.0.0.1", port = 0 }
                      database { url = "%s", user = "%s", connections = 8 }
                      solr { %s, user = %s, password = "%s" }
                      harvest.enabled = false
                      tap.enabled = false
                    }
                    """.formatted(
                            folder.resolve(name),
                            database.url(),
                            database.user(),
                            solrSettings,
                            SolrServersProcess.USER,
                            SolrServersProcess.PASSWORD));
            registry = Registry.start(RegistrySettings.load(config, Map.of(), Map.of()));
        }

        RegistrySettings settings() {
            return RegistrySettings.load(config, Map.of(), Map.of());
        }

        /** As the command does, in this process. */
        List<String> setUp() {
            List<String> told = new ArrayList<>();
            new SolrSetup(settings().solr(), Clock.systemUTC()).run(told::add);
            return told;
        }

        /** As the command does, in this process. */
        List<String> reindex() throws InterruptedException {
            List<String> told = new ArrayList<>();
            Leases leases = new Leases(registry.storage().database().dataSource(), Clock.systemUTC());
            new Reindexing(registry.storage().changeFeed(), settings().solr(), leases, Clock.systemUTC())
                    .run((done, all) -> {}, told::add);
            return told;
        }

        String command(String... words) throws Exception {
            List<String> line = new ArrayList<>(List.of(words));
            line.addAll(List.of("--config", config.toString()));
            RegistryProcess process = RegistryProcess.run(folder, line.toArray(String[]::new));
            assertThat(process.exitCode()).as(process.out() + process.err()).isZero();
            return process.out();
        }

        HttpResponse<String> get(String path) throws Exception {
            return http.send(
                    HttpRequest.newBuilder(URI.create(registry.url() + path))
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        /** How many records match; -1 when the answer is no result. */
        int count(String query) throws Exception {
            HttpResponse<String> answer = get("/api/search?rows=1&q=" + query);
            return answer.statusCode() == 200
                    ? new ObjectMapper().readTree(answer.body()).path("total").asInt()
                    : -1;
        }

        void save(String path, String title) {
            registry.save(List.of(SampleRecords.organisation("ivo://archive.stsci.edu/" + path, title)), "test");
        }

        void saveMany() {
            registry.save(
                    IntStream.range(0, RECORDS)
                            .mapToObj(i -> SampleRecords.organisation(
                                    "ivo://archive.stsci.edu/many/" + i, "Multitude number " + i))
                            .toList(),
                    "test");
        }

        void delete(String path) {
            registry.delete(Ivoid.of("ivo://archive.stsci.edu/" + path), "test");
        }

        @Override
        public void close() {
            registry.close();
        }
    }

    /** Somebody who searches all the while, at the nodes in turn, and notes whatever is not the full result. */
    private final class Searcher implements AutoCloseable {
        private final AtomicBoolean enough = new AtomicBoolean();
        private final AtomicInteger searches = new AtomicInteger();
        private final List<String> failures = new ArrayList<>();
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<?> task;

        Searcher(Node... nodes) {
            task = thread.submit(() -> search(nodes));
        }

        private Void search(Node... nodes) throws Exception {
            for (int i = 0; !enough.get(); i++) {
                HttpResponse<String> answer = nodes[i % nodes.length].get("/api/search?rows=1&q=multitude");
                searches.incrementAndGet();
                if (answer.statusCode() != 200 || !answer.body().contains("\"total\" : " + RECORDS)) {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
            }
            return null;
        }

        /** Waits until some more searches have been answered. */
        void awaitMore() {
            int wanted = searches.get() + 10;
            await().atMost(LIMIT).until(() -> searches.get() >= wanted || task.isDone());
        }

        @Override
        public void close() throws Exception {
            enough.set(true);
            thread.shutdown();
            task.get();
            assertThat(failures).isEmpty();
        }
    }

    private static String cloudSettings(String collection) {
        return "zookeeper = \"" + solr.zookeeper() + "\", collection = " + collection + ", replicas = 2";
    }

    private List<String> collections(String beginning) throws Exception {
        String list = http.send(
                        HttpRequest.newBuilder(URI.create(solr.node() + "/admin/collections?action=LIST&wt=json"))
                                .header("Authorization", AUTHORIZATION)
                                .timeout(LIMIT)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        List<String> names = new ArrayList<>();
        new ObjectMapper().readTree(list).path("collections").forEach(name -> names.add(name.asText()));
        return names.stream()
                .filter(name -> name.startsWith(beginning))
                .sorted()
                .toList();
    }

    @Test
    void nodesShareASolrCloudThatIsSetUpReindexedAndLosesANode() throws Exception {
        Database.Settings database = TestDatabase.emptied(Files.createDirectory(folder.resolve("database-cloud")));
        try (Node one = new Node("one", database, cloudSettings("ours"));
                Node other = new Node("other", database, cloudSettings("ours"))) {
            one.saveMany();
            one.save("edited", "Before anything was set up");
            assertThat(one.get("/api/search?q=multitude").statusCode()).isEqualTo(503);
            assertThat(one.get("/resource/archive.stsci.edu/edited").statusCode())
                    .isEqualTo(200);

            assertThat(one.command("solr-setup")).contains("Uploaded", "Made the collection ours-v", "Set the alias");
            assertThat(other.setUp())
                    .hasSize(2)
                    .allMatch(sentence -> sentence.matches(".*(is there|has this configset)\\."));

            await().atMost(LIMIT).until(() -> one.count("multitude") == RECORDS && other.count("multitude") == RECORDS);
            one.save("edited", "Quokka");
            await().atMost(LIMIT).until(() -> other.count("quokka") == 1);
            other.delete("edited");
            await().atMost(LIMIT).until(() -> one.count("quokka") == 0);

            List<String> before = collections("ours-");
            try (Searcher searcher = new Searcher(one, other)) {
                assertThat(one.command("reindex")).contains("Set the alias", "Indexed up to change");
                other.save("edited", "Wombat");
                await().atMost(LIMIT).until(() -> one.count("wombat") == 1);
                assertThat(collections("ours-")).hasSize(2).containsAll(before);
                assertThat(other.reindex()).contains("Removed the old collection " + before.get(0) + ".");
                assertThat(collections("ours-")).hasSize(2).doesNotContainAnyElementsOf(before);
                one.save("edited", "Numbat");
                await().atMost(LIMIT).until(() -> other.count("numbat") == 1 && one.count("wombat") == 0);

                solr.order("stop 0");
                searcher.awaitMore();
                one.save("edited", "Bandicoot");
                await().atMost(LIMIT).until(() -> other.count("bandicoot") == 1);
                solr.order("start 0");
                searcher.awaitMore();

                // What was found goes on to be found; changes have to wait.
                solr.order("stop zookeeper");
                one.save("edited", "Bilby");
                searcher.awaitMore();
                assertThat(other.get("/resource/archive.stsci.edu/edited").body())
                        .contains("Bilby");
                solr.order("start zookeeper");
                await().atMost(LIMIT).until(() -> other.count("bilby") == 1);
                searcher.awaitMore();
            }
        }
    }

    @Test
    void nodesShareAStandaloneSolrThatIsReindexedAndIsAwayForAWhile() throws Exception {
        Database.Settings database = TestDatabase.emptied(Files.createDirectory(folder.resolve("database-standalone")));
        String settings = "url = \"" + solr.core() + "\"";
        try (Node one = new Node("alone", database, settings);
                Node other = new Node("alone-too", database, settings)) {
            assertThat(one.setUp()).hasSize(1).allMatch(sentence -> sentence.endsWith("as it should."));
            other.saveMany();
            await().atMost(LIMIT).until(() -> one.count("multitude") == RECORDS);
            try (Searcher searcher = new Searcher(one, other)) {
                one.reindex();
                other.save("edited", "Quokka");
                await().atMost(LIMIT).until(() -> one.count("quokka") == 1);
                searcher.awaitMore();
            }

            solr.order("stop core");
            one.save("edited", "Wombat");
            other.delete("many/0");
            HttpResponse<String> refusal = other.get("/api/search?q=wombat");
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.body()).contains("keyword search is not available");
            assertThat(other.get("/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://archive.stsci.edu/edited")
                            .body())
                    .contains("Wombat");
            solr.order("start core");
            await().atMost(LIMIT).until(() -> other.count("wombat") == 1);
            assertThat(one.count("multitude")).isEqualTo(RECORDS - 1);
        }
    }

    @Test
    void whoIsNotLetInIsToldSo() throws Exception {
        for (String place : List.of(cloudSettings("ours"), "url = \"" + solr.core() + "\"")) {
            String refused = "registry.solr { " + place + ", user = registry, password = wrong }";
            assertThatThrownBy(() -> setUp(refused))
                    .isInstanceOf(SearchUnavailableException.class)
                    .hasMessageContainingAll("does not let us", "the password is wrong");
            String unknown = "registry.solr { " + place + " }";
            assertThatThrownBy(() -> setUp(unknown))
                    .isInstanceOf(SearchUnavailableException.class)
                    .hasMessageContainingAll("registry.solr.user", "registry.solr.password");
        }
    }

    private static void setUp(String settings) throws IOException {
        Path config = Files.writeString(folder.resolve("refused.conf"), settings);
        new SolrSetup(RegistrySettings.load(config, Map.of(), Map.of()).solr(), Clock.systemUTC()).run(told -> {});
    }

    @Test
    void writersThatTakeNoTurnsEndAtTheSameIndexInASolrCloud() throws Exception {
        SolrAccess access = RegistrySettings.load(
                        Files.writeString(
                                folder.resolve("race.conf"), "registry.solr { " + cloudSettings("race") + " }"),
                        Map.of(),
                        Map.of(
                                "registry.solr.user",
                                SolrServersProcess.USER,
                                "registry.solr.password",
                                SolrServersProcess.PASSWORD))
                .solr();
        new SolrSetup(access, Clock.systemUTC()).run(sentence -> {});
        try (Database database = TestDatabase.open(Files.createDirectory(folder.resolve("database-race")))) {
            MasterCopy masterCopy =
                    new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
            ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
            List<SolrStore> stores = new ArrayList<>();
            List<IndexFollower> followers = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    stores.add(SolrStore.open(access, folder));
                    followers.add(new IndexFollower(feed, stores.get(i)));
                    followers.get(i).start();
                }
                Random random = new Random(7);
                for (int i = 0; i < 150; i++) {
                    change(masterCopy, random);
                    if (i % 50 == 25) {
                        followers.get(random.nextInt(3)).rebuild();
                    }
                }
                for (IndexFollower follower : followers) {
                    assertThat(follower.awaitCaughtUp(LIMIT)).isTrue();
                }
                Map<String, String> master = state(feed);
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(index(stores.get(0))).isEqualTo(master));
                assertThat(master).hasSizeGreaterThan(5);
            } finally {
                followers.forEach(IndexFollower::close);
                stores.forEach(SolrStore::close);
            }
        }
    }

    private static void change(MasterCopy masterCopy, Random random) {
        String ivoid = "ivo://archive.stsci.edu/race/" + random.nextInt(20);
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            if (random.nextInt(3) == 0) {
                transaction.delete(List.of(Ivoid.of(ivoid)), Origin.MANAGED);
            } else {
                transaction.save(
                        List.of(SampleRecords.organisation(ivoid, "Title " + random.nextInt(1000))), Origin.MANAGED);
            }
            transaction.commit();
        }
    }

    private static Map<String, String> state(ChangeFeed feed) {
        Map<String, String> titles = new TreeMap<>();
        feed.read(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()), 1000, record -> {
            if (record.status() == RecordStatus.ACTIVE) {
                titles.put(record.ivoid().toString(), record.title());
            }
        });
        return titles;
    }

    private static Map<String, String> index(SolrStore store) {
        Map<String, String> titles = new TreeMap<>();
        for (Hit hit : new KeywordSearch(store).all(SearchRequest.of(""), 1000).list()) {
            titles.put(hit.ivoid().toString(), hit.title());
        }
        return titles;
    }
}
