package edu.stsci.mast.registry.search.regtap;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import edu.stsci.mast.registry.search.adql.SqliteFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** One SQLite file with the tables, and the connections that read it. */
final class RegtapFile implements AutoCloseable {
    private static final int CACHE_KIB = 16 << 10;
    private static final int BUSY_MILLIS = 10_000;
    private static final long MMAP_BYTES = 1L << 30;

    private final Path path;
    private final HikariDataSource readers;

    /**
     * A file that is complete.
     *
     * @param connections how many read it at a time
     * @param waitMillis how long a reader waits for its turn
     */
    RegtapFile(Path path, int connections, long waitMillis) {
        this.path = path;
        HikariConfig config = new HikariConfig();
        config.setPoolName("regtap");
        config.setDataSource(new Readers(path));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(waitMillis);
        config.setReadOnly(true);
        config.setAutoCommit(true);
        this.readers = new HikariDataSource(config);
    }

    Path path() {
        return path;
    }

    /**
     * A connection that reads; closing it gives it back.
     *
     * @throws SQLTransientConnectionException when all are in use for too long
     */
    Connection reader() throws SQLException {
        return readers.getConnection();
    }

    /** How many connections are in use. */
    int inUse() {
        return readers.getHikariPoolMXBean().getActiveConnections();
    }

    /** The connection that writes. */
    static Connection writer(Path path) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        return config.createConnection("jdbc:sqlite:" + path);
    }

    /** A connection that fills a new file, which is thrown away when that is not done to the end. */
    static Connection loader(Path path) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setCacheSize(-4 * CACHE_KIB);
        return config.createConnection("jdbc:sqlite:" + path);
    }

    /** Deletes a file with those that SQLite keeps beside it. */
    static void delete(Path path) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(path.resolveSibling(path.getFileName() + suffix));
        }
    }

    @Override
    public void close() {
        readers.close();
    }

    /** Makes connections that can only read, and have the functions of ADQL. */
    private static final class Readers extends SQLiteDataSource {
        private final String folder;

        Readers(Path path) {
            folder = path.toAbsolutePath().getParent().toString();
            setUrl("jdbc:sqlite:" + path);
            setReadOnly(true);
            setBusyTimeout(BUSY_MILLIS);
            setCacheSize(-CACHE_KIB);
            // What is sorted beyond the cache goes to files: in memory it would have no bound.
            setTempStore(SQLiteConfig.TempStore.FILE.name());
        }

        @Override
        public SQLiteConnection getConnection(String user, String password) throws SQLException {
            SQLiteConnection connection = super.getConnection(user, password);
            try {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA mmap_size=" + MMAP_BYTES);
                    statement.execute("PRAGMA temp_store_directory='" + folder.replace("'", "''") + "'");
                }
                SqliteFunctions.register(connection);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }
    }
}
