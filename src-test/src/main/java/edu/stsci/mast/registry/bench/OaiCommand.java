package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "oai",
        description = {
            "Measures OAI-PMH over the loopback interface, with the server in a process of its own: whole lists against static"
                    + " files with the same bytes, single records, and the cost of depth.",
            "With --million instead: a whole list of a million records from a server with little memory."
        },
        mixinStandardHelpOptions = true)
final class OaiCommand implements Callable<Integer> {
    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description =
                    "A folder that 'bench corpus' wrote (default: one is generated, as that command does by default).")
    private Path corpus;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Where to keep the data folder of the registry, so that the next run need not import the corpus again"
                            + " (default: a temporary folder, deleted in the end).")
    private Path work;

    @Option(
            names = "--repeat",
            defaultValue = "5",
            description = "Rounds after the one that warms up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--requests",
            defaultValue = "20000",
            description = "How many GetRecord requests (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(names = "--page-size", description = "Records in a response (default: the registry's default).")
    private Integer pageSize;

    @Option(names = "--million", description = "A million small records, and a heap of 256 MiB.")
    private boolean million;

    @Option(names = "--records", hidden = true, defaultValue = "1000000")
    private int manyRecords;

    @Option(names = "--heap", description = "The servers' largest heap (default: 512m; with --million 256m).")
    private String heap;

    @Option(
            names = "--java",
            split = " ",
            paramLabel = "OPTIONS",
            description = "Further options of the OAI-PMH server's Java virtual machine, for instance to profile it.")
    private List<String> javaOptions = List.of();

    @Override
    public Integer call() throws Exception {
        Path folder = work == null ? Files.createTempDirectory("bench-oai") : Files.createDirectories(work);
        try {
            if (million) {
                Path data = DataFolders.prepared(folder, "million", corpus, manyRecords, CorpusProfile.SMALL);
                try (ServerProcess server = server(data, "256m", List.of(HeapLog.option(folder.resolve("gc.log"))))) {
                    new LargeListBenchmark(server.url() + "/oai", folder.resolve("gc.log"), manyRecords).run();
                }
            } else {
                Path data = DataFolders.prepared(folder, "data", corpus, 30_000, CorpusProfile.FULL);
                Path files = Files.createDirectories(folder.resolve("files"));
                try (ServerProcess server = server(data, "512m", List.of());
                        ServerProcess fileServer = ServerProcess.start(
                                FileServer.class, List.of("-Xmx" + heap("512m")), files.toString())) {
                    new OaiBenchmark(server.url() + "/oai", fileServer.url(), files, rounds, requests).run();
                }
            }
        } finally {
            if (work == null) {
                DataFolders.delete(folder);
            }
        }
        return 0;
    }

    private ServerProcess server(Path data, String defaultHeap, List<String> more) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx" + heap(defaultHeap)));
        options.addAll(more);
        options.addAll(javaOptions);
        return pageSize == null
                ? ServerProcess.start(OaiServer.class, options, data.toString())
                : ServerProcess.start(OaiServer.class, options, data.toString(), pageSize.toString());
    }

    private String heap(String defaultHeap) {
        return heap == null ? defaultHeap : heap;
    }
}
