package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "harvest",
        description = {
            "Measures a full harvest of a corpus: a whole registry, new and empty in each round, harvests another process over the loopback"
                    + " interface; it validates and stores all, and indexes it for search.",
            "Against it, in the same round: asking for the same pages and parsing their XML, nothing else."
        },
        mixinStandardHelpOptions = true)
final class HarvestCommand implements Callable<Integer> {
    @Mixin
    private CorpusOptions options;

    @Option(names = "--repeat", defaultValue = "2", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--heap",
            defaultValue = "512m",
            description = "The largest heap of the registry that harvests (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Option(
            names = "--java",
            split = " ",
            paramLabel = "OPTIONS",
            description = "Further options of its Java virtual machine, for instance to profile it.")
    private List<String> javaOptions = List.of();

    @Override
    public Integer call() throws Exception {
        options.work(this::measure);
        return 0;
    }

    private void measure(Path folder) throws Exception {
        Path data = options.data(folder, "data", 30_000, CorpusProfile.FULL);
        try (ServerProcess provider = ServerProcess.start(OaiServer.class, List.of("-Xmx512m"), data.toString());
                HttpReader reader = new HttpReader("identity")) {
            String oai = provider.url() + "/oai";
            parse(reader, oai); // warms the provider up, and the parser
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("Round %d%n", round);
                harvest(folder, oai, parse(reader, oai));
            }
        }
    }

    /** A list that was read. */
    private record Parsed(int records, double seconds) {
        double rate() {
            return records / seconds;
        }
    }

    private static Parsed parse(HttpReader reader, String oai) throws IOException {
        long start = System.nanoTime();
        int records = new PageParser().read(reader, oai);
        return new Parsed(records, (System.nanoTime() - start) / 1e9);
    }

    private void harvest(Path folder, String oai, Parsed parsed) throws Exception {
        Path target = folder.resolve("harvested");
        if (Files.isDirectory(target)) {
            DataFolders.delete(target);
        }
        Path collections = folder.resolve("gc.log");
        List<String> jvm = new ArrayList<>(List.of("-Xmx" + heap, HeapLog.option(collections)));
        jvm.addAll(javaOptions);
        try (ServerProcess registry = ServerProcess.start(HarvestingServer.class, jvm, target.toString(), oai)) {
            HarvestOrder order = new HarvestOrder(registry.url());
            print("first harvest, into an empty registry", order.perform(), parsed);
            print("again, nothing has changed", order.perform(), parsed);
        }
        System.out.printf(
                Locale.ROOT,
                "  HTTP and parsing alone: %,d records in %.1f s, %,.0f records/s%n",
                parsed.records(),
                parsed.seconds(),
                parsed.rate());
        System.out.println("  heap of the registry: " + HeapLog.read(collections));
        DataFolders.delete(target);
    }

    private static void print(String what, HarvestOrder.Result result, Parsed parsed) {
        var report = result.report();
        System.out.printf(
                Locale.ROOT,
                "  %s: %,d new, %,d changed, %,d deleted, %,d unchanged, %,d in quarantine; %.1f MB in %,d pages%n"
                        + "    stored after %.1f s (%,.0f records/s, %.0f %% of HTTP and parsing alone), searchable after %.1f s (%,.0f records/s)%n",
                what,
                report.get("created").asInt(),
                report.get("changed").asInt(),
                report.get("deleted").asInt(),
                report.get("unchanged").asInt(),
                report.get("quarantined").asInt(),
                report.get("bytes").asLong() / 1e6,
                report.get("pages").asInt(),
                result.stored(),
                parsed.records() / result.stored(),
                100 * parsed.seconds() / result.stored(),
                result.searchable(),
                parsed.records() / result.searchable());
    }
}
