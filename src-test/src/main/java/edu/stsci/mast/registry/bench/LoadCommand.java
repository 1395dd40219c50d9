package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.ResourceDocument;
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
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.server.content.Examples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "load",
        description = {
            "Measures a registry under the load of many clients at once: people who search and look at records, pyVO's queries, harvesters, and"
                    + " staff who edit. The database, each node and the clients have a process of their own; requests go to the nodes in turn.",
            "With --pause 0 nobody pauses: how many requests are answered then is the most that this machine can do."
        },
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    private static final String AUTHORITY = "archive.stsci.edu";
    private static final long POPULARITY = 7;

    @Mixin
    private CorpusOptions options;

    @Option(names = "--clients", defaultValue = "200", description = "How many (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "How long is measured, each time (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--nodes",
            split = ",",
            defaultValue = "1,2",
            description = "With how many nodes, one trial after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> nodes;

    @Option(
            names = "--pause",
            split = ",",
            defaultValue = "3",
            description =
                    "The pause between two requests of a client in seconds, on average; several are tried one after the other (default: ${DEFAULT-VALUE}).")
    private List<Double> pauses;

    @Option(names = "--heap", defaultValue = "1g", description = "A node's largest heap (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Option(
            names = "--records",
            defaultValue = "30000",
            description = "How many records to generate when there is no corpus (default: ${DEFAULT-VALUE}).")
    private int records;

    @Override
    public Integer call() throws Exception {
        options.work(this::measure);
        return 0;
    }

    private void measure(Path folder) throws Exception {
        Path scratch = folder.resolve("load");
        if (Files.isDirectory(scratch)) {
            DataFolders.delete(scratch);
        }
        try {
            // A copy, since records are edited.
            Path data = DataFolders.copy(
                    options.data(folder, "data-" + records, records, CorpusProfile.FULL), scratch.resolve("database"));
            try (ServerProcess server =
                    ServerProcess.start(DatabaseServer.class, List.of("-Xmx512m"), data.toString())) {
                String url = "jdbc:h2:tcp://" + server.url()
                        + "/./registry;MODE=MSSQLServer;WRITE_DELAY=0;LOCK_TIMEOUT=60000;CACHE_SIZE=32768;OPTIMIZE_REUSE_RESULTS=0";
                for (int count : nodes) {
                    measure(scratch, server, url, count);
                }
            }
        } finally {
            DataFolders.delete(scratch);
        }
    }

    private void measure(Path scratch, ServerProcess server, String url, int count) throws Exception {
        List<ServerProcess> running = new ArrayList<>();
        List<Path> collections = new ArrayList<>();
        try (Database database = Database.open(new Database.Settings(url, "sa", "", 4))) {
            List<String> edited = prepare(database);
            for (int node = 0; node < count; node++) {
                Path log = scratch.resolve("gc-" + count + "-" + node + ".log");
                collections.add(log);
                running.add(ServerProcess.start(
                        LoadNode.class,
                        List.of("-Xmx" + heap, HeapLog.option(log)),
                        scratch.resolve("node" + node).toString(),
                        url));
            }
            List<SampleRecord> samples = SampleRecord.of(new ChangeFeed(database.dataSource(), Clock.systemUTC()));
            Collections.shuffle(samples, new Random(POPULARITY));
            for (double pause : pauses) {
                new LoadTrial(clients, Duration.ofSeconds(seconds))
                        .run(
                                new LoadTrial.Servers(server, running, collections),
                                new LoadClient.Load(
                                        running.stream().map(ServerProcess::url).toList(),
                                        samples,
                                        queries(),
                                        edited,
                                        token(database),
                                        pause));
            }
        } finally {
            for (ServerProcess node : running) {
                node.close();
            }
        }
    }

    /** MAST's example records, which staff edits; their paths. Those by which a registry describes itself are left alone. */
    private static List<String> prepare(Database database) {
        MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of(AUTHORITY), Clock.systemUTC());
        List<ResourceDocument> examples = List.copyOf(new Examples(new DocumentNormaliser(SchemaValidator.shared()))
                .read("mast", Examples.harvestedAt("http://localhost/oai")));
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("bench", "examples"))) {
            transaction.save(examples, Origin.MANAGED);
            transaction.commitAll();
        }
        return examples.stream()
                .filter(example -> !example.summary().resourceType().startsWith("vg:"))
                .map(example -> example.ivoid().toString().substring("ivo://".length()))
                .toList();
    }

    private static String token(Database database) {
        Clock clock = Clock.systemUTC();
        Actor operator = Actor.atCommandLine("bench");
        Account staff = new Accounts(database.dataSource(), new Passwords(Passwords.FEWEST_ITERATIONS), clock)
                .add(
                        operator,
                        new NewAccount("staff-" + clock.millis(), Role.CURATOR, Authorities.of(List.of(AUTHORITY))),
                        UUID.randomUUID().toString().toCharArray());
        return new ApiTokens(database.dataSource(), clock)
                .make(operator, staff, "load", Right.PUBLISH, Instant.now().plus(Duration.ofHours(12)))
                .secret();
    }

    private static List<String> queries() throws Exception {
        return ExampleQuery.read(RegtapCommand.text("regtap-queries.txt")).stream()
                // What pyVO sends; scans of everything are not among it.
                .filter(query -> query.text().startsWith("pyVO") || query.text().equals("by its IVOID"))
                .map(ExampleQuery::adql)
                .toList();
    }
}
