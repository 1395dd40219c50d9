package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.harvester.RecordFiles;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.content.ImportReport;
import edu.stsci.mast.registry.server.content.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Reads VOResource documents and saved OAI-PMH responses into the registry. Managed records (without --home)"
                        + " are taken all or none; harvested ones file by file. Importing the same again changes nothing.")
final class ImportCommand implements Callable<Integer> {
    private static final int PROBLEMS_SHOWN = 50;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders, whatever their names end with.")
    private List<Path> paths;

    @Option(
            names = "--home",
            paramLabel = "REGISTRY_IVOID",
            description =
                    "The registry that the records are copied from; without it they become our own, managed records.")
    private String home;

    @Override
    public Integer call() throws InterruptedException {
        RegistrySettings settings = common.settings();
        Ivoid registry = home == null ? null : homeRegistry(settings);
        List<Path> files = files();
        DataFolder folder = DataFolder.forWriting(settings.data());
        try (Storage storage = Storage.open(settings, folder);
                ConsoleProgress progress = new ConsoleProgress("Importing", "records")) {
            Importer importer = new Importer(
                    storage.masterCopy(),
                    registry == null
                            ? new DocumentNormaliser(SchemaValidator.shared(), new RecordRules(Clock.systemUTC()))
                            : new DocumentNormaliser(SchemaValidator.shared()),
                    Runtime.getRuntime().availableProcessors());
            Provenance provenance = new Provenance(
                    "import",
                    "import of "
                            + String.join(
                                    " ", paths.stream().map(Path::toString).toList()));
            ImportReport report = registry == null
                    ? importer.importManaged(files, provenance, progress)
                    : importer.importHarvested(files, registry, provenance, progress);
            progress.close();
            return tell(report, progress.elapsed().toMillis() / 1000.0);
        }
    }

    private Ivoid homeRegistry(RegistrySettings settings) {
        Ivoid registry;
        try {
            registry = Ivoid.of(home);
        } catch (IllegalArgumentException e) {
            throw new FailureException("--home: " + e.getMessage());
        }
        if (registry.equals(settings.identifier())) {
            throw new FailureException("--home names this registry itself; leave it out to import managed records");
        }
        return registry;
    }

    private List<Path> files() {
        try {
            List<Path> files = RecordFiles.in(paths);
            if (files.isEmpty()) {
                throw new FailureException("There are no files in " + paths.get(0));
            }
            return files;
        } catch (IOException e) {
            throw new FailureException(e.getMessage(), e);
        }
    }

    private Integer tell(ImportReport report, double seconds) {
        report.problems().stream().limit(PROBLEMS_SHOWN).forEach(System.err::println);
        if (report.problems().size() > PROBLEMS_SHOWN) {
            System.err.printf("... and %,d more problems%n", report.problems().size() - PROBLEMS_SHOWN);
        }
        Outcome outcome = report.outcome();
        System.out.printf(
                Locale.ROOT,
                "%,d records from %,d files in %.1f s: %,d new, %,d changed, %,d deleted, %,d unchanged; %,d stored with errors noted;"
                        + " %,d problems%n",
                outcome.total(),
                report.files(),
                seconds,
                outcome.created(),
                outcome.changed(),
                outcome.deleted(),
                outcome.unchanged(),
                outcome.flagged(),
                report.problems().size());
        if (!report.complete() && home == null) {
            System.err.println("Nothing was stored: managed records are taken all or none.");
        }
        return report.complete() ? 0 : 1;
    }
}
