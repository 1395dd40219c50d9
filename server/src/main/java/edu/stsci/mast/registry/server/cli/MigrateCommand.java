package edu.stsci.mast.registry.server.cli;

import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.server.DataFolder;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.Storage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        description =
                "Brings the tables of the database up to date and ends: for databases in which servers may only read and write rows"
                        + " (the setting registry.database.migrate), with the login that owns the tables.")
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        RegistrySettings settings = common.settings();
        DataFolder folder = DataFolder.forWriting(settings.data());
        try (Database database = Database.connect(Storage.access(settings, folder))) {
            int before = database.version();
            int newest = database.newestVersion();
            database.migrateTo(newest);
            System.out.println(
                    before == newest
                            ? "The tables are of version " + newest + " already"
                            : before == 0
                                    ? "The tables are made, of version " + newest
                                    : "The tables were of version " + before + " and are of version " + newest
                                            + " now");
            return 0;
        }
    }
}
