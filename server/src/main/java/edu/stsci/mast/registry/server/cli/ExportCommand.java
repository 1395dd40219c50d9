package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import edu.stsci.mast.registry.server.content.Exporter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description =
                "Writes all records to a new folder, one file each, AUTHORITY/PATH.xml; deleted ones are listed in deleted.txt.")
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "DIR", description = "The folder to write to; it must be empty or missing.")
    private Path target;

    @Override
    public Integer call() {
        RegistrySettings settings = common.settings();
        DataFolder folder = DataFolder.existing(settings.data());
        try (Storage storage = Storage.open(settings, folder);
                ConsoleProgress progress = new ConsoleProgress("Exporting", "records")) {
            long written = new Exporter(storage.changeFeed()).export(target, progress);
            progress.close();
            System.out.printf(Locale.ROOT, "%,d records in %s%n", written, target);
            return 0;
        }
    }
}
