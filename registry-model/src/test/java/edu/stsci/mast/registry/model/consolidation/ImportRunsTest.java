package edu.stsci.mast.registry.model.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports of files, as they are noted and undone. */
class ImportRunsTest {
    private static final Origin ELSEWHERE = Origin.harvestedFrom(Ivoid.of("ivo://elsewhere.org/registry"));

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static ResourceDocument organisation(String ivoid, String title) {
        return SampleRecords.organisation(ivoid, title);
    }

    private CommitResult write(ImportEnding ending, Origin origin, ResourceDocument... documents) {
        try (WriteTransaction transaction = desk.masterCopy.begin(new Provenance("import", "a file"))) {
            transaction.save(Arrays.asList(documents), origin);
            return ending.end(transaction, false);
        }
    }

    private long run() {
        return desk.runs.begin(ImportRun.Kind.FILES, "import of x.xml", Desk.ADMINISTRATOR);
    }

    @Test
    void newRecordsLeaveTombstonesAndChangedOnesGetTheirEarlierTexts() {
        write(ImportEnding.COMMITTED, Origin.MANAGED, organisation("ivo://archive.stsci.edu/old", "Before"));
        write(ImportEnding.COMMITTED, ELSEWHERE, organisation("ivo://elsewhere.org/old", "Before"));
        long run = run();
        ImportEnding noted = ImportEnding.notedIn(desk.runs, run);
        write(
                noted,
                Origin.MANAGED,
                organisation("ivo://archive.stsci.edu/old", "Between"),
                organisation("ivo://archive.stsci.edu/new", "New"));
        write(noted, Origin.MANAGED, organisation("ivo://archive.stsci.edu/old", "After"));
        write(
                noted,
                ELSEWHERE,
                organisation("ivo://elsewhere.org/old", "After"),
                organisation("ivo://elsewhere.org/new", "New"),
                organisation("ivo://archive.stsci.edu/stolen", "Not theirs"));
        desk.runs.end(run, List.of("x.xml: one was refused"));

        assertThat(desk.runs.items(run, 0, 10))
                .extracting(item -> item.ivoid() + " " + item.before() + " " + item.after())
                .containsExactly(
                        "ivo://archive.stsci.edu/new 0 1",
                        "ivo://archive.stsci.edu/old 1 3",
                        "ivo://elsewhere.org/new 0 1",
                        "ivo://elsewhere.org/old 1 2");
        ImportRun known = desk.runs.list(0, 10).get(0);
        assertThat(known.records()).isEqualTo(4);
        assertThat(known.problems()).isEqualTo(1);
        assertThat(known.ended()).isPresent();

        assertThat(desk.undo.undo(run, Desk.CURATOR)).isEqualTo(new Undo.Result(2, 2));
        assertThat(desk.record("old").title()).isEqualTo("Before");
        assertThat(desk.record("new").status()).isEqualTo(RecordStatus.DELETED);
        assertThat(desk.runs.items(run, 0, 10))
                .filteredOn(item -> item.state() == ImportItem.State.KEPT)
                .allSatisfy(item -> assertThat(item.note()).contains("only administrators"));

        assertThat(desk.undo.undo(run, Desk.ADMINISTRATOR)).isEqualTo(new Undo.Result(2, 0));
        var old = desk.masterCopy.find(Ivoid.of("ivo://elsewhere.org/old")).orElseThrow();
        assertThat(old.title()).isEqualTo("Before");
        assertThat(old.managed()).isFalse();
        assertThat(desk.masterCopy
                        .find(Ivoid.of("ivo://elsewhere.org/new"))
                        .orElseThrow()
                        .status())
                .isEqualTo(RecordStatus.DELETED);
    }

    @Test
    void aDeletionIsUndone() {
        desk.store(SampleRecords.organisationXml("ivo://archive.stsci.edu/a", "Before", "active"));
        long run = run();
        try (WriteTransaction transaction = desk.masterCopy.begin(new Provenance("import", "a tombstone"))) {
            transaction.delete(List.of(Desk.ivoid("a"), Desk.ivoid("never")), Origin.MANAGED);
            ImportEnding.notedIn(desk.runs, run).end(transaction, true);
        }
        assertThat(desk.undo.undo(run, Desk.CURATOR)).isEqualTo(new Undo.Result(2, 0));
        assertThat(desk.record("a").status()).isEqualTo(RecordStatus.ACTIVE);
        assertThat(desk.record("never").status()).isEqualTo(RecordStatus.DELETED);
    }

    @Test
    void aRehearsalSaysWhatWouldBeAndStoresNothing() {
        write(ImportEnding.COMMITTED, Origin.MANAGED, organisation("ivo://archive.stsci.edu/a", "Before"));
        CommitResult result = write(
                ImportEnding.REHEARSED,
                Origin.MANAGED,
                organisation("ivo://archive.stsci.edu/a", "After"),
                organisation("ivo://archive.stsci.edu/b", "New"),
                organisation("ivo://elsewhere.org/c", "Not ours"));
        assertThat(result.outcome()).isEqualTo(new Outcome(1, 1, 0, 0, 0));
        assertThat(result.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .contains("not ours"));
        assertThat(desk.record("a").title()).isEqualTo("Before");
        assertThat(desk.masterCopy.find(Desk.ivoid("b"))).isEmpty();
        // What follows takes the places in the order of changes that the rehearsal had.
        write(ImportEnding.COMMITTED, Origin.MANAGED, organisation("ivo://archive.stsci.edu/b", "New"));
        assertThat(desk.record("b").sequence()).isEqualTo(desk.record("a").sequence() + 1);
    }
}
