package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of earlier versions of the registry. */
class MigrationTest {
    @TempDir
    Path folder;

    @Test
    void recordsThatWereStoredBeforeAreMarkedAsCitableAndMeasured() throws Exception {
        Map<Ivoid, Boolean> expected = new HashMap<>();
        List<ChangeFeed.Entry> entries;
        Database.Settings settings = TestDatabase.emptied(folder);
        try (Database database = Database.open(settings)) {
            try (WriteTransaction transaction = masterCopy(database).begin(new Provenance("test", "test"))) {
                for (String xml : SampleRecords.ofEveryType().values()) {
                    transaction.save(
                            List.of(SampleRecords.normalised(xml)), Origin.harvestedFrom(Ivoid.of("ivo://x.test/r")));
                }
                transaction.delete(
                        List.of(Ivoid.of("ivo://x.test/tombstone")), Origin.harvestedFrom(Ivoid.of("ivo://x.test/r")));
                assertThat(transaction.commitAll().refusals()).isEmpty();
            }
            readAll(database).forEach(r -> expected.put(r.ivoid(), r.citable()));
            entries = entries(database);
            // as if migration 6 were still to come
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE record SET citable = 0, document_bytes = 0");
                new DocumentFacts().migrate(context(connection));
            }
        }

        try (Database database = Database.open(settings)) {
            Map<Ivoid, Boolean> migrated = new HashMap<>();
            readAll(database).forEach(r -> migrated.put(r.ivoid(), r.citable()));
            assertThat(migrated).isEqualTo(expected).containsValues(true, false);
            assertThat(entries(database)).isEqualTo(entries);
        }
    }

    private static Context context(Connection connection) {
        return new Context() {
            @Override
            public Configuration getConfiguration() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Connection getConnection() {
                return connection;
            }
        };
    }

    private static MasterCopy masterCopy(Database database) {
        return new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
    }

    private static List<ChangeFeed.Entry> entries(Database database) {
        ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
        return feed.entries(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()), 1000);
    }

    private static List<StoredRecord> readAll(Database database) {
        var records = new java.util.ArrayList<StoredRecord>();
        ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
        feed.readWithoutDocuments(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()), 1000, records::add);
        return records;
    }
}
