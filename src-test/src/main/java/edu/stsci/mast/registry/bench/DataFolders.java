package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.corpus.CorpusProfile;
import edu.stsci.mast.registry.harvester.RecordFiles;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.content.ImportReport;
import edu.stsci.mast.registry.server.content.Importer;
import edu.stsci.mast.registry.server.content.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Makes data folders of registries that hold a corpus as harvested records. */
final class DataFolders {
    private static final long SEED = 42;
    private static final int RECORDS_A_FILE = 100;

    private DataFolders() {}

    /**
     * The data folder with a corpus, as a former run has left it or made now.
     *
     * @param folder where it is, with other data folders beside it
     * @param name its name there
     * @param corpus the records; null to generate some
     * @param records how many to generate
     */
    static Path prepared(Path folder, String name, Path corpus, int records, CorpusProfile profile)
            throws IOException, InterruptedException {
        Path data = folder.resolve(name);
        if (Files.isDirectory(data)) {
            System.err.println("Using " + data);
            return data;
        }
        Path unfinished = folder.resolve(name + ".unfinished");
        if (Files.isDirectory(unfinished)) {
            delete(unfinished);
        }
        if (corpus != null) {
            fill(unfinished, corpus);
        } else {
            Path generated = folder.resolve(name + ".corpus");
            generate(generated, records, profile);
            fill(unfinished, generated);
            delete(generated);
        }
        return Files.move(unfinished, data);
    }

    /** Writes a corpus, as {@code bench corpus} does. */
    static void generate(Path folder, int records, CorpusProfile profile) throws IOException {
        System.err.printf(Locale.ROOT, "Generating %,d records ...%n", records);
        new Corpus(SEED, records, profile).writeTo(folder, RECORDS_A_FILE, done -> {});
    }

    /**
     * Imports a corpus into a new data folder.
     *
     * @throws IllegalStateException when a record is not taken
     */
    static void fill(Path folder, Path corpus) throws IOException, InterruptedException {
        System.err.println("Importing " + corpus + " ...");
        Files.createDirectories(folder);
        int threads = Runtime.getRuntime().availableProcessors();
        long start = System.nanoTime();
        try (Database database = Database.open(Database.Settings.embedded(folder, 16))) {
            MasterCopy masterCopy =
                    new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
            List<Path> files = RecordFiles.in(List.of(corpus));
            ImportReport report = new Importer(masterCopy, new DocumentNormaliser(SchemaValidator.shared()), threads)
                    .importHarvested(
                            files, Ivoid.of(Corpus.homeRegistry()), new Provenance("bench", "bench"), Progress.NONE);
            if (!report.complete()) {
                throw new IllegalStateException(report.problems().get(0));
            }
            System.err.printf(
                    Locale.ROOT,
                    "%,d records imported in %.0f s%n",
                    report.outcome().total(),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    /** Copies a folder with all that is in it; returns the copy. */
    static Path copy(Path folder, Path copy) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.toList()) {
                Path target = copy.resolve(folder.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        return copy;
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
