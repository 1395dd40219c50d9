package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.model.backup.Backup;
import edu.stsci.mast.registry.model.backup.Manifest;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description =
                "Writes everything but the indexes into one file, of one moment, while the registry runs or not: records with all their"
                        + " versions, drafts, accounts, sources and their schedules. The file holds secrets: keep it safe.")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        RegistrySettings settings = common.settings();
        DataFolder folder = DataFolder.existing(settings.data());
        try (Storage storage = Storage.open(settings, folder);
                ConsoleProgress progress = new ConsoleProgress("Writing", "rows")) {
            Manifest manifest = new Backup(storage.database(), Clock.systemUTC())
                    .write(file.toAbsolutePath(), rows -> progress.at(rows, 0));
            progress.close();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s, as of change %,d, in %s%n",
                    Amounts.count(manifest.rows(), "row"),
                    Amounts.size(Files.size(file)),
                    manifest.change(),
                    file);
            return 0;
        }
    }
}
