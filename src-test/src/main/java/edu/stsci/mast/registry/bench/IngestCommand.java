package edu.stsci.mast.registry.bench;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.harvester.RecordFiles;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.content.ImportReport;
import edu.stsci.mast.registry.server.content.Importer;
import edu.stsci.mast.registry.server.content.Progress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        description =
                "Imports a corpus into an empty embedded registry, and compares with parsing and schema-validating the same files"
                        + " alone, on the same cores in the same run.",
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {
    @Option(
            names = "--corpus",
            required = true,
            paramLabel = "DIR",
            description = "A folder that 'bench corpus' wrote.")
    private Path corpus;

    @Option(
            names = "--repeat",
            defaultValue = "2",
            description = "Rounds; the first warms up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--importers", description = "Threads that import (default: as the import command).")
    private Integer importers;

    @Option(
            names = "--compare-rules",
            description = "Also import with the rules beyond the schemas applied at once, in each round.")
    private boolean compareRules;

    private final int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws Exception {
        List<Path> files = RecordFiles.in(List.of(corpus));
        SchemaValidator.shared();
        for (int round = 1; round <= rounds; round++) {
            double validating = seconds(() -> validate(files));
            long[] records = {0};
            double importing =
                    seconds(() -> records[0] = importAll(files, new DocumentNormaliser(SchemaValidator.shared())));
            System.out.printf(
                    Locale.ROOT,
                    "round %d, %d threads, %,d records: parse and validate alone %,.0f records/s; ingest %,.0f records/s; ratio %.0f %%%n",
                    round,
                    threads,
                    records[0],
                    records[0] / validating,
                    records[0] / importing,
                    100 * validating / importing);
            if (compareRules) {
                double withRules = seconds(() -> importAll(
                        files, new DocumentNormaliser(SchemaValidator.shared(), RecordRules.brief(Clock.systemUTC()))));
                System.out.printf(
                        Locale.ROOT,
                        "round %d, with rules applied at once: ingest %,.0f records/s%n",
                        round,
                        records[0] / withRules);
            }
        }
        return 0;
    }

    /** The least that can be done with the files: the whole page is parsed and checked in one pass, nothing is kept. */
    private Void validate(List<Path> files) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (Path file : files) {
                work.add(() -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        return SchemaValidator.shared().validate(in).size();
                    }
                });
            }
            for (Future<Integer> part : workers.invokeAll(work)) {
                part.get();
            }
            return null;
        } finally {
            workers.shutdownNow();
        }
    }

    private long importAll(List<Path> files, DocumentNormaliser normaliser) throws Exception {
        Path folder = Files.createTempDirectory("bench-ingest");
        try (Database database = Database.open(Database.Settings.embedded(folder, 16))) {
            MasterCopy masterCopy =
                    new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
            ImportReport report = new Importer(masterCopy, normaliser, importers == null ? threads : importers)
                    .importHarvested(
                            files, Ivoid.of(Corpus.homeRegistry()), new Provenance("bench", "bench"), Progress.NONE);
            if (!report.complete()) {
                throw new IllegalStateException(report.problems().get(0));
            }
            return report.outcome().total();
        } finally {
            try (var content = Files.walk(folder)) {
                for (Path path :
                        content.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static double seconds(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }
}
