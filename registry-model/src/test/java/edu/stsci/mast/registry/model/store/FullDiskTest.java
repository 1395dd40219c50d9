package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a disk that is full for a while. */
class FullDiskTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Ivoid RECORD = Ivoid.of("ivo://archive.stsci.edu/record");

    @TempDir
    Path folder;

    private MasterCopy masterCopy;

    private void save(String title) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(List.of(SampleRecords.organisation(RECORD.toString(), title)), Origin.MANAGED);
            transaction.commit();
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAndTheRestGoesOnWhenThereIsRoomAgain() {
        FullDisk.mount();
        Database.Settings plain = Database.Settings.embedded(folder, 4);
        Database.Settings settings = new Database.Settings(
                plain.url().replace("jdbc:h2:", "jdbc:h2:full:"), plain.user(), plain.password(), 4);
        try (Database database = Database.open(settings)) {
            masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
            save("Before");
            FullDisk.setFull(true);
            assertThatThrownBy(() -> save("Without room")).isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> save("Without room")).isInstanceOf(DatabaseException.class);
            FullDisk.setFull(false);
            await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> save("After"));
            assertThat(masterCopy.history(RECORD)).hasSize(2);
        } finally {
            FullDisk.setFull(false);
        }
    }
}
