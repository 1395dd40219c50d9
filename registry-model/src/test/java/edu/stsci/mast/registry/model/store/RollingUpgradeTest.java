package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of two versions over one database: the newer one has brought the tables to a version that the older one does not know. */
class RollingUpgradeTest {
    private static final Ivoid BEFORE = Ivoid.of("ivo://archive.stsci.edu/before");
    private static final Ivoid AFTER = Ivoid.of("ivo://archive.stsci.edu/after");
    private static final int NODES = 3;

    @TempDir
    Path folder;

    @Test
    void aNodeThatRunsGoesOnWhenANewerOneHasAddedToTheTables() throws Exception {
        Database.Settings settings = TestDatabase.emptied(folder);
        try (Database database = Database.open(settings)) {
            save(database, BEFORE);
            upgrade(database);
            save(database, AFTER);
            assertThat(masterCopy(database).find(BEFORE)).isPresent();
            assertThat(masterCopy(database).find(AFTER)).isPresent();
            ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
            assertThat(feed.entries(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()), 10))
                    .hasSize(2);
        }
    }

    @Test
    void anOlderNodeStartsOnNewerTables() throws Exception {
        Database.Settings settings = TestDatabase.emptied(folder);
        int known;
        try (Database database = Database.open(settings)) {
            known = database.newestVersion();
            save(database, BEFORE);
            upgrade(database);
        }
        try (Database database = Database.open(settings)) {
            save(database, AFTER);
            assertThat(masterCopy(database).find(BEFORE)).isPresent();
            assertThat(database.version()).isEqualTo(900);
            assertThat(database.newestVersion()).isEqualTo(known);
        }
    }

    @Test
    void aProgramThatIsTooOldForTheTablesSaysSo() throws Exception {
        Database.Settings settings = TestDatabase.emptied(folder);
        int known;
        try (Database database = Database.open(settings)) {
            known = database.newestVersion();
            upgrade(database);
            execute(database, "UPDATE compatibility SET oldest_program = 900");
        }
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("of version 900")
                .hasMessageContaining("at least version 900")
                .hasMessageContaining("this one knows version " + known);
    }

    @Test
    void nodesThatStartTogetherMakeTheTablesOnce() throws Exception {
        Database.Settings settings = TestDatabase.emptied(folder);
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            Callable<Integer> start = () -> {
                try (Database database = Database.open(settings)) {
                    return database.version();
                }
            };
            List<Future<Integer>> versions =
                    threads.invokeAll(Stream.generate(() -> start).limit(NODES).toList());
            int first = versions.get(0).get();
            for (Future<Integer> version : versions) {
                assertThat(version.get()).isEqualTo(first).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Adds a column and a table, as the next version of the program would. */
    private static void upgrade(Database database) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations(
                        "classpath:edu/stsci/mast/registry/model/migrations",
                        "classpath:edu/stsci/mast/registry/model/later")
                .javaMigrations(Database.javaMigrations())
                .load()
                .migrate();
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void save(Database database, Ivoid ivoid) {
        try (WriteTransaction transaction = masterCopy(database).begin(new Provenance("test", "test"))) {
            transaction.save(List.of(SampleRecords.organisation(ivoid.toString(), "A title")), Origin.MANAGED);
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    private static MasterCopy masterCopy(Database database) {
        return new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
    }
}
