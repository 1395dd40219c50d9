package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two registries that claim one authority and are harvested in turns. */
class ContestedRecordsTest {
    private static final Ivoid AT_HOME = Ivoid.of("ivo://shared.org/registry");
    private static final Ivoid OTHER = Ivoid.of("ivo://aaa.org/registry");
    private static final Ivoid RECORD = Ivoid.of("ivo://shared.org/record");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRecordIsTheSameWhoeverIsHarvestedFirst(boolean homeFirst) throws Exception {
        ManualClock clock = new ManualClock("2024-05-01T12:00:00Z");
        try (FakeRegistry home = new FakeRegistry(AT_HOME.toString(), "shared.org");
                FakeRegistry other = new FakeRegistry(OTHER.toString(), "aaa.org", "shared.org");
                Database database = TestDatabase.open(folder);
                OaiClient client = new OaiClient(OaiClientSettings.of("test"), clock, (pause, stop) -> {})) {
            // Neither registry lists its own record before the contested one; Identify has it.
            home.put(RECORD.toString(), "From home");
            other.put(RECORD.toString(), "From the other");
            MasterCopy masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock);
            HarvestSources sources = new HarvestSources(database.dataSource(), clock);
            HarvestSource first = sources.add(NewSource.at(homeFirst ? home.url() : other.url()));
            HarvestSource second = sources.add(NewSource.at(homeFirst ? other.url() : home.url()));
            try (Harvester harvester = new Harvester(
                    database.dataSource(),
                    masterCopy,
                    new DocumentNormaliser(SchemaValidator.shared()),
                    client,
                    "node 1",
                    clock)) {
                harvester.harvest(first, true, new StopSignal(), HarvestProgress.NONE);
                harvester.harvest(second, true, new StopSignal(), HarvestProgress.NONE);
                int settled = masterCopy.history(RECORD).size();
                for (int round = 0; round < 3; round++) {
                    harvester.harvest(first, true, new StopSignal(), HarvestProgress.NONE);
                    harvester.harvest(second, true, new StopSignal(), HarvestProgress.NONE);
                }

                assertThat(masterCopy.find(RECORD).orElseThrow().title()).isEqualTo("From home");
                assertThat(masterCopy.find(RECORD).orElseThrow().homeRegistry()).contains(AT_HOME);
                assertThat(masterCopy.history(RECORD)).hasSize(settled).hasSizeLessThanOrEqualTo(2);
            }

            assertThat(new ContestedRecords(database.dataSource()).list())
                    .singleElement()
                    .satisfies(contested -> {
                        assertThat(contested.ivoid()).isEqualTo(RECORD);
                        assertThat(contested.holder()).isEqualTo(AT_HOME);
                        assertThat(contested.other()).isEqualTo(OTHER);
                        assertThat(contested.reason()).contains("both declare the authority shared.org");
                    });
        }
    }
}
