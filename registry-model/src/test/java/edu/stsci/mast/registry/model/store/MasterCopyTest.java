package edu.stsci.mast.registry.model.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.SampleRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterCopyTest {
    private static final Provenance ANNE = new Provenance("anne", "because");
    private static final Origin ESA = Origin.harvestedFrom(Ivoid.of("ivo://esavo/registry"));
    private static final Origin GAVO = Origin.harvestedFrom(Ivoid.of("ivo://org.gavo.dc/registry"));
    private static final Ivoid HST = Ivoid.of("ivo://archive.stsci.edu/hst");

    @TempDir
    Path folder;

    private Database.Settings settings;
    private Database database;
    private MasterCopy masterCopy;

    @BeforeEach
    void open() {
        settings = TestDatabase.emptied(folder);
        database = Database.open(settings);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private CommitResult save(Origin origin, ResourceDocument... documents) {
        try (WriteTransaction transaction = masterCopy.begin(ANNE)) {
            transaction.save(List.of(documents), origin);
            return transaction.commit();
        }
    }

    private CommitResult delete(Origin origin, Ivoid... ivoids) {
        try (WriteTransaction transaction = masterCopy.begin(ANNE)) {
            transaction.delete(List.of(ivoids), origin);
            return transaction.commit();
        }
    }

    private static ResourceDocument hst(String title) {
        return SampleRecords.organisation("ivo://archive.stsci.edu/hst", title);
    }

    @Test
    void keepsADocumentByteForByte() {
        ResourceDocument document = hst("Hubble – Ångström 李 🔭");

        assertThat(save(Origin.MANAGED, document).outcome()).isEqualTo(new Outcome(1, 0, 0, 0, 0));

        StoredRecord stored =
                masterCopy.find(Ivoid.of("IVO://archive.stsci.edu/HST")).orElseThrow();
        assertThat(stored.document()).isEqualTo(document.xml());
        assertThat(stored.ivoid()).hasToString("ivo://archive.stsci.edu/hst");
        assertThat(stored.title()).isEqualTo("Hubble – Ångström 李 🔭");
        assertThat(stored.resourceType()).isEqualTo("vr:Organisation");
        assertThat(stored.status()).isEqualTo(RecordStatus.ACTIVE);
        assertThat(stored.managed()).isTrue();
        assertThat(stored.homeRegistry()).isEmpty();
        assertThat(stored.version()).isEqualTo(1);
        assertThat(stored.updated()).contains(Instant.parse("2021-02-03T04:05:06Z"));
    }

    @Test
    void tellsTheTitlesOfManyRecordsAtOnce() {
        save(Origin.MANAGED, hst("Hubble"));
        Ivoid unknown = Ivoid.of("ivo://archive.stsci.edu/unknown");

        assertThat(masterCopy.titles(List.of(unknown, Ivoid.of("ivo://ARCHIVE.stsci.edu/HST"))))
                .containsExactly(Map.entry(HST, "Hubble"));
        assertThat(masterCopy.titles(List.of())).isEmpty();
    }

    @Test
    void keepsDocumentsLargerThanAnyBuffer() {
        ResourceDocument large = SampleRecords.normalised(
                SampleRecords.organisationXml("ivo://archive.stsci.edu/large", "Large", "active")
                        .replace("A second line.", "many words ".repeat(300_000)));

        save(Origin.MANAGED, large);

        assertThat(masterCopy.find(large.ivoid()).orElseThrow().document())
                .isEqualTo(large.xml())
                .hasSizeGreaterThan(3_000_000);
    }

    @Test
    void keepsEveryVersionWithWhoWhenAndWhy() {
        save(Origin.MANAGED, hst("One"));
        save(Origin.MANAGED, hst("Two"));
        delete(Origin.MANAGED, HST);
        save(Origin.MANAGED, hst("Three"));

        List<RecordVersion> history = masterCopy.history(HST);

        assertThat(history).extracting(RecordVersion::version).containsExactly(4, 3, 2, 1);
        assertThat(history)
                .extracting(RecordVersion::kind)
                .containsExactly(
                        RecordVersion.Kind.CHANGED,
                        RecordVersion.Kind.DELETED,
                        RecordVersion.Kind.CHANGED,
                        RecordVersion.Kind.CREATED);
        assertThat(history)
                .extracting(RecordVersion::status)
                .containsExactly(RecordStatus.ACTIVE, RecordStatus.DELETED, RecordStatus.ACTIVE, RecordStatus.ACTIVE);
        assertThat(history).allSatisfy(v -> {
            assertThat(v.actor()).isEqualTo("anne");
            assertThat(v.reason()).isEqualTo("because");
            assertThat(v.changedAt())
                    .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(5));
        });
        assertThat(new String(masterCopy.document(HST, 1).orElseThrow(), UTF_8)).contains("<title>One</title>");
        assertThat(new String(masterCopy.document(HST, 2).orElseThrow(), UTF_8)).contains("<title>Two</title>");
        assertThat(masterCopy.document(HST, 5)).isEmpty();
    }

    @Test
    void makesNoVersionWhenNothingChanged() {
        save(Origin.MANAGED, hst("Same"));

        assertThat(save(Origin.MANAGED, hst("Same")).outcome()).isEqualTo(new Outcome(0, 0, 0, 1, 0));

        assertThat(masterCopy.history(HST)).hasSize(1);
    }

    @Test
    void leavesATombstoneForEver() {
        save(Origin.MANAGED, hst("Hubble"));

        assertThat(delete(Origin.MANAGED, HST).outcome()).isEqualTo(new Outcome(0, 0, 1, 0, 0));
        assertThat(delete(Origin.MANAGED, HST).outcome()).isEqualTo(new Outcome(0, 0, 0, 1, 0));

        StoredRecord tombstone = masterCopy.find(HST).orElseThrow();
        assertThat(tombstone.status()).isEqualTo(RecordStatus.DELETED);
        assertThat(tombstone.title()).isEqualTo("Hubble");
        assertThat(tombstone.version()).isEqualTo(2);
    }

    @Test
    void keepsTombstonesOfRecordsItNeverHad() {
        Ivoid gone = Ivoid.of("ivo://esavo/gone");

        assertThat(delete(ESA, gone).outcome()).isEqualTo(new Outcome(1, 0, 0, 0, 0));

        StoredRecord tombstone = masterCopy.find(gone).orElseThrow();
        assertThat(tombstone.status()).isEqualTo(RecordStatus.DELETED);
        assertThat(tombstone.document()).isNull();
        assertThat(tombstone.homeRegistry()).isEqualTo(ESA.home());
    }

    @Test
    void takesARecordThatCallsItselfDeletedAsATombstone() {
        save(Origin.MANAGED, hst("Hubble"));

        ResourceDocument dead =
                SampleRecords.normalised(SampleRecords.organisationXml(HST.toString(), "Hubble", "deleted"));

        assertThat(save(Origin.MANAGED, dead).outcome().deleted()).isEqualTo(1);
        assertThat(masterCopy.find(HST).orElseThrow().status()).isEqualTo(RecordStatus.DELETED);
    }

    @Test
    void refusesInvalidManagedRecordsAndKeepsInvalidHarvestedOnes() {
        String broken = SampleRecords.organisationXml("ivo://archive.stsci.edu/hst", "T", "active")
                .replace("<title>T</title>", "");
        ResourceDocument managed = SampleRecords.normalised(broken);
        ResourceDocument harvested = SampleRecords.normalised(broken.replace("archive.stsci.edu", "esavo"));

        CommitResult refused = save(Origin.MANAGED, managed);
        CommitResult kept = save(ESA, harvested);

        assertThat(refused.outcome()).isEqualTo(Outcome.NONE);
        assertThat(refused.refusals()).singleElement().satisfies(r -> {
            assertThat(r.ivoid()).isEqualTo(HST);
            assertThat(r.reason()).startsWith("it is not valid: line ").contains("title");
            assertThat(r.findings()).isNotEmpty();
        });
        assertThat(masterCopy.find(HST)).isEmpty();
        assertThat(kept.outcome()).isEqualTo(new Outcome(1, 0, 0, 0, 1));
        assertThat(masterCopy.findings(harvested.ivoid())).singleElement().satisfies(f -> assertThat(f.severity())
                .isEqualTo(Finding.Severity.ERROR));

        save(ESA, SampleRecords.organisation("ivo://esavo/hst", "Mended"));
        assertThat(masterCopy.findings(harvested.ivoid())).isEmpty();
    }

    @Test
    void takesAllOrNothingWhenAskedTo() {
        ResourceDocument foreign = SampleRecords.organisation("ivo://elsewhere/x", "Foreign");

        try (WriteTransaction transaction = masterCopy.begin(ANNE)) {
            transaction.save(List.of(hst("Hubble"), foreign), Origin.MANAGED);
            CommitResult result = transaction.commitAll();

            assertThat(result.outcome()).isEqualTo(Outcome.NONE);
            assertThat(result.refusals()).singleElement().satisfies(r -> assertThat(r.reason())
                    .contains("elsewhere", "archive.stsci.edu"));
        }
        assertThat(masterCopy.find(HST)).isEmpty();
    }

    @Test
    void leavesNothingOfATransactionThatIsNotCommitted() {
        try (WriteTransaction transaction = masterCopy.begin(ANNE)) {
            transaction.save(List.of(hst("Hubble")), Origin.MANAGED);
        }

        assertThat(masterCopy.find(HST)).isEmpty();
        assertThat(save(Origin.MANAGED, hst("Hubble")).outcome().created()).isEqualTo(1);
    }

    @Test
    void letsTheLaterOfTwoInOneTransactionStand() {
        save(Origin.MANAGED, hst("Stored"));

        CommitResult result = save(Origin.MANAGED, hst("First"), hst("Second"));

        assertThat(result.outcome()).isEqualTo(new Outcome(0, 1, 0, 0, 0));
        assertThat(masterCopy.find(HST).orElseThrow().title()).isEqualTo("Second");
        assertThat(masterCopy.history(HST)).hasSize(2);
    }

    @Test
    void neverLetsAHarvestReplaceOurRecords() {
        save(Origin.MANAGED, hst("Ours"));

        CommitResult result = save(ESA, hst("Theirs"));

        assertThat(result.refusals()).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("is ours"));
        assertThat(delete(ESA, HST).refusals()).hasSize(1);
        assertThat(masterCopy.find(HST).orElseThrow().title()).isEqualTo("Ours");
    }

    @Test
    void takesARecordFromTheRegistryThatManagesItsAuthority() {
        ResourceDocument record = SampleRecords.organisation("ivo://org.gavo.dc/x", "From ESA");
        assertThat(save(ESA, record).outcome().created()).isEqualTo(1);

        CommitResult beforeTheClaim = save(GAVO, SampleRecords.organisation("ivo://org.gavo.dc/x", "From GAVO"));
        save(GAVO, SampleRecords.registry("ivo://org.gavo.dc/registry", "org.gavo.dc"));
        CommitResult afterTheClaim = save(GAVO, SampleRecords.organisation("ivo://org.gavo.dc/x", "From GAVO"));
        CommitResult fromTheWrongOne = save(ESA, SampleRecords.organisation("ivo://org.gavo.dc/x", "From ESA again"));

        assertThat(beforeTheClaim.refusals()).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("no better claim"));
        assertThat(afterTheClaim.outcome().changed()).isEqualTo(1);
        assertThat(fromTheWrongOne.refusals()).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("managed by ivo://org.gavo.dc/registry"));
        assertThat(masterCopy.find(record.ivoid()).orElseThrow().title()).isEqualTo("From GAVO");
    }

    @Test
    void survivesAReopening() {
        save(Origin.MANAGED, hst("Hubble"));
        byte[] secret = new Secrets(database.dataSource()).get("token");

        database.close();
        database = Database.open(settings);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());

        assertThat(masterCopy.find(HST)).isPresent();
        assertThat(new Secrets(database.dataSource()).get("token"))
                .isEqualTo(secret)
                .hasSize(32);
        assertThat(save(Origin.MANAGED, hst("Hubble II")).outcome().changed()).isEqualTo(1);
    }
}
