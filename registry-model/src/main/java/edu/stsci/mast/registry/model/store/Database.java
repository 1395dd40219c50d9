package edu.stsci.mast.registry.model.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The relational database of the master copy: Microsoft SQL Server, or H2 embedded in the process. Opening it brings its tables up to
 * date.
 */
public final class Database implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:edu/stsci/mast/registry/model/migrations";

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
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
     * Opens the database and migrates it.
     *
     * @throws DatabaseException with a sentence when it cannot be reached or its tables cannot be brought up to date
     */
    public static Database open(Settings settings) {
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
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new DatabaseException("The database " + settings + " cannot be opened: " + rootMessage(e), e);
        }
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations(MIGRATIONS)
                    .javaMigrations(new DocumentFacts())
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (FlywayException e) {
            pool.close();
            throw new DatabaseException(
                    "The tables of the database " + settings + " cannot be brought up to date: " + rootMessage(e), e);
        }
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
