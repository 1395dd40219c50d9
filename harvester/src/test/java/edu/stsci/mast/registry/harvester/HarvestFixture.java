package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A registry that harvests one scripted server. */
final class HarvestFixture implements AutoCloseable {
    static final String REGISTRY = "ivo://x.org/registry";
    static final String NOW = "2024-05-01T12:00:00Z";
    static final int LARGEST_ANSWER = 4 << 20;
    static final int LARGEST_RECORD = 100_000;

    final ManualClock clock = new ManualClock(NOW);
    final ScriptedServer server = new ScriptedServer();
    final List<Duration> pauses = new ArrayList<>();
    final Database database;
    final MasterCopy masterCopy;
    final HarvestSources sources;
    final HarvestRuns runs;
    final Quarantine quarantine;
    HarvestSource source;
    private OaiClient client;
    private Harvester harvester;

    HarvestFixture(Path folder) throws IOException {
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock);
        sources = new HarvestSources(database.dataSource(), clock);
        runs = new HarvestRuns(database.dataSource());
        quarantine = new Quarantine(database.dataSource(), clock);
        source = sources.add(
                new NewSource("x", server.url(), Optional.of(Ivoid.of(REGISTRY)), "ivo_managed", Schedule.DAILY, true));
        server.on("verb=Identify", ScriptedServer.xml(Xml.identify(REGISTRY, "x.org")));
        server.on("verb=ListSets", ScriptedServer.xml(Xml.sets("ivo_managed")));
        times(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    /** Gives servers so much time to say something, and for a whole answer. */
    void times(Duration read, Duration answer) {
        OaiClientSettings settings = new OaiClientSettings(
                "test",
                Duration.ofSeconds(2),
                read,
                answer,
                LARGEST_ANSWER,
                3,
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                3);
        closeClient();
        client = new OaiClient(settings, clock, (pause, stop) -> pauses.add(pause));
        harvester = new Harvester(
                database.dataSource(),
                masterCopy,
                new DocumentNormaliser(SchemaValidator.shared(), LARGEST_RECORD),
                client,
                "node 1",
                clock);
    }

    /** Harvests at another address. */
    HarvestReport harvestAt(String url) throws SourceBusyException {
        source = sources.add(
                new NewSource("y", url, Optional.of(Ivoid.of(REGISTRY)), "ivo_managed", Schedule.DAILY, true));
        return harvest();
    }

    HarvestReport harvest() throws SourceBusyException {
        return harvest(false);
    }

    HarvestReport harvest(boolean full) throws SourceBusyException {
        return harvester.harvest(source, full, new StopSignal(), HarvestProgress.NONE);
    }

    /** Harvests until a request for the given page is to be sent. */
    HarvestReport harvestUpTo(String token) throws SourceBusyException {
        StopSignal stop = new StopSignal();
        return harvester.harvest(source, false, stop, new HarvestProgress() {
            @Override
            public void requesting(String url) {
                if (url.endsWith("resumptionToken=" + token)) {
                    stop.stop("Enough");
                }
            }
        });
    }

    HarvestSource present() {
        return sources.get(source.id()).orElseThrow();
    }

    /** The last parts of the IVOIDs of all stored records, in order; without the registry's own, which Identify gives. */
    Set<String> stored() {
        Set<String> names = new TreeSet<>();
        ChangeFeed feed = new ChangeFeed(database.dataSource(), clock);
        feed.readWithoutDocuments(
                new ChangeFeed.Range(ChangeFeed.Scope.ALL, 0, feed.head()),
                1000,
                record -> names.add(record.ivoid().toString().replace("ivo://x.org/", "")));
        names.remove("registry");
        return names;
    }

    /** The identifiers in quarantine. */
    List<String> quarantined() {
        return quarantine.list(source.id(), 100).stream()
                .map(record -> record.identifier().orElse("?"))
                .toList();
    }

    private void closeClient() {
        if (client != null) {
            harvester.close();
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeClient();
        server.close();
        database.close();
    }
}
