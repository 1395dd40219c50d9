package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "search",
        description = {
            "Measures the search: how fast the search index and the relational registry's tables are built and what disk they take; how long a"
                    + " mixed log of queries takes over the loopback interface, with the registry in a process of its own, for one client and for"
                    + " eight; how soon edits are found; what heap the registry takes.",
            "With --million: a million generated records with few columns. That takes about 25 GB of disk, of which 5 GB pass, and an hour or"
                    + " more the first time."
        },
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
    private static final int MILLION = 1_000_000;
    private static final long POPULARITY = 7;

    @Mixin
    private CorpusOptions options;

    @Option(names = "--million", description = "A million records with few columns.")
    private boolean million;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "So many records: full ones, or with --million the first of its records.")
    private Integer records;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "How long is measured, each time (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--heap",
            defaultValue = "1g",
            description =
                    "The registry's largest heap (default: ${DEFAULT-VALUE}). JAVA_OPTIONS has that of the building of the indexes.")
    private String heap;

    @Option(
            names = "--keep-indexes",
            description =
                    "Use the indexes that a former run has left in --work, if any, rather than building them anew.")
    private boolean keepIndexes;

    @Option(names = "--no-regtap", description = "Without the relational registry.")
    private boolean wordsOnly;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description = "Only queries of these kinds, all as often: ${COMPLETION-CANDIDATES}.")
    private List<QueryKind> kinds = List.of();

    @Option(
            names = "--java",
            split = " ",
            paramLabel = "OPTIONS",
            description = "Further options of the registry's Java virtual machine, for instance to profile it.")
    private List<String> javaOptions = List.of();

    @Override
    public Integer call() throws Exception {
        options.work(this::measure);
        return 0;
    }

    private void measure(Path folder) throws Exception {
        int wanted = records == null ? (million ? MILLION : 30_000) : records;
        String name = "search-" + (million ? "few-columns-" : "") + wanted;
        boolean relational = !wordsOnly;
        Path data = options.data(folder, name, wanted, million ? CorpusProfile.FEW_COLUMNS : CorpusProfile.FULL);
        try (Database database = Database.open(Database.Settings.embedded(data, 4))) {
            SearchIndexes indexes = new SearchIndexes(data, database);
            if (!keepIndexes || !indexes.exist(relational)) {
                indexes.build(relational);
            }
            List<SampleRecord> samples = SampleRecord.of(new ChangeFeed(database.dataSource(), Clock.systemUTC()));
            Collections.shuffle(samples, new Random(POPULARITY));
            Path collections = folder.resolve("gc.log");
            List<String> jvm = new ArrayList<>(List.of("-Xmx" + heap, HeapLog.option(collections)));
            jvm.addAll(javaOptions);
            try (ServerProcess server =
                    ServerProcess.start(SearchServer.class, jvm, data.toString(), Boolean.toString(relational))) {
                new SearchBenchmark(
                                new SearchClients(server.url(), samples, kinds),
                                new SearchEdits(database, server.url()),
                                server::processorTime,
                                collections,
                                Duration.ofSeconds(seconds))
                        .run();
            }
        }
    }
}
