package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private CorpusOptions options;

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
        options.work(folder -> {
            if (million) {
                measureMany(folder);
            } else {
                measure(folder);
            }
        });
        return 0;
    }

    private void measureMany(Path folder) throws Exception {
        Path data = options.data(folder, "million", manyRecords, CorpusProfile.SMALL);
        Path collections = folder.resolve("gc.log");
        try (ServerProcess server = server(data, "256m", List.of(HeapLog.option(collections)))) {
            new LargeListBenchmark(server.url() + "/oai", collections, manyRecords).run();
        }
    }

    private void measure(Path folder) throws Exception {
        Path data = options.data(folder, "data", 30_000, CorpusProfile.FULL);
        Path files = Files.createDirectories(folder.resolve("files"));
        try (ServerProcess server = server(data, "512m", List.of());
                ServerProcess fileServer =
                        ServerProcess.start(FileServer.class, List.of("-Xmx" + heap("512m")), files.toString())) {
            new OaiBenchmark(server.url() + "/oai", fileServer.url(), files, rounds, requests).run();
        }
    }

    private ServerProcess server(Path data, String defaultHeap, List<String> more) throws IOException {
        List<String> jvm = new ArrayList<>(List.of("-Xmx" + heap(defaultHeap)));
        jvm.addAll(more);
        jvm.addAll(javaOptions);
        return pageSize == null
                ? ServerProcess.start(OaiServer.class, jvm, data.toString())
                : ServerProcess.start(OaiServer.class, jvm, data.toString(), pageSize.toString());
    }

    private String heap(String defaultHeap) {
        return heap == null ? defaultHeap : heap;
    }
}
