package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.CorpusProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of benchmarks that work on a registry's data folder with a corpus in it. */
final class CorpusOptions {
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
                    "Where to keep the data folder with the corpus, so that the next run need not import it again (default: a"
                            + " temporary folder, deleted in the end).")
    private Path work;

    /** What is done in a folder. */
    @FunctionalInterface
    interface Work {
        void in(Path folder) throws Exception;
    }

    /** Does something in the folder that is kept for the next run, or in one that is deleted afterwards. */
    void work(Work todo) throws Exception {
        Path folder = work == null ? Files.createTempDirectory("bench") : Files.createDirectories(work);
        try {
            todo.in(folder);
        } finally {
            if (work == null) {
                DataFolders.delete(folder);
            }
        }
    }

    /** The data folder with the corpus, in such a folder; see {@link DataFolders#prepared}. */
    Path data(Path folder, String name, int records, CorpusProfile profile) throws IOException, InterruptedException {
        return DataFolders.prepared(folder, name, corpus, records, profile);
    }
}
