package edu.stsci.mast.registry.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.rules.Rule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checks of stored records find is kept beside what validation found. */
class RecordChecksTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T04:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T04:00:00Z");
    private static final Ivoid RECORD = Ivoid.of("ivo://archive.stsci.edu/checked");

    @TempDir
    private Path folder;

    private Database database;
    private MasterCopy masterCopy;
    private RecordChecks checks;
    private CheckReports reports;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.open(folder);
        masterCopy = new MasterCopy(database.dataSource(), Set.of("archive.stsci.edu"), Clock.systemUTC());
        checks = new RecordChecks(database.dataSource());
        reports = new CheckReports(database.dataSource());
        save("A title");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void save(String title) throws Exception {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(List.of(SampleRecords.organisation(RECORD.toString(), title)), Origin.MANAGED);
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    private RecordChecks.Target target() {
        return checks.targets(false, 0, 10).get(0);
    }

    private static Finding finding(Rule rule) {
        return new Finding(rule.severity(), rule.code(), 3, 4, "Resource/capability", "It is so.");
    }

    private static RecordChecks.Link link(boolean fails, Instant at) {
        return new RecordChecks.Link(
                "https://example.org/a",
                fails ? "LINK-02" : "",
                fails ? 500 : 200,
                fails ? "It fails." : "",
                12,
                at,
                fails ? Optional.of(at) : Optional.empty(),
                fails ? 1 : 0);
    }

    @Test
    void findingsAreKeptWithTheRecordAndReplacedByTheNextOnes() {
        assertThat(checks.save(
                        target(), List.of(finding(Rule.CAP_04), finding(Rule.LINK_02)), Optional.empty(), MONDAY))
                .isTrue();
        assertThat(masterCopy.findings(RECORD)).extracting(Finding::code).containsExactly("CAP-04", "LINK-02");

        checks.save(target(), List.of(finding(Rule.ID_06)), Optional.empty(), TUESDAY);

        assertThat(masterCopy.findings(RECORD)).containsExactly(finding(Rule.ID_06));
    }

    @Test
    void failuresAreCountedFromTheFirst() {
        checks.save(target(), List.of(), Optional.of(List.of(link(true, MONDAY))), MONDAY);
        checks.save(target(), List.of(), Optional.of(List.of(link(true, TUESDAY))), TUESDAY);

        assertThat(reports.failingLinks(Optional.empty(), 10)).singleElement().satisfies(failing -> {
            assertThat(failing.ivoid()).isEqualTo(RECORD);
            assertThat(failing.link().failures()).isEqualTo(2);
            assertThat(failing.link().failingSince()).contains(MONDAY);
            assertThat(failing.link().checkedAt()).isEqualTo(TUESDAY);
        });

        checks.save(target(), List.of(), Optional.of(List.of(link(false, TUESDAY))), TUESDAY);
        assertThat(reports.failingLinks(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void aRecordThatHasChangedMeanwhileIsLeftAlone() throws Exception {
        RecordChecks.Target before = target();
        save("Another title");

        assertThat(checks.save(before, List.of(finding(Rule.ID_06)), Optional.empty(), MONDAY))
                .isFalse();
        assertThat(masterCopy.findings(RECORD)).isEmpty();
    }

    @Test
    void levelsFollowFromWhatWasFoundAndAsked() throws Exception {
        assertThat(reports.registries()).containsExactly(new CheckReports.Registry(Optional.empty(), 1, 0, 1, 0));

        checks.save(target(), List.of(finding(Rule.CAP_04)), Optional.of(List.of(link(false, MONDAY))), MONDAY);
        assertThat(reports.registries()).containsExactly(new CheckReports.Registry(Optional.empty(), 1, 0, 0, 1));

        checks.save(target(), List.of(finding(Rule.LINK_02)), Optional.of(List.of(link(true, MONDAY))), MONDAY);
        assertThat(reports.registries()).containsExactly(new CheckReports.Registry(Optional.empty(), 1, 0, 1, 0));

        checks.save(target(), List.of(finding(Rule.RES_01)), Optional.of(List.of(link(false, MONDAY))), MONDAY);
        assertThat(reports.registries()).containsExactly(new CheckReports.Registry(Optional.empty(), 1, 1, 0, 0));

        checks.save(target(), List.of(), Optional.of(List.of(link(false, MONDAY))), MONDAY);
        assertThat(reports.checked(RECORD)).contains(new CheckReports.Checked(MONDAY, true));
        save("Another title");
        assertThat(reports.checked(RECORD)).contains(new CheckReports.Checked(MONDAY, false));
        assertThat(reports.registries()).containsExactly(new CheckReports.Registry(Optional.empty(), 1, 0, 1, 0));
    }

    @Test
    void reportsCountByCodeAndNameTheWorst() {
        checks.save(
                target(),
                List.of(finding(Rule.CAP_04), finding(Rule.CAP_04), finding(Rule.RES_01), finding(Rule.RES_14)),
                Optional.empty(),
                MONDAY);

        assertThat(reports.codes(Optional.empty()))
                .containsExactly(
                        new CheckReports.Code("RES-01", Finding.Severity.ERROR, 1, 1),
                        new CheckReports.Code("CAP-04", Finding.Severity.WARNING, 2, 1),
                        new CheckReports.Code("RES-14", Finding.Severity.HINT, 1, 1));
        assertThat(reports.worst(Optional.empty(), "", 5)).singleElement().satisfies(worst -> {
            assertThat(worst.ivoid()).isEqualTo(RECORD);
            assertThat(worst.errors()).isEqualTo(1);
            assertThat(worst.warnings()).isEqualTo(2);
            assertThat(worst.hints()).isEqualTo(1);
        });
        assertThat(reports.worst(Optional.empty(), "TAB-01", 5)).isEmpty();
        assertThat(reports.codes(Optional.of(Ivoid.of("ivo://other.org/registry"))))
                .isEmpty();
    }

    @Test
    void harvestedRecordsAreLookedAtOnceForEachVersion() {
        harvest("A title of others");
        assertThat(checks.targets(false, 0, 10))
                .extracting(RecordChecks.Target::managed)
                .containsExactly(true, false);

        checks.save(checks.targets(false, 0, 10).get(1), List.of(), Optional.empty(), MONDAY);
        assertThat(checks.targets(false, 0, 10))
                .extracting(RecordChecks.Target::managed)
                .containsExactly(true);
        assertThat(checks.targets(true, 0, 10)).hasSize(2);

        harvest("Another title of others");
        assertThat(checks.targets(false, 0, 10)).hasSize(2);
    }

    private void harvest(String title) {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(
                    List.of(SampleRecords.organisation("ivo://other.org/checked", title)),
                    Origin.harvestedFrom(Ivoid.of("ivo://other.org/registry")));
            assertThat(transaction.commitAll().refusals()).isEmpty();
        }
    }

    @Test
    void runsAreKeptForSomeTime() {
        for (int i = 0; i < 60; i++) {
            checks.keep(new RecordChecks.Run(MONDAY, Optional.of(TUESDAY), "r" + i, i, 0, 0));
        }

        assertThat(checks.runs(100)).hasSize(50).first().satisfies(run -> assertThat(run.rules())
                .isEqualTo("r59"));
    }

    @Test
    void holdingsTellHowRecordsAreWritten() {
        StoredHoldings holdings = new StoredHoldings(database.dataSource(), Set.of("archive.stsci.edu"));

        assertThat(holdings.find(List.of(Ivoid.of("ivo://ARCHIVE.stsci.edu/Checked"), Ivoid.of("ivo://x.org.uk/none")))
                        .values())
                .singleElement()
                .satisfies(held -> assertThat(held.ivoid().toString()).isEqualTo(RECORD.toString()));
    }
}
