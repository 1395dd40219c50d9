package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools, schedulers and servers interrupt their threads when they are shut down, whatever these do just then. */
class InterruptedDatabaseTest {
    private static final int COMMITS = 500;

    @TempDir
    Path folder;

    @Test
    void anInterruptDoesNotCloseTheDatabase() throws Exception {
        try (Database database = TestDatabase.open(folder)) {
            AtomicLong committed = new AtomicLong();
            AtomicReference<SQLException> failure = new AtomicReference<>();
            Connection connection = database.dataSource().getConnection();
            Thread writer = new Thread(() -> write(connection, committed, failure));
            writer.start();
            while (writer.isAlive()) {
                writer.interrupt();
                writer.join(1);
            }

            assertThat(failure).hasNullValue();
            assertThat(count(database)).isEqualTo(committed.get()).isEqualTo(COMMITS);
        }
    }

    private static void write(Connection opened, AtomicLong committed, AtomicReference<SQLException> failure) {
        try (Connection connection = opened;
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO document (id, xml) VALUES (?, ?)")) {
            for (int i = 0; i < COMMITS; i++) {
                insert.setLong(1, i);
                insert.setBytes(2, new byte[3000]);
                insert.executeUpdate();
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            failure.set(e);
        }
    }

    private static long count(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM document");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
