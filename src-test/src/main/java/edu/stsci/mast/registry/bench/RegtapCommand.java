package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.regtap.RegtapFollower;
import edu.stsci.mast.registry.search.regtap.RegtapIndexes;
import edu.stsci.mast.registry.search.regtap.RegtapSchema;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.TapLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "regtap",
        description = {
            "Makes the relational registry's tables of a corpus, and measures what clients ask: how long compiling takes, the time to the"
                    + " first row and to the last.",
            "With REGISTRY_BENCH_POSTGRES_URL=jdbc:postgresql:… also the same queries on the same rows in that database (its schema rr is made"
                    + " anew).",
            "Then the same queries by 8 readers at a time, at first alone and then while resources are replaced."
        },
        mixinStandardHelpOptions = true)
final class RegtapCommand implements Callable<Integer> {
    @Mixin
    private CorpusOptions options;

    @Option(
            names = "--repeat",
            defaultValue = "9",
            description = "Rounds after two seconds that warm up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long the readers read, each time (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        options.work(folder -> {
            Path scratch = folder.resolve("regtap");
            if (Files.isDirectory(scratch)) {
                DataFolders.delete(scratch);
            }
            try {
                // A copy, since records are changed.
                measure(
                        DataFolders.copy(
                                options.data(folder, "data", 30_000, CorpusProfile.FULL), scratch.resolve("data")),
                        scratch.resolve("tables"));
            } finally {
                DataFolders.delete(scratch);
            }
        });
        return 0;
    }

    private void measure(Path data, Path tables) throws Exception {
        try (Database database = Database.open(Database.Settings.embedded(data, 16));
                RegtapStore store = new RegtapStore(tables);
                RegtapFollower follower =
                        new RegtapFollower(new ChangeFeed(database.dataSource(), Clock.systemUTC()), store);
                QueryEngine engine = new QueryEngine(
                        store,
                        RegtapIndexes.catalogue(List.of(RegtapSchema.shared().published())),
                        AdqlLimits.standard(),
                        TapLimits.usual())) {
            long start = System.nanoTime();
            follower.start();
            if (!follower.awaitCaughtUp(Duration.ofMinutes(30))) {
                throw new IllegalStateException("The tables were not made within half an hour");
            }
            System.out.printf(
                    Locale.ROOT,
                    "Tables made in %.1f s; %,.1f MB%n%n",
                    (System.nanoTime() - start) / 1e9,
                    bytes(tables) / 1e6);
            List<ExampleQuery> queries = ExampleQuery.read(text("regtap-queries.txt"));
            compare(engine, queries, tables);
            new RegtapReaders(engine, queries, database, Duration.ofSeconds(seconds)).run();
        }
    }

    private void compare(QueryEngine engine, List<ExampleQuery> queries, Path tables) throws Exception {
        Map<String, String> peersQueries = ExampleQuery.read(text("regtap-postgres.txt")).stream()
                .collect(Collectors.toMap(ExampleQuery::name, ExampleQuery::adql));
        try (PostgresPeer peer = PostgresPeer.ofEnvironment().orElse(null)) {
            if (peer != null) {
                System.out.println("Copying the rows to PostgreSQL");
                peer.fill(tables);
            }
            new RegtapBenchmark(engine, queries, rounds, Optional.ofNullable(peer), peersQueries).run();
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    static String text(String name) throws IOException {
        try (InputStream in = RegtapCommand.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
