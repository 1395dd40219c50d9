package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.Leases;
import edu.stsci.mast.registry.model.store.MasterCopy;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The master copy of a registry and what reads and writes it, put together from the settings; for servers and commands alike. */
public final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private final Database database;
    private final MasterCopy masterCopy;
    private final ChangeFeed changeFeed;
    private final Leases leases;

    private Storage(Database database, RegistrySettings settings) {
        Clock clock = Clock.systemUTC();
        this.database = database;
        this.masterCopy = new MasterCopy(database.dataSource(), settings.managedAuthorities(), clock);
        this.changeFeed = new ChangeFeed(database.dataSource(), clock);
        this.leases = new Leases(database.dataSource(), clock);
    }

    /**
     * Opens the master copy; the embedded one is made when it is missing.
     *
     * @throws edu.stsci.mast.registry.model.store.DatabaseException when it cannot be opened, or its tables are not those of this program and
     *     the settings say that they are left alone
     */
    public static Storage open(RegistrySettings settings, DataFolder folder) {
        Database.Settings access = access(settings, folder);
        if (SqlServerUrl.matches(access.url())) {
            SqlServerUrl.of(access.url()).warning().ifPresent(LOG::warn);
        }
        Database database = settings.database().migrate() ? Database.open(access) : Database.openMigrated(access);
        return new Storage(database, settings);
    }

    /** How the settings say that the database is reached. */
    public static Database.Settings access(RegistrySettings settings, DataFolder folder) {
        RegistrySettings.DatabaseAccess access = settings.database();
        return access.url().isEmpty()
                ? Database.Settings.embedded(folder.path(), access.connections())
                : new Database.Settings(access.url(), access.user(), access.password(), access.connections());
    }

    /** The database itself, for those who keep tables of their own in it. */
    public Database database() {
        return database;
    }

    /** The records. */
    public MasterCopy masterCopy() {
        return masterCopy;
    }

    /** The records in the order of their changes. */
    public ChangeFeed changeFeed() {
        return changeFeed;
    }

    /** Work that one of the database's processes does for all. */
    public Leases leases() {
        return leases;
    }

    @Override
    public void close() {
        database.close();
    }
}
