package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.model.backup.BackupFile;
import edu.stsci.mast.registry.model.backup.Restore;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.pages.Amounts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description =
                "Brings a backup into the database that the settings name, embedded or SQL Server, whichever it was made of."
                        + " A file that is damaged in any place is refused, and when anything fails, the database is as it was. No server may run.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", description = "A file that 'backup' has written.")
    private Path file;

    @Option(names = "--replace", description = "Also when the database has records, which are lost.")
    private boolean replace;

    @Override
    public Integer call() {
        RegistrySettings settings = common.settings();
        try (BackupFile backup = BackupFile.open(file)) {
            DataFolder folder = DataFolder.forWriting(settings.data());
            try (DataFolder.ServerMark mark = folder.markServer();
                    Database database = Database.connect(Storage.access(settings, folder));
                    ConsoleProgress progress = new ConsoleProgress("Restoring", "rows")) {
                long all = backup.manifest().rows();
                new Restore(database).restore(backup, replace, rows -> progress.at(rows, all));
                folder.discardIndexes();
                progress.close();
                System.out.printf(
                        Locale.ROOT,
                        "%s restored, as of change %,d of %s UTC; the indexes are built when a server starts%n",
                        Amounts.count(all, "row"),
                        backup.manifest().change(),
                        Amounts.time(backup.manifest().made()));
                return 0;
            }
        }
    }
}
