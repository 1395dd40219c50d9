package edu.stsci.mast.registry.model.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.accounts.Accounts;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.Passwords;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.accounts.Sessions;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.Secrets;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final Ivoid FIRST = Ivoid.of("ivo://archive.stsci.edu/first");
    private static final Ivoid SECOND = Ivoid.of("ivo://archive.stsci.edu/second");

    @TempDir
    Path folder;

    private final Clock clock = new ManualClock("2026-05-01T12:00:00Z");
    private Database database;
    private MasterCopy masterCopy;

    @BeforeEach
    void open() {
        assumeFalse(TestDatabase.isSqlServer(), "There is one test server, and these tests need two databases");
        database = TestDatabase.open(folder.resolve("one"));
        masterCopy = master(database);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private MasterCopy master(Database of) {
        return new MasterCopy(of.dataSource(), Set.of("archive.stsci.edu"), clock);
    }

    private void save(Ivoid ivoid, String title) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("anne", "said '\"so\"', \\N and\nthis"))) {
            transaction.save(List.of(SampleRecords.organisation(ivoid.toString(), title)), Origin.MANAGED);
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    private void fill() {
        save(FIRST, "A title, with \"quotes\" and a star ★");
        save(FIRST, "Another title");
        save(SECOND, "Will be deleted");
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("anne", ""))) {
            transaction.delete(List.of(SECOND), Origin.MANAGED);
            transaction.commitAll();
        }
        accounts(database)
                .add(
                        Actor.atCommandLine("root"),
                        new NewAccount("anne", Role.CURATOR, Authorities.of(List.of("archive.stsci.edu"))),
                        "correct horse battery".toCharArray());
        new Secrets(database.dataSource()).get("resumption-token");
    }

    private Accounts accounts(Database of) {
        return new Accounts(of.dataSource(), new Passwords(1000), clock);
    }

    private Path backup(Database of, String name) {
        Path file = folder.resolve(name);
        new Backup(of, clock).write(file, rows -> {});
        return file;
    }

    private Database restored(Path file, String name) throws IOException {
        Database target =
                Database.connect(Database.Settings.embedded(Files.createDirectories(folder.resolve(name)), 4));
        try (BackupFile backup = BackupFile.open(file)) {
            new Restore(target).restore(backup, false, rows -> {});
            return target;
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /** The lines of each table, in one order. */
    private static Map<String, List<String>> lines(Path file) throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (BackupFile backup = BackupFile.open(file)) {
            for (Manifest.Content content : backup.manifest().contents()) {
                try (BufferedReader reader = new BufferedReader(backup.rows(content.table()))) {
                    tables.put(content.table(), reader.lines().sorted().collect(Collectors.toList()));
                }
            }
        }
        return tables;
    }

    @Test
    void whatIsRestoredIsTheSameInEveryTable() throws IOException {
        fill();
        Path file = backup(database, "a.backup");
        try (Database other = restored(file, "two")) {
            assertThat(lines(backup(other, "b.backup"))).isEqualTo(lines(file));
            MasterCopy copy = master(other);
            assertThat(copy.find(FIRST).orElseThrow().document())
                    .isEqualTo(masterCopy.find(FIRST).orElseThrow().document());
            assertThat(copy.history(FIRST)).isEqualTo(masterCopy.history(FIRST));
            assertThat(copy.history(SECOND))
                    .extracting(RecordVersion::kind)
                    .containsExactlyElementsOf(masterCopy.history(SECOND).stream()
                            .map(RecordVersion::kind)
                            .toList());
            assertThat(accounts(other).authenticate("anne", "correct horse battery".toCharArray()))
                    .isPresent();
            assertThat(new Secrets(other.dataSource()).get("resumption-token"))
                    .isEqualTo(new Secrets(database.dataSource()).get("resumption-token"));
        }
    }

    @Test
    void workGoesOnAfterARestore() throws IOException {
        fill();
        try (Database other = restored(backup(database, "a.backup"), "two")) {
            masterCopy = master(other);
            save(FIRST, "A third title");
            save(Ivoid.of("ivo://archive.stsci.edu/third"), "New");
            accounts(other)
                    .add(
                            Actor.atCommandLine("root"),
                            new NewAccount("bob", Role.EDITOR, Authorities.of(List.of("archive.stsci.edu"))),
                            "correct horse battery".toCharArray());
            assertThat(masterCopy.history(FIRST)).hasSize(3);
            assertThat(accounts(other).list()).extracting("name").containsExactly("anne", "bob");
        }
    }

    @Test
    void aBackupIsOfOneMomentWhateverIsWrittenMeanwhile() throws Exception {
        fill();
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(5);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> writing = writer.submit(() -> {
            for (int i = 0; !stop.get(); i++) {
                save(Ivoid.of("ivo://archive.stsci.edu/busy" + i % 7), "Title " + i);
                begun.countDown();
            }
        });
        try {
            begun.await();
            for (int i = 0; i < 5; i++) {
                Path file = backup(database, "busy" + i);
                try (BackupFile backup = BackupFile.open(file)) {
                    // Every change has one version, and no number is left out.
                    assertThat(backup.manifest().contents())
                            .filteredOn(content -> content.table().equals("record_version"))
                            .extracting(Manifest.Content::rows)
                            .containsExactly(backup.manifest().change());
                }
                try (Database other = restored(file, "busy-" + i)) {
                    MasterCopy copy = master(other);
                    for (RecordVersion version : copy.history(Ivoid.of("ivo://archive.stsci.edu/busy0"))) {
                        assertThat(copy.document(Ivoid.of("ivo://archive.stsci.edu/busy0"), version.version()))
                                .isPresent();
                    }
                }
            }
        } finally {
            stop.set(true);
            writing.get();
            writer.shutdown();
        }
    }

    @Test
    void aFileThatIsDamagedAnywhereIsRefusedWhole() throws IOException {
        fill();
        Path undamaged = backup(database, "a.backup");
        byte[] whole = Files.readAllBytes(undamaged);
        Manifest manifest;
        try (BackupFile backup = BackupFile.open(undamaged)) {
            manifest = backup.manifest();
        }
        Map<String, List<String>> lines = lines(undamaged);
        Random random = new Random(4);
        for (int at = random.nextInt(7); at < whole.length; at += 1 + random.nextInt(13)) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("damaged"), damaged);
            try (BackupFile backup = BackupFile.open(file)) {
                // Some bytes of an archive mean nothing, such as times and the second copies of names and lengths; then
                // all is there.
                assertThat(backup.manifest()).as("byte %s", at).isEqualTo(manifest);
                assertThat(lines(file)).as("byte %s", at).isEqualTo(lines);
            } catch (BackupException e) {
                assertThat(e).as("byte %s", at).hasMessageNotContaining("null");
            }
        }
        for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
            Path file = Files.write(folder.resolve("short"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> BackupFile.open(file)).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void recordsAreNotLostUnlessOneSaysSo() throws IOException {
        fill();
        Path file = backup(database, "a.backup");
        save(FIRST, "After the backup");
        try (BackupFile backup = BackupFile.open(file)) {
            assertThatThrownBy(() -> new Restore(database).restore(backup, false, rows -> {}))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("--replace");
            assertThat(masterCopy.history(FIRST)).hasSize(3);
            new Restore(database).restore(backup, true, rows -> {});
        }
        assertThat(masterCopy.history(FIRST)).hasSize(2);
        assertThat(lines(backup(database, "b.backup"))).isEqualTo(lines(file));
    }

    @Test
    void whoIsSignedInSignsInAgainAfterARestore() throws IOException {
        fill();
        Path file = backup(database, "a.backup");
        Sessions sessions = new Sessions(database.dataSource(), clock, Duration.ofHours(1), Duration.ofHours(12));
        Sessions.Begun begun = sessions.begin(accounts(database).list().get(0), "password", "192.0.2.1");
        try (BackupFile backup = BackupFile.open(file)) {
            new Restore(database).restore(backup, true, rows -> {});
        }
        assertThat(sessions.find(begun.identifier(), true)).isEmpty();
        assertThat(lines(backup(database, "b.backup"))).isEqualTo(lines(file));
    }

    @Test
    void aPlaceWhereNoFileCanBeIsNamedWithTheReason() {
        Path nowhere = folder.resolve("nowhere").resolve("a.backup");
        assertThatThrownBy(() -> new Backup(database, clock).write(nowhere, rows -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("there is no folder " + nowhere.getParent());
    }

    @Test
    void onlyTheOwnerMayReadItAndNoFileIsOverwritten() throws IOException {
        Path file = backup(database, "a.backup");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> new Backup(database, clock).write(file, rows -> {}))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("exists already");
        assertThat(file).hasBinaryContent(before);
        assertThat(folder.resolve("a.backup.part")).doesNotExist();
    }
}
