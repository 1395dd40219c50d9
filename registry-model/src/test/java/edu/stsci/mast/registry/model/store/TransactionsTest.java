package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that get into each other's way, and those that fail. */
class TransactionsTest {
    private static final String ONE = "UPDATE index_request SET number = number + 1 WHERE id = 1";
    private static final String OTHER = "UPDATE account_lock SET taken = taken + 1 WHERE id = 1";

    @TempDir
    Path folder;

    @Test
    void aTransactionThatTheDatabaseEndsForAnotherIsDoneAgain() throws Exception {
        try (Database database = TestDatabase.open(folder)) {
            CyclicBarrier bothHaveOne = new CyclicBarrier(2);
            AtomicInteger runs = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<Integer>> both = threads.invokeAll(List.of(
                        crossing(database, ONE, OTHER, bothHaveOne, runs),
                        crossing(database, OTHER, ONE, bothHaveOne, runs)));
                for (Future<Integer> one : both) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(runs.get()).isGreaterThan(2);
            assertThat(number(database, "SELECT number FROM index_request WHERE id = 1"))
                    .isEqualTo(2);
            assertThat(number(database, "SELECT taken FROM account_lock WHERE id = 1"))
                    .isEqualTo(2);
        }
    }

    /** Takes the first lock, waits for the other thread to have its own, and then wants that. */
    private static Callable<Integer> crossing(
            Database database, String first, String second, CyclicBarrier bothHaveOne, AtomicInteger runs) {
        boolean[] met = {false};
        return () -> Transactions.run(database.dataSource(), "take two locks", connection -> {
            runs.incrementAndGet();
            change(connection, first);
            if (!met[0]) {
                met[0] = true;
                meet(bothHaveOne);
            }
            return change(connection, second);
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingStaysOfOneThatFails() throws Exception {
        try (Database database = TestDatabase.open(folder)) {
            assertThatThrownBy(() -> Transactions.run(database.dataSource(), "fail", connection -> {
                        change(connection, ONE);
                        throw new IllegalStateException("of purpose");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("of purpose");
            assertThatThrownBy(() -> Transactions.run(database.dataSource(), "read what is not there", connection -> {
                        change(connection, ONE);
                        return change(connection, "UPDATE no_such_table SET x = 1");
                    }))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("The database failed to read what is not there: ");
            assertThat(number(database, "SELECT number FROM index_request WHERE id = 1"))
                    .isZero();
        }
    }

    @Test
    void whatWentWrongFirstIsToldWhenTheConnectionIsGone() throws Exception {
        try (Database database = TestDatabase.open(folder)) {
            assertThatThrownBy(() -> Transactions.run(database.dataSource(), "go on", connection -> {
                        connection.unwrap(Connection.class).close();
                        throw new SQLException("the network is down");
                    }))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("The database failed to go on: the network is down");
        }
    }

    private static int change(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static long number(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
