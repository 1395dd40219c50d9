package edu.stsci.mast.registry.harvester;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ManualClock;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.HarvestedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that removes much is not believed without a curator's word; one that lists other things than we hold is put right. */
class RemovalGuardTest {
    private static final Ivoid REGISTRY = Ivoid.of("ivo://x.org/registry");
    private static final int MANY = 60;
    private static final List<String> RECORDS = FakeRegistry.names("ivo://x.org/r", MANY);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock("2024-05-01T12:00:00Z");
    private FakeRegistry server;
    private Database database;
    private MasterCopy masterCopy;
    private HarvestedRecords records;
    private HeldRemovals removals;
    private HarvestSources sources;
    private SourcesHealth health;
    private OaiClient client;
    private Harvester harvester;
    private HarvestSource source;

    @BeforeEach
    void harvestAll() throws Exception {
        server = new FakeRegistry(REGISTRY.toString(), "x.org");
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), clock);
        records = new HarvestedRecords(database.dataSource());
        removals = new HeldRemovals(database.dataSource(), clock);
        sources = new HarvestSources(database.dataSource(), clock);
        health = new SourcesHealth(database.dataSource(), clock);
        client = new OaiClient(OaiClientSettings.of("test"), clock, (pause, stop) -> {});
        harvester = new Harvester(
                database.dataSource(),
                masterCopy,
                new DocumentNormaliser(SchemaValidator.shared()),
                client,
                "node 1",
                clock,
                new HarvestLimits(4, 0.1, 5, 20));
        source = sources.add(NewSource.at(server.url()));
        server.put(RECORDS);
        server.putItem(REGISTRY.toString(), ownRecord());
        assertThat(harvest().state()).isEqualTo(HarvestReport.State.COMPLETE);
        later();
    }

    @AfterEach
    void close() {
        harvester.close();
        client.close();
        database.close();
        server.close();
    }

    @Test
    void fewRemovalsAreCarriedOut() throws Exception {
        server.delete(RECORDS.get(0));
        server.deactivate(RECORDS.get(1));

        HarvestReport report = harvest();

        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.deleted()).isEqualTo(1);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(status(0)).isEqualTo(RecordStatus.DELETED);
        assertThat(status(1)).isEqualTo(RecordStatus.INACTIVE);
        assertThat(removals.known(source.id())).isEmpty();
    }

    @Test
    void manyRemovalsAreHeldAndAllTheRestIsTaken() throws Exception {
        removeMany();
        server.put("ivo://x.org/new", "New");
        server.put(RECORDS.get(50), "Changed");

        HarvestReport report = harvest();

        assertThat(report.state()).isEqualTo(HarvestReport.State.HELD);
        assertThat(report.clean()).isFalse();
        assertThat(report.deleted()).isZero();
        assertThat(report.created()).isEqualTo(1);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.problems()).singleElement().asString().contains("20 of 62 active records would be removed");
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY + 2);
        assertThat(removals.list(source.id(), HeldRemoval.State.HELD, 100)).hasSize(20);
        assertThat(health.of(sources.list()).get(source.id()).heldRemovals()).isEqualTo(20);
        assertThat(health.of(sources.list()).get(source.id()).status()).isEqualTo(SourceHealth.Status.OK);

        later();
        HarvestReport next = harvest();
        assertThat(next.state()).as("there is no second alarm").isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY + 2);
    }

    @Test
    void approvedRemovalsAreCarriedOutByTheNextRun() throws Exception {
        removeMany();
        harvest();

        assertThat(removals.approve(source.id())).isEqualTo(20);
        later();
        HarvestReport report = harvest();

        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.deleted()).isEqualTo(10);
        assertThat(report.changed()).isEqualTo(10);
        assertThat(status(0)).isEqualTo(RecordStatus.DELETED);
        assertThat(status(19)).isEqualTo(RecordStatus.INACTIVE);
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY + 1 - 20);
        assertThat(removals.known(source.id())).isEmpty();
    }

    @Test
    void rejectedRemovalsAreIgnoredUntilTheyChange() throws Exception {
        removeMany();
        harvest();
        assertThat(removals.reject(source.id())).isEqualTo(20);

        later();
        assertThat(harvester
                        .harvest(source, true, new StopSignal(), HarvestProgress.NONE)
                        .state())
                .as("the same tombstones again")
                .isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY + 1);

        later();
        server.put(RECORDS.get(0), "Back");
        harvest();
        later();
        server.delete(RECORDS.get(0));
        server.deactivate(RECORDS.get(1));
        harvest();
        assertThat(status(0)).isEqualTo(RecordStatus.DELETED);
        assertThat(status(1)).as("deleted was rejected, inactive was not").isEqualTo(RecordStatus.INACTIVE);
        assertThat(status(2)).isEqualTo(RecordStatus.ACTIVE);
    }

    @Test
    void aRecordThatComesBackIsNotRemovedByAnEarlierAnnouncement() throws Exception {
        removeMany();
        harvest();
        later();
        server.put(RECORDS.get(0), "Back");
        harvest();

        removals.approve(source.id());
        later();
        harvest();

        assertThat(status(0)).isEqualTo(RecordStatus.ACTIVE);
        assertThat(record(0).title()).isEqualTo("Back");
        assertThat(status(1)).isEqualTo(RecordStatus.DELETED);
    }

    @Test
    void whatARunThatDiesHasMetIsDecidedByTheNext() throws Exception {
        RemovalGuard.Guards guards = new RemovalGuard.Guards(
                removals, records, new DocumentNormaliser(SchemaValidator.shared()), new HarvestLimits(4, 0.1, 5, 20));
        // A page is stored, and its process is killed before the end of the list; the next run goes on behind that
        // page.
        guards.of(source, REGISTRY, 99).holdBack(List.of(new Delivery.Tombstone(Ivoid.of(RECORDS.get(7)), 1)));
        server.unlisted.add(RECORDS.get(7));
        assertThat(status(7)).isEqualTo(RecordStatus.ACTIVE);

        HarvestReport report = harvest();

        assertThat(report.deleted()).isEqualTo(1);
        assertThat(status(7)).isEqualTo(RecordStatus.DELETED);
    }

    @Test
    void reconciliationFindsWhatHasVanishedAndWhatWasNeverDelivered() throws Exception {
        server.now =
                "2024-05-01T11:00:00Z"; // put in with a date before our last harvest, which therefore does not see it
        server.put("ivo://x.org/late", "Delivered too late");
        server.delete(RECORDS.get(2));
        later();
        server.put(RECORDS.get(3), "Changed since");
        server.lose(RECORDS.get(0));
        server.unlisted.add(RECORDS.get(1));

        ReconciliationReport report = harvester.reconcile(present(), new StopSignal());

        assertThat(report.failure()).isEmpty();
        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.held()).isEqualTo(MANY + 1);
        assertThat(report.listed()).isEqualTo(MANY - 1);
        assertThat(report.vanished()).isEqualTo(2);
        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.repaired()).isEqualTo(2);
        assertThat(report.removed()).isEqualTo(2);
        assertThat(status(0)).as("vanished").isEqualTo(RecordStatus.DELETED);
        assertThat(status(1)).as("not listed, but still there").isEqualTo(RecordStatus.ACTIVE);
        assertThat(status(2)).as("a tombstone that never came").isEqualTo(RecordStatus.DELETED);
        assertThat(record(3).title()).isEqualTo("Changed since");
        assertThat(masterCopy.find(Ivoid.of("ivo://x.org/late"))).isPresent();
        assertThat(new Reconciliations(database.dataSource()).latest(source.id(), 1))
                .containsExactly(report);

        ReconciliationReport again = harvester.reconcile(present(), new StopSignal());
        assertThat(List.of(again.missing(), again.repaired(), again.removed())).containsOnly(0);
    }

    @Test
    void aListThatLacksAThirdIsNotBelieved() throws Exception {
        RECORDS.subList(0, MANY / 3).forEach(server.unlisted::add);

        ReconciliationReport report = harvester.reconcile(present(), new StopSignal());

        assertThat(report.state()).isEqualTo(HarvestReport.State.HELD);
        assertThat(report.vanished()).isEqualTo(MANY / 3);
        assertThat(report.removed()).isZero();
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY + 1);

        server.unlisted.clear();
        assertThat(harvester.reconcile(present(), new StopSignal()).state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(removals.known(source.id())).as("the list is whole again").isEmpty();
    }

    @Test
    void whatAListWithRepetitionsLeavesOutIsAskedForHoweverMuchItIs() throws Exception {
        // A server that shifts its pages names some records again and leaves out as many others.
        RECORDS.subList(0, 19).forEach(server.unlisted::add);
        RECORDS.subList(20, 40).forEach(server.listedTwice::add);
        server.lose(RECORDS.get(19));

        ReconciliationReport report = harvester.reconcile(present(), new StopSignal());

        assertThat(report.state()).isEqualTo(HarvestReport.State.COMPLETE);
        assertThat(report.vanished()).isEqualTo(20);
        assertThat(report.fetched()).isEqualTo(20);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("names records more than once, 20 times in all", "may leave out others");
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY);
        assertThat(removals.known(source.id()))
                .as("a curator is not asked to remove what is there")
                .isEmpty();
    }

    @Test
    void fewAreAskedForAlthoughTheListNamesRecordsTwice() throws Exception {
        server.unlisted.add(RECORDS.get(0));
        server.lose(RECORDS.get(1));
        server.listedTwice.add(RECORDS.get(2));

        ReconciliationReport report = harvester.reconcile(present(), new StopSignal());

        assertThat(report.problems()).singleElement().asString().contains(RECORDS.get(2));
        assertThat(report.removed()).isEqualTo(1);
        assertThat(status(0)).as("not listed, but still there").isEqualTo(RecordStatus.ACTIVE);
        assertThat(status(1)).isEqualTo(RecordStatus.DELETED);
    }

    @Test
    void approvedVanishedRecordsAreRemoved() throws Exception {
        RECORDS.subList(0, MANY / 3).forEach(server::lose);
        harvester.reconcile(present(), new StopSignal());
        removals.approve(source.id());

        ReconciliationReport report = harvester.reconcile(present(), new StopSignal());

        assertThat(report.removed()).isEqualTo(MANY / 3);
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY + 1 - MANY / 3);
    }

    @Test
    void anEmptyListAndAStrangersListSayNothing() throws Exception {
        RECORDS.forEach(server.unlisted::add);
        server.unlisted.add(REGISTRY.toString());
        assertThat(harvester.reconcile(present(), new StopSignal()).failure()).contains("lists no records at all");

        try (FakeRegistry stranger = new FakeRegistry("ivo://y.org/registry", "y.org")) {
            sources.setBaseUrl(source.id(), stranger.url());
            assertThat(harvester.reconcile(present(), new StopSignal()).failure())
                    .contains("says that it is ivo://y.org/registry");
        }
        assertThat(records.countActive(REGISTRY)).isEqualTo(MANY + 1);
    }

    @Test
    void reconciliationAsksForNoMoreThanItMay() throws Exception {
        server.now = "2024-05-01T11:00:00Z";
        server.put(FakeRegistry.names("ivo://x.org/late", 30));

        ReconciliationReport report = harvester.reconcile(present(), new StopSignal());

        assertThat(report.missing()).isEqualTo(30);
        assertThat(report.fetched()).isEqualTo(20);
        assertThat(report.problems()).singleElement().asString().contains("Of 30 records that are missing");
        assertThat(harvester.reconcile(present(), new StopSignal()).repaired()).isEqualTo(10);
    }

    /** Removes ten records and deactivates ten: a third. */
    private void removeMany() {
        RECORDS.subList(0, 10).forEach(server::delete);
        RECORDS.subList(10, 20).forEach(server::deactivate);
    }

    private void later() {
        clock.advance(Duration.ofHours(1));
        server.now = clock.instant().toString();
    }

    private HarvestSource present() {
        return sources.get(source.id()).orElseThrow();
    }

    private HarvestReport harvest() throws SourceBusyException {
        return harvester.harvest(source, false, new StopSignal(), HarvestProgress.NONE);
    }

    private StoredRecord record(int number) {
        return masterCopy.find(Ivoid.of(RECORDS.get(number))).orElseThrow();
    }

    private RecordStatus status(int number) {
        return record(number).status();
    }

    private static String ownRecord() {
        return "<record><header><identifier>" + REGISTRY + "</identifier><datestamp>x</datestamp></header><metadata>"
                + Xml.registryRecord(REGISTRY.toString(), "x.org") + "</metadata></record>";
    }
}
