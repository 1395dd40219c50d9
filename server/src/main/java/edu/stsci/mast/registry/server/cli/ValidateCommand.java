package edu.stsci.mast.registry.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import edu.stsci.mast.registry.harvester.RecordFiles;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.content.Checker;
import edu.stsci.mast.registry.server.content.ValidationReport;
import edu.stsci.mast.registry.server.http.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description =
                "Checks VOResource documents and saved OAI-PMH responses by the official schemas and the rules of docs/checking.md,"
                        + " and stores nothing. The exit code is 0 when nothing is an error.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders, whatever their names end with.")
    private List<Path> paths;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "HINT",
            description = "The least that is told: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Finding.Severity least;

    @Option(names = "--json", description = "Print everything as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        RegistrySettings settings = common.settings();
        List<Path> files;
        try {
            files = RecordFiles.in(paths);
        } catch (IOException e) {
            throw new FailureException(e.getMessage(), e);
        }
        ValidationReport.Builder report = new ValidationReport.Builder(least);
        try (ConsoleProgress progress = new ConsoleProgress("Validating", "files")) {
            Checker checker = new Checker(new DocumentNormaliser(SchemaValidator.shared(), settings.rules()));
            Checker.Tally tally = checker.check(
                    files,
                    checked -> {
                        if (json) {
                            report.add(checked);
                        } else {
                            print(report.count(checked));
                        }
                    },
                    progress);
            progress.close();
            if (tally.records() == 0 && tally.unreadable() == 0) {
                throw new FailureException("There are no records in " + paths.get(0));
            }
            if (json) {
                System.out.println(JsonWriter.text(report.report(tally)));
            } else {
                sum(tally, files.size(), report.counts());
            }
            return tally.valid() ? 0 : 1;
        }
    }

    private static void print(Checker.Checked checked) {
        if (checked.trouble().isEmpty() && checked.findings().isEmpty()) {
            return;
        }
        String place = checked.file() + (checked.line() > 0 ? ", line " + checked.line() : "");
        System.out.println(checked.ivoid().map(i -> i + " (" + place + ")").orElse(place));
        checked.trouble().ifPresent(trouble -> System.out.println("  error: " + trouble));
        for (Finding finding : checked.findings()) {
            System.out.println("  " + finding.severity().text() + " " + finding.code() + ", " + finding);
        }
    }

    private static void sum(Checker.Tally tally, int files, Map<String, Long> counts) {
        System.out.printf(
                Locale.ROOT,
                "%,d records in %,d files: %,d with errors; %,d files could not be read%n",
                tally.records(),
                files,
                tally.faulty(),
                tally.unreadable());
        if (!counts.isEmpty()) {
            System.out.println(counts.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", ")));
        }
    }
}
