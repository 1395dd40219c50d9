package edu.stsci.mast.registry.model.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The relational database of the master copy: Microsoft SQL Server, or H2 embedded in the process. Nothing here waits without a limit:
 * neither for a connection nor, on SQL Server, for a lock, a statement or the network.
 */
public final class Database implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:edu/stsci/mast/registry/model/migrations";

    /** How long a statement may take: far longer than any that the registry has, and short enough for somebody who waits. */
    private static final Duration STATEMENT = Duration.ofSeconds(75);
    /** How long one may take that changes all rows of a table. */
    private static final Duration LONG_STATEMENT = Duration.ofHours(2);
    /** How long to wait for a connection, a new one or one that somebody gives back. */
    private static final Duration CONNECTION = Duration.ofSeconds(10);
    /** How long a connection may take to show that it lives. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(3);
    /** How long one is used: what firewalls and servers forget is never old. */
    private static final Duration LIFETIME = Duration.ofMinutes(20);
    /** How often one that nobody uses has to show that it lives. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private final HikariDataSource pool;
    private final Settings settings;

    private Database(HikariDataSource pool, Settings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    /**
     * How to reach the database.
     *
     * @param url a {@code jdbc:sqlserver:} or {@code jdbc:h2:} URL
     * @param user the user, empty when the URL says all
     * @param password the password, empty likewise
     * @param connections the largest number of connections at a time
     */
    public record Settings(String url, String user, String password, int connections) {
        /**
         * H2 in a folder, made when it is missing. Other processes of this machine that open the same folder reach the database through
         * the first one. Each commit is on disk before it is acknowledged ({@code WRITE_DELAY=0}). Results of queries are not reused
         * ({@code OPTIMIZE_REUSE_RESULTS=0}): H2 may hand a transaction that has just been given a lock the result that it had read
         * before the lock's former holder committed. H2 writes no file of its own about errors ({@code TRACE_LEVEL_FILE=0}): they are in our log.
         */
        public static Settings embedded(Path folder, int connections) {
            // H2 serves the other processes on this address only.
            System.setProperty("h2.bindAddress", "127.0.0.1");
            String file =
                    folder.toAbsolutePath().normalize().resolve("registry").toString();
            // Plain files (file:) are closed for everybody when a thread is interrupted while it reads or writes them;
            // these are not.
            return new Settings(
                    "jdbc:h2:async:" + file + ";MODE=MSSQLServer;WRITE_DELAY=0;AUTO_SERVER=TRUE;LOCK_TIMEOUT=60000"
                            + ";CACHE_SIZE=32768;OPTIMIZE_REUSE_RESULTS=0;TRACE_LEVEL_FILE=0",
                    "sa",
                    "",
                    connections);
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return url.replaceAll("(?i)(password|pwd)=[^;]*", "$1=…");
        }
    }

    /**
     * Opens the database and brings its tables up to date, for which the user must own them. Tables that a newer program has added to are taken
     * as they are, so that nodes of two versions can share a database.
     *
     * @throws DatabaseException with a sentence when it cannot be reached, is not set up as it must be, its tables cannot be brought up to
     *     date, or they are so new that this program cannot use them
     */
    public static Database open(Settings settings) {
        return opened(settings, Database::migrate);
    }

    /**
     * Opens the database, whose tables somebody else has brought up to date, for a user that may only read and write rows.
     *
     * @throws DatabaseException with a sentence when it cannot be reached, is not set up as it must be, its tables are older than
     *     this program, or so new that it cannot use them
     */
    public static Database openMigrated(Settings settings) {
        return opened(settings, Database::requireMigrated);
    }

    private static Database opened(Settings settings, Consumer<Database> tables) {
        Database database = connect(settings, STATEMENT);
        try {
            tables.accept(database);
            return database;
        } catch (DatabaseException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Connects to the database, leaves its tables as they are, and lets statements take as long as they need for all rows of large tables.
     *
     * @throws DatabaseException with a sentence when it cannot be reached, or is not set up as it must be
     */
    public static Database connect(Settings settings) {
        return connect(settings, LONG_STATEMENT);
    }

    private static Database connect(Settings settings, Duration statement) {
        Database database = new Database(pool(settings, statement), settings);
        try {
            if (SqlServer.isAt(settings.url())) {
                try (Connection connection = database.pool.getConnection()) {
                    SqlServer.requireRowVersions(connection);
                }
            }
            return database;
        } catch (DatabaseException e) {
            database.close();
            throw e;
        } catch (SQLException e) {
            database.close();
            throw new DatabaseException(
                    "The database " + settings + " does not tell how it is set up: " + e.getMessage(), e);
        }
    }

    private static HikariDataSource pool(Settings settings, Duration statement) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("master-copy");
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION.toMillis());
        config.setValidationTimeout(SIGN_OF_LIFE.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (SqlServer.isAt(settings.url())) {
            config.setMaxLifetime(LIFETIME.toMillis());
            config.setKeepaliveTime(KEEP_ALIVE.toMillis());
            SqlServer.limits(settings.url(), statement).forEach(config::addDataSourceProperty);
        } else {
            // The embedded database would be closed with its last connection, only to be opened again.
            config.setMaxLifetime(0);
            config.setExceptionOverrideClassName(EmbeddedFaults.class.getName());
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new DatabaseException("The database " + settings + " cannot be opened: " + rootMessage(e), e);
        }
    }

    /** The migrations that are programs. */
    static JavaMigration[] javaMigrations() {
        return new JavaMigration[] {new DocumentFacts(), new ClaimKey()};
    }

    private static Flyway flyway(DataSource connections, MigrationVersion target) {
        return Flyway.configure(Database.class.getClassLoader())
                .dataSource(connections)
                .locations(MIGRATIONS)
                .javaMigrations(javaMigrations())
                .target(target)
                .load();
    }

    /** The version of the tables, 0 when there are none, and the one to which this program brings them. */
    private record Versions(int present, int known) {}

    private Versions versions() {
        try {
            MigrationInfoService info = flyway(pool, MigrationVersion.LATEST).info();
            MigrationInfo current = info.current();
            return new Versions(
                    current == null || current.getVersion() == null
                            ? 0
                            : current.getVersion().getMajor().intValueExact(),
                    Arrays.stream(info.all())
                            .filter(migration -> migration.getState().isResolved())
                            .mapToInt(migration ->
                                    migration.getVersion().getMajor().intValueExact())
                            .max()
                            .orElseThrow());
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "The database " + settings + " does not tell the version of its tables: " + rootMessage(e), e);
        }
    }

    private void migrate() {
        Versions versions = versions();
        migrate(versions, MigrationVersion.LATEST);
        refuseTooOldProgram(versions);
    }

    private void migrate(Versions versions, MigrationVersion target) {
        if (!SqlServer.isAt(settings.url())) {
            migrate(pool, target);
            return;
        }
        // What changes all rows of a table may take longer than the registry's work.
        try (HikariDataSource patient = pool(settings, LONG_STATEMENT)) {
            if (versions.present() == 0) {
                try (Connection connection = patient.getConnection()) {
                    SqlServer.warnOfCollation(connection);
                }
            }
            migrate(patient, target);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The database " + settings + " does not tell how it is set up: " + e.getMessage(), e);
        }
    }

    private void migrate(DataSource connections, MigrationVersion target) {
        try {
            flyway(connections, target).migrate();
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "The tables of the database " + settings + " cannot be brought up to date: " + rootMessage(e), e);
        }
    }

    private void requireMigrated() {
        Versions versions = versions();
        if (versions.present() < versions.known()) {
            throw new DatabaseException(
                    "The database " + settings + " has "
                            + (versions.present() == 0
                                    ? "no tables yet, or none that its login may read"
                                    : "tables of version " + versions.present())
                            + ", and this program needs those of version " + versions.known()
                            + "; run 'registry migrate' with the login that owns the tables",
                    null);
        }
        refuseTooOldProgram(versions);
    }

    private void refuseTooOldProgram(Versions versions) {
        int needed;
        try (Connection connection = pool.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT oldest_program FROM compatibility WHERE id = 1")) {
            row.next();
            needed = row.getInt(1);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The database " + settings + " does not say which programs may use it: " + e.getMessage(), e);
        }
        if (needed > versions.known()) {
            throw new DatabaseException(
                    "The tables of the database " + settings + " are of version " + versions.present()
                            + ", which only programs can use that know at least version " + needed
                            + "; this one knows version "
                            + versions.known() + ". Use a newer program, or restore a backup into another database.",
                    null);
        }
    }

    /**
     * Brings the tables up to a version that may be older than this program's.
     *
     * @throws DatabaseException with a sentence when that fails, or the tables are newer already
     */
    public void migrateTo(int version) {
        Versions versions = versions();
        if (versions.present() > version) {
            throw new DatabaseException(
                    "The tables of the database " + settings + " are of version " + versions.present()
                            + ", which is newer than " + version,
                    null);
        }
        migrate(versions, MigrationVersion.fromVersion(Integer.toString(version)));
    }

    /** The version of the tables; 0 when there are none. */
    public int version() {
        return versions().present();
    }

    /** The version to which this program brings tables. */
    public int newestVersion() {
        return versions().known();
    }

    /** Pooled connections, auto-committing, at isolation READ COMMITTED. */
    public DataSource dataSource() {
        return pool;
    }

    /**
     * Whether the database answers now.
     *
     * @param limit how long to wait for it; rounded up to whole seconds
     */
    public boolean answers(Duration limit) {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid((int) Math.max(1, limit.toSeconds()));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Closes all connections; the embedded database is then closed too. */
    @Override
    public void close() {
        pool.close();
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
