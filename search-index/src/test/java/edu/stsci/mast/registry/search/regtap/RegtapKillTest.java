package edu.stsci.mast.registry.search.regtap;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.search.TestRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a process that is killed while records are saved, deleted, followed and loaded. */
class RegtapKillTest {
    private static final int RECORDS = 60;
    private static final int KILLS = 4;
    private static final Origin ELSEWHERE = Origin.harvestedFrom(Ivoid.of("ivo://elsewhere.example/registry"));

    @TempDir
    Path folder;

    /** Changes records over and over, says each change that was committed, and follows the feed; until it is killed. */
    static final class Killed {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Random random = new Random(Long.parseLong(arguments[1]));
            Database database = TestDatabase.open(Files.createDirectories(folder.resolve("db")));
            RegtapStore store = new RegtapStore(folder.resolve("regtap"));
            new RegtapFollower(new ChangeFeed(database.dataSource(), Clock.systemUTC()), store).start();
            MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of("ours.example"), Clock.systemUTC());
            for (int change = 0; ; change++) {
                List<ResourceDocument> documents = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    int record = random.nextInt(RECORDS);
                    String title = "Title" + arguments[1] + "x" + change;
                    documents.removeIf(known -> known.ivoid().key().endsWith("/r" + record));
                    documents.add(TestRecords.normalised(
                            TestRecords.service("r" + record, title, "Text", "Subject " + title, "")));
                }
                try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
                    transaction.save(documents, ELSEWHERE);
                    transaction.commit();
                }
                System.out.println("changed");
            }
        }
    }

    @Test
    void afterKillsTheTablesAreThoseOfTheMasterCopy() throws Exception {
        Random random = new Random(20);
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % 3 == 2) { // the next process loads a new file
                deleteTables();
            }
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // Killed processes leave SQLite's library behind, which those of other builds must not
                            // find.
                            "-Dorg.sqlite.tmpdir=" + folder,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Killed.class.getName(),
                            folder.toString(),
                            Integer.toString(kill))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                int changes = 1 + random.nextInt(20);
                for (int change = 0; change < changes; change++) {
                    awaitChange(out);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            compare();
        }
    }

    /** Reads on, past lines of the log, until a change was told. */
    private static void awaitChange(BufferedReader out) throws IOException {
        String line = out.readLine();
        while (!"changed".equals(line)) {
            assertThat(line).as("the process has ended").isNotNull();
            line = out.readLine();
        }
    }

    private void deleteTables() throws Exception {
        try (var files = Files.list(folder.resolve("regtap"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void compare() throws Exception {
        try (Database database = TestDatabase.open(folder.resolve("db"))) {
            ChangeFeed feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
            Set<String> expected = new TreeSet<>();
            feed.read(new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, Long.MAX_VALUE), 10_000, record -> {
                expected.add(record.ivoid().key() + " " + record.document().length + " "
                        + new String(record.document(), StandardCharsets.UTF_8)
                                .replaceAll("(?s).*<title>(.*?)</title>.*", "$1"));
            });
            assertThat(expected).isNotEmpty();
            try (RegtapStore store = new RegtapStore(folder.resolve("regtap"));
                    RegtapFollower follower = new RegtapFollower(feed, store)) {
                follower.start();
                assertThat(follower.awaitCaughtUp(Duration.ofMinutes(1))).isTrue();
                try (Connection connection = store.connection();
                        Statement statement = connection.createStatement()) {
                    assertThat(column(statement, "PRAGMA integrity_check")).containsExactly("ok");
                    List<String> titles =
                            column(statement, "SELECT ivoid || ' ' || res_title FROM resource ORDER BY ivoid");
                    assertThat(titles)
                            .containsExactlyElementsOf(expected.stream()
                                    .map(known -> known.replaceFirst(" \\d+ ", " "))
                                    .toList());
                    // Each row once, and the indexes of texts beside it.
                    for (String title : titles) {
                        String[] parts = title.split(" ");
                        assertThat(column(
                                        statement,
                                        "SELECT ivoid FROM resource WHERE rowid IN (SELECT rowid FROM resource_words WHERE resource_words MATCH '\""
                                                + parts[1].toLowerCase(Locale.ROOT) + "\"')"))
                                .contains(parts[0]);
                    }
                    assertThat(column(statement, "SELECT count(*) FROM res_subject"))
                            .containsExactly(Integer.toString(titles.size()));
                    assertThat(column(statement, "SELECT count(*) FROM subject_patterns"))
                            .containsExactly(Integer.toString(titles.size()));
                }
            }
        }
    }

    private static List<String> column(Statement statement, String sql) throws Exception {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
