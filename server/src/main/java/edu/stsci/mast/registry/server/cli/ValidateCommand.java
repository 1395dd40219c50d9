package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.harvester.RecordFiles;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.FailureException;
import edu.stsci.mast.registry.server.content.Checker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description =
                "Checks VOResource documents and saved OAI-PMH responses against the official schemas, and stores nothing.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders, whatever their names end with.")
    private List<Path> paths;

    @Override
    public Integer call() {
        common.settings();
        List<Path> files;
        try {
            files = RecordFiles.in(paths);
        } catch (IOException e) {
            throw new FailureException(e.getMessage(), e);
        }
        try (ConsoleProgress progress = new ConsoleProgress("Validating", "files")) {
            Checker.Tally tally = new Checker(new DocumentNormaliser(SchemaValidator.shared()))
                    .check(files, System.out::println, progress);
            progress.close();
            System.out.printf(
                    Locale.ROOT,
                    "%,d records in %,d files: %,d with errors; %,d files could not be read%n",
                    tally.records(),
                    files.size(),
                    tally.faulty(),
                    tally.unreadable());
            if (tally.records() == 0 && tally.unreadable() == 0) {
                throw new FailureException("There are no records in " + paths.get(0));
            }
            return tally.valid() ? 0 : 1;
        }
    }
}
