package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.corpus.CorpusProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "corpus",
        description = "Writes OAI-PMH response files of a seeded, realistic Virtual Observatory.",
        mixinStandardHelpOptions = true)
final class CorpusCommand implements Callable<Integer> {
    @Option(names = "--records", defaultValue = "30000", description = "How many records (default: ${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to.")
    private Path out;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "The same seed gives the same files (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--page-size", defaultValue = "100", description = "Records in a file (default: ${DEFAULT-VALUE}).")
    private int pageSize;

    @Option(
            names = "--profile",
            defaultValue = "FULL",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private CorpusProfile profile;

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        new Corpus(seed, records, profile).writeTo(out, pageSize, done -> {
            if (done % 5000 == 0) {
                System.err.printf(Locale.ROOT, "%,d of %,d records%n", done, records);
            }
        });
        System.out.printf(
                Locale.ROOT, "%,d records in %s; import them with --home %s%n", records, out, Corpus.homeRegistry());
        return 0;
    }
}
