package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.backup.Backup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what with the database, and when it is not used at all. */
class DatabaseTest {
    private static final Origin ELSEWHERE = Origin.harvestedFrom(Ivoid.of("ivo://x.test/registry"));

    @TempDir
    Path folder;

    private Database.Settings settings() {
        return TestDatabase.emptied(folder);
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A user of H2 that may read and write rows, as the DBA's script for SQL Server (docs/sql-server.md) makes one. */
    private static Database.Settings limitedUser(Database.Settings owner, Database database) throws SQLException {
        execute(
                database,
                "CREATE USER registry_app PASSWORD 'app'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA \"" + schema(database) + "\" TO registry_app");
        // Only H2's administrator may set these, and has done so by the first connection.
        String url = owner.url()
                .replaceAll(";(MODE|WRITE_DELAY|CACHE_SIZE|OPTIMIZE_REUSE_RESULTS|TRACE_LEVEL_FILE)=[^;]*", "");
        return new Database.Settings(url, "registry_app", "app", owner.connections());
    }

    private static String schema(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return connection.getSchema();
        }
    }

    @Test
    void aUserThatMayOnlyReadAndWriteRowsKeepsRecordsAndMakesBackups() throws Exception {
        Assumptions.assumeFalse(TestDatabase.isSqlServer(), "there, the DBA makes the logins");
        Database.Settings owner = settings();
        try (Database owned = Database.open(owner);
                Database database = Database.openMigrated(limitedUser(owner, owned))) {
            MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of(), Clock.systemUTC());
            try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
                transaction.save(
                        List.of(SampleRecords.normalised(
                                SampleRecords.ofEveryType().values().iterator().next())),
                        ELSEWHERE);
                assertThat(transaction.commitAll().outcome().created()).isEqualTo(1);
            }
            byte[] secret = new Secrets(database.dataSource()).get("resumption-token");
            assertThat(new Secrets(owned.dataSource()).get("resumption-token")).isEqualTo(secret);
            new IndexRequests(database.dataSource()).add();
            Path file = folder.resolve("backup.zip");
            assertThat(new Backup(database, Clock.systemUTC())
                            .write(file, rows -> {})
                            .rows())
                    .isPositive();
            assertThat(file).exists();

            assertThatThrownBy(() -> execute(database, "CREATE TABLE more (id INT)"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> execute(database, "DROP TABLE secret")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void tablesThatAreMissingOrOlderAreLeftAloneWhereTheyMayNotBeChanged() {
        Database.Settings settings = settings();
        assertThatThrownBy(() -> Database.openMigrated(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("has no tables yet, or none that its login may read, and this program needs")
                .hasMessageContaining("run 'registry migrate'");
        try (Database database = Database.connect(settings)) {
            assertThat(database.version()).isZero();
            database.migrateTo(9);
        }
        assertThatThrownBy(() -> Database.openMigrated(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("has tables of version 9, and this program needs those of version ");
        try (Database database = Database.open(settings)) {
            assertThat(database.version()).isEqualTo(database.newestVersion());
        }
        try (Database database = Database.openMigrated(settings)) {
            assertThat(database.answers(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void tablesOfANewerProgramAreUsedUnlessTheySayOtherwise() throws Exception {
        Database.Settings settings = settings();
        int newest;
        try (Database database = Database.open(settings)) {
            newest = database.newestVersion();
            execute(
                    database,
                    "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\", \"script\","
                            + " \"installed_by\", \"execution_time\", \"success\") VALUES (1000, '" + (newest + 1)
                            + "', 'of a newer program', 'SQL', 'V.sql', 'test', 1, 1)");
            assertThat(database.newestVersion()).isEqualTo(newest);
        }
        Database.open(settings).close();
        try (Database migrated = Database.openMigrated(settings)) {
            execute(migrated, "UPDATE compatibility SET oldest_program = " + (newest + 1));
        }
        String sentence = "which only programs can use that know at least version " + (newest + 1);
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> Database.openMigrated(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void limitsForSqlServerAreThoseOfTheUrlWhereItHasAny() {
        String url = "jdbc:sqlserver://db.example.org;databaseName=registry;LockTimeout = 5000;user=socketTimeout";
        Map<String, String> limits = SqlServer.limits(url, Duration.ofSeconds(30));
        assertThat(limits)
                .containsEntry("queryTimeout", "30")
                .containsEntry("socketTimeout", "45000")
                .containsKeys("loginTimeout", "cancelQueryTimeout")
                .doesNotContainKey("lockTimeout");
    }

    @Test
    void aPasswordInTheUrlIsNotTold() throws Exception {
        Files.createDirectories(folder);
        Database.Settings settings = new Database.Settings(
                "jdbc:sqlserver://127.0.0.1:1;databaseName=registry;user=me;password=hidden;loginTimeout=1", "", "", 2);
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageNotContaining("hidden");
    }
}
