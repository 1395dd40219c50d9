package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.harvester.RecordFiles;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.consolidation.ConsolidationRefusedException;
import edu.stsci.mast.registry.model.consolidation.FormerDatabase;
import edu.stsci.mast.registry.model.consolidation.FormerImport;
import edu.stsci.mast.registry.model.consolidation.ImportEnding;
import edu.stsci.mast.registry.model.consolidation.ImportRun;
import edu.stsci.mast.registry.model.consolidation.ImportRuns;
import edu.stsci.mast.registry.model.consolidation.ServiceSheet;
import edu.stsci.mast.registry.model.consolidation.SheetImport;
import edu.stsci.mast.registry.model.consolidation.SheetLine;
import edu.stsci.mast.registry.model.consolidation.Undo;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.consolidation.Consolidation;
import edu.stsci.mast.registry.server.content.ImportReport;
import edu.stsci.mast.registry.server.content.Importer;
import edu.stsci.mast.registry.server.curation.Curation;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Reads VOResource documents and saved OAI-PMH responses into the registry. Managed records (without --home)"
                        + " are taken all or none; harvested ones file by file. Importing the same again changes nothing. Each import has"
                        + " a number, by which it can be undone.")
final class ImportCommand implements Callable<Integer> {
    private static final int PROBLEMS_SHOWN = 50;
    private static final Actor HERE = Actor.atCommandLine(System.getProperty("user.name", "unknown"));
    /** Where the password of a former database is looked for: others could see it among the arguments. */
    private static final String PASSWORD = "FORMER_DATABASE_PASSWORD";

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files or folders, whatever their names end with.")
    private List<Path> paths = List.of();

    @Option(
            names = "--home",
            paramLabel = "REGISTRY_IVOID",
            description =
                    "The registry that the records are copied from; without it they become our own, managed records.")
    private String home;

    @Option(names = "--dry-run", description = "Says what would be done, and changes nothing.")
    private boolean rehearsal;

    @Option(
            names = "--services",
            paramLabel = "FILE",
            description =
                    "A table of services (CSV or TSV, docs/consolidation.md tells its columns), one draft a line.")
    private Path services;

    @Option(
            names = "--from-database",
            paramLabel = "JDBC_URL",
            description =
                    "The database of the application that this registry replaced. Its password comes from the environment"
                            + " variable " + PASSWORD + ".")
    private String formerDatabase;

    @Option(names = "--database-user", paramLabel = "USER", description = "The user of --from-database.")
    private String formerUser = "";

    @Option(names = "--undo", paramLabel = "NUMBER", description = "Undoes the import of this number.")
    private Long undo;

    private RecordRules rules;

    @Override
    public Integer call() throws InterruptedException {
        long chosen = Stream.of(!paths.isEmpty(), services != null, formerDatabase != null, undo != null)
                .filter(is -> is)
                .count();
        if (chosen != 1) {
            throw new FailureException(
                    "Say what to import: files or folders, or one of --services, --from-database and --undo");
        }
        if (formerDatabase != null && formerDatabase.matches("(?i).*[;?&](password|pwd)=.*")) {
            throw new FailureException("The password does not belong into the URL, where others can see it; set the"
                    + " environment variable " + PASSWORD);
        }
        RegistrySettings settings = common.settings();
        rules = settings.rules();
        Ivoid registry = home == null ? null : homeRegistry(settings);
        List<Path> files = paths.isEmpty() ? List.of() : files();
        String table = services == null ? "" : text(services);
        try (Storage storage = Storage.open(settings, DataFolder.forWriting(settings.data()));
                ConsoleProgress progress = new ConsoleProgress("Importing", "records")) {
            if (undo != null) {
                return undo(storage);
            } else if (services != null) {
                return services(storage, settings, table);
            } else if (formerDatabase != null) {
                return former(storage, progress);
            }
            return files(storage, registry, files, progress);
        }
    }

    // ---- files

    private Integer files(Storage storage, Ivoid registry, List<Path> files, ConsoleProgress progress)
            throws InterruptedException {
        String what = "import of "
                + String.join(" ", paths.stream().map(Path::toString).toList());
        Provenance provenance = new Provenance("import", what);
        ImportRuns runs = runs(storage);
        long run = rehearsal ? 0 : runs.begin(ImportRun.Kind.FILES, what, HERE);
        Importer importer = new Importer(
                storage.masterCopy(),
                registry == null ? withRules() : new DocumentNormaliser(SchemaValidator.shared()),
                Runtime.getRuntime().availableProcessors(),
                ending(runs, run));
        ImportReport report = registry == null
                ? importer.importManaged(files, provenance, progress)
                : importer.importHarvested(files, registry, provenance, progress);
        progress.close();
        tell(report.problems());
        System.out.printf(
                Locale.ROOT,
                "%,d records from %,d files in %.1f s: %s; %,d problems%n",
                report.outcome().total(),
                report.files(),
                seconds(progress),
                words(report.outcome()),
                report.problems().size());
        if (!report.complete() && home == null) {
            System.err.println("Nothing was stored: managed records are taken all or none.");
        }
        return end(runs, run, report.problems());
    }

    private DocumentNormaliser withRules() {
        return new DocumentNormaliser(SchemaValidator.shared(), rules);
    }

    private static ImportRuns runs(Storage storage) {
        return new ImportRuns(storage.database().dataSource(), Clock.systemUTC());
    }

    private ImportEnding ending(ImportRuns runs, long run) {
        return rehearsal ? ImportEnding.REHEARSED : ImportEnding.notedIn(runs, run);
    }

    private static String words(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%,d new, %,d changed, %,d deleted, %,d unchanged; %,d stored with errors noted",
                outcome.created(),
                outcome.changed(),
                outcome.deleted(),
                outcome.unchanged(),
                outcome.flagged());
    }

    private static double seconds(ConsoleProgress progress) {
        return progress.elapsed().toMillis() / 1000.0;
    }

    private Integer end(ImportRuns runs, long run, List<String> problems) {
        if (rehearsal) {
            System.out.println("This was a dry run: nothing was changed.");
        } else {
            runs.end(run, problems);
            System.out.println("This was import " + run + "; 'registry import --undo " + run + "' undoes it.");
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private static void tell(List<String> problems) {
        problems.stream().limit(PROBLEMS_SHOWN).forEach(System.err::println);
        if (problems.size() > PROBLEMS_SHOWN) {
            System.err.printf(Locale.ROOT, "... and %,d more problems%n", problems.size() - PROBLEMS_SHOWN);
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

    // ---- the former database

    private Integer former(Storage storage, ConsoleProgress progress) {
        String password = System.getenv().getOrDefault(PASSWORD, "");
        String what = "import from the database " + formerDatabase;
        try (FormerDatabase database = FormerDatabase.open(formerDatabase, formerUser, password)) {
            ImportRuns runs = runs(storage);
            long run = rehearsal ? 0 : runs.begin(ImportRun.Kind.DATABASE, what, HERE);
            FormerImport.Report report = new FormerImport(
                            database,
                            storage.masterCopy(),
                            withRules(),
                            new DocumentNormaliser(SchemaValidator.shared()),
                            ending(runs, run))
                    .run(new Provenance("import", what), done -> progress.at(done, 0));
            progress.close();
            tell(report.problems());
            System.out.printf(
                    Locale.ROOT,
                    "%,d records from %,d rows in %.1f s: %s; %,d problems%n",
                    report.records(),
                    report.rows(),
                    seconds(progress),
                    words(report.outcome()),
                    report.problems().size());
            return end(runs, run, report.problems());
        }
    }

    // ---- tables of services

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new FailureException("The file " + file + " is not in UTF-8; save it as 'CSV UTF-8'", e);
        } catch (IOException e) {
            throw new FailureException("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Integer services(Storage storage, RegistrySettings settings, String table) {
        Consolidation consolidation = consolidation(storage);
        SheetImport sheets = consolidation.sheets(settings.newRecords());
        try {
            ServiceSheet sheet = ServiceSheet.read(table);
            List<SheetLine> lines = sheets.rehearse(sheet, HERE);
            for (SheetLine line : lines) {
                System.out.println(line + (line.errors() > 0 ? "; " + line.errors() + " errors are left to mend" : ""));
            }
            if (rehearsal) {
                List<String> refused = lines.stream()
                        .filter(line -> line.action() == SheetLine.Action.REFUSED)
                        .map(SheetLine::toString)
                        .toList();
                return end(consolidation.runs(), 0, refused);
            }
            long run = sheets.carryOut(sheet, "table of services " + services, HERE);
            System.out.println("This was import " + run + "; 'registry import --undo " + run + "' undoes it.");
            return consolidation.runs().problems(run).isEmpty() ? 0 : 1;
        } catch (ConsolidationRefusedException e) {
            throw new FailureException(e.getMessage(), e);
        }
    }

    private Consolidation consolidation(Storage storage) {
        var database = storage.database().dataSource();
        Clock clock = Clock.systemUTC();
        return Consolidation.of(
                database,
                Curation.of(database, storage.masterCopy(), withRules(), new AuditLog(database, clock), clock),
                clock);
    }

    // ---- undoing

    private Integer undo(Storage storage) {
        Consolidation consolidation = consolidation(storage);
        if (consolidation.runs().find(undo).isEmpty()) {
            throw new FailureException("There is no import " + undo);
        }
        if (rehearsal) {
            consolidation
                    .runs()
                    .items(undo, 0, Integer.MAX_VALUE)
                    .forEach(item -> System.out.println(
                            item.ivoid() + ": " + item.state().word()));
            System.out.println("This was a dry run: nothing was changed.");
            return 0;
        }
        Undo.Result result = consolidation.undo().undo(undo, HERE);
        consolidation.runs().items(undo, 0, Integer.MAX_VALUE).stream()
                .filter(item -> !item.note().isEmpty())
                .limit(PROBLEMS_SHOWN)
                .forEach(item -> System.err.println(item.ivoid() + ": " + item.note()));
        System.out.printf(Locale.ROOT, "%,d changes were undone, %,d were not%n", result.undone(), result.kept());
        return result.kept() == 0 ? 0 : 1;
    }
}
