package edu.stsci.mast.registry.model.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The relational database of the master copy: Microsoft SQL Server, or H2 embedded in the process. Opening it brings its tables up to
 * date.
 */
public final class Database implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:edu/stsci/mast/registry/model/migrations";

    private final HikariDataSource pool;
    private final String name;

    private Database(HikariDataSource pool, String name) {
        this.pool = pool;
        this.name = name;
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
         * before the lock's former holder committed.
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
                            + ";CACHE_SIZE=32768;OPTIMIZE_REUSE_RESULTS=0",
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
     * Opens the database and brings its tables up to date. Tables that a newer program has added to are taken as they are, so that nodes of
     * two versions can share a database.
     *
     * @throws DatabaseException with a sentence when it cannot be reached, its tables cannot be brought up to date, or they are so new that
     *     this program cannot use them
     */
    public static Database open(Settings settings) {
        Database database = connect(settings);
        try {
            database.migrate(MigrationVersion.LATEST);
            database.refuseTooOldProgram();
            return database;
        } catch (DatabaseException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Connects to the database and leaves its tables as they are.
     *
     * @throws DatabaseException with a sentence when it cannot be reached
     */
    public static Database connect(Settings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("master-copy");
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        try {
            return new Database(new HikariDataSource(config), settings.toString());
        } catch (RuntimeException e) {
            throw new DatabaseException("The database " + settings + " cannot be opened: " + rootMessage(e), e);
        }
    }

    private Flyway flyway(MigrationVersion target) {
        return Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations(MIGRATIONS)
                .javaMigrations(new DocumentFacts())
                .target(target)
                .load();
    }

    private void migrate(MigrationVersion target) {
        try {
            flyway(target).migrate();
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "The tables of the database " + name + " cannot be brought up to date: " + rootMessage(e), e);
        }
    }

    private void refuseTooOldProgram() {
        int needed;
        try (Connection connection = pool.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT oldest_program FROM compatibility WHERE id = 1")) {
            row.next();
            needed = row.getInt(1);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The database " + name + " does not say which programs may use it: " + e.getMessage(), e);
        }
        if (needed > newestVersion()) {
            throw new DatabaseException(
                    "The tables of the database " + name + " are of version " + version()
                            + ", which only programs can use that know at least version " + needed
                            + "; this one knows version "
                            + newestVersion() + ". Use a newer program, or restore a backup into another database.",
                    null);
        }
    }

    /**
     * Brings the tables up to a version that may be older than this program's.
     *
     * @throws DatabaseException with a sentence when that fails, or the tables are newer already
     */
    public void migrateTo(int version) {
        int present = version();
        if (present > version) {
            throw new DatabaseException(
                    "The tables of the database " + name + " are of version " + present + ", which is newer than "
                            + version,
                    null);
        }
        migrate(MigrationVersion.fromVersion(Integer.toString(version)));
    }

    /** The version of the tables; 0 when there are none. */
    public int version() {
        MigrationInfo current = flyway(MigrationVersion.LATEST).info().current();
        return current == null || current.getVersion() == null
                ? 0
                : current.getVersion().getMajor().intValueExact();
    }

    /** The version to which this program brings tables. */
    public int newestVersion() {
        // What a newer program has done stands in the database, and is listed too.
        return Stream.of(flyway(MigrationVersion.LATEST).info().all())
                .filter(migration -> migration.getState().isResolved())
                .mapToInt(migration -> migration.getVersion().getMajor().intValueExact())
                .max()
                .orElseThrow();
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
