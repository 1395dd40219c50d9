package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.adql.Catalogue;
import edu.stsci.mast.registry.search.regtap.RegtapFollower;
import edu.stsci.mast.registry.search.regtap.RegtapSchema;
import edu.stsci.mast.registry.search.regtap.RegtapStore;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.PublishedTable;
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
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "regtap",
        description = {
            "Makes the relational registry's tables of a corpus, and measures what clients ask: how long compiling takes, the time to the"
                    + " first row and to the last.",
            "Then the same queries by 8 readers at a time, at first alone and then while resources are replaced."
        },
        mixinStandardHelpOptions = true)
final class RegtapCommand implements Callable<Integer> {
    @Mixin
    private CorpusOptions options;

    @Option(
            names = "--repeat",
            defaultValue = "9",
            description = "Rounds after two that warm up (default: ${DEFAULT-VALUE}).")
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
                        new Catalogue(
                                RegtapSchema.shared().published().tables().stream()
                                        .map(PublishedTable::table)
                                        .toList(),
                                RegtapStore.functions()),
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
            List<ExampleQuery> queries = ExampleQuery.read(queries());
            new RegtapBenchmark(engine, queries, rounds).run();
            new RegtapReaders(engine, queries, database, Duration.ofSeconds(seconds)).run();
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static String queries() throws IOException {
        try (InputStream in = RegtapCommand.class.getResourceAsStream("regtap-queries.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
