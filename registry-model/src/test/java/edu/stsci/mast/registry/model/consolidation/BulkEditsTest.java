package edu.stsci.mast.registry.model.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.consolidation.BulkEdits.Seen;
import edu.stsci.mast.registry.model.drafts.Draft;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkEditsTest {
    private static final Selection ALL = new Selection("", "", "", "", List.of());
    private static final BulkOperation NEW_DESK =
            new BulkOperation.Contact("help@", "MAST Help Desk", "", "archive@stsci.edu", "");

    @TempDir
    Path folder;

    private Desk desk;
    private BulkEdits edits;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        edits = new BulkEdits(desk.records, desk.masterCopy, desk.drafts, desk.publication, desk.runs);
        for (String path : List.of("a", "b", "c")) {
            desk.store(SampleRecords.organisationXml(Desk.ivoid(path).toString(), "Title " + path, "active"));
        }
        desk.store(service());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static String service() {
        return SampleRecords.ofEveryType()
                .get("cone search")
                .replaceFirst("<identifier>[^<]*", "<identifier>ivo://archive.stsci.edu/cone");
    }

    private List<Seen> seen(Selection selection, BulkOperation operation) {
        return edits.preview(selection, operation, Desk.CURATOR).stream()
                .filter(BulkPreview::possible)
                .map(preview ->
                        new Seen(preview.record().ivoid(), preview.record().version()))
                .toList();
    }

    @Test
    void aContactIsReplacedInDraftsOfAllRecordsThatHaveIt() {
        List<BulkPreview> previews = edits.preview(ALL, NEW_DESK, Desk.EDITOR);
        assertThat(previews).hasSize(4).allMatch(BulkPreview::possible);
        assertThat(previews.get(0).lines())
                .filteredOn(line -> line.kind() == Comparison.Kind.CHANGED)
                .extracting(line -> line.before().stream()
                        .map(Comparison.Piece::text)
                        .collect(Collectors.joining())
                        .strip())
                .containsExactly("<name>Help desk</name>", "<email>help@example.org</email>");
        assertThat(desk.drafts.open()).isEmpty();

        long run = edits.carryOut(seen(ALL, NEW_DESK), NEW_DESK, false, "a new desk", Desk.EDITOR);
        assertThat(desk.draft("a"))
                .contains("<name>MAST Help Desk</name>", "<email>archive@stsci.edu</email>")
                .contains("<!-- A comment belongs to the record. -->");
        assertThat(desk.record("a").version()).isEqualTo(1);
        assertThat(desk.runs.find(run).orElseThrow().records()).isEqualTo(4);
        assertThat(desk.runs.find(run).orElseThrow().what()).contains("a new desk", "'help@' replaced");
    }

    @Test
    void onlyTheSelectedRecordsAreMeant() {
        assertThat(edits.preview(new Selection("title", "", "", "", List.of()), NEW_DESK, Desk.EDITOR))
                .hasSize(3);
        assertThat(edits.preview(new Selection("", "vs:CatalogService", "", "", List.of()), NEW_DESK, Desk.EDITOR))
                .hasSize(1);
        assertThat(edits.preview(new Selection("", "", "", "RAJ2000", List.of()), NEW_DESK, Desk.EDITOR))
                .hasSize(1);
        assertThat(edits.preview(new Selection("", "", "elsewhere.org", "", List.of()), NEW_DESK, Desk.EDITOR))
                .isEmpty();
        assertThat(edits.preview(
                        new Selection("", "", "", "", List.of(Desk.ivoid("B"), Desk.ivoid("none"))),
                        NEW_DESK,
                        Desk.EDITOR))
                .extracting(preview -> preview.record().ivoid())
                .containsExactly(Desk.ivoid("b"));
        assertThat(edits.preview(ALL, new BulkOperation.Contact("nobody", "x", "", "", ""), Desk.EDITOR))
                .isEmpty();
    }

    @Test
    void addressesTextsAndSubjectsAreChanged() throws Exception {
        var url = new BulkOperation.AccessUrl("https://example.org/", "https://mast.stsci.edu/");
        edits.carryOut(seen(ALL, url), url, true, "", Desk.CURATOR);
        assertThat(desk.text("cone"))
                .contains(">https://mast.stsci.edu/q?<")
                .contains("https://example.org/?a=1&amp;b=2");
        assertThat(desk.record("a").version()).isEqualTo(1);

        var text = new BulkOperation.Text("content/description", "“quotes”", "'quotes' & more");
        edits.carryOut(seen(ALL, text), text, true, "", Desk.CURATOR);
        assertThat(desk.text("a")).contains("'quotes' &amp; more.\nA second line.");
        var publisher = new BulkOperation.Text(
                "curation/publisher/@ivo-id", "ivo://example.org/org", "ivo://archive.stsci.edu/a");
        edits.carryOut(seen(ALL, publisher), publisher, true, "", Desk.CURATOR);
        assertThat(desk.text("b")).contains("<publisher ivo-id=\"ivo://archive.stsci.edu/a\">");

        var added = new BulkOperation.Subject("", "surveys");
        edits.carryOut(seen(ALL, added), added, true, "", Desk.CURATOR);
        assertThat(desk.text("a")).containsSubsequence("<subject>stars</subject>", "<subject>surveys</subject>");
        assertThat(edits.preview(ALL, added, Desk.CURATOR)).isEmpty();
        var replaced = new BulkOperation.Subject("Stars", "galaxies");
        edits.carryOut(seen(ALL, replaced), replaced, true, "", Desk.CURATOR);
        assertThat(desk.text("a")).contains("<subject>galaxies</subject>").doesNotContain("<subject>stars");
        var merged = new BulkOperation.Subject("galaxies", "surveys");
        edits.carryOut(seen(ALL, merged), merged, true, "", Desk.CURATOR);
        assertThat(desk.text("a").split("<subject>")).hasSize(2);
    }

    @Test
    void whatIsNotPossibleIsToldAndKeepsOutNoOther() throws Exception {
        desk.drafts.begin(Desk.ivoid("a"), Desk.EDITOR);
        var odd = new BulkOperation.Subject("stars", ""); // the only one
        List<BulkPreview> previews = edits.preview(ALL, odd, Desk.CURATOR);
        assertThat(previews)
                .filteredOn(preview -> !preview.possible())
                .singleElement()
                .satisfies(preview ->
                        assertThat(preview.refusal()).contains("There is a draft of it already, begun by anne"));
        assertThat(previews).filteredOn(BulkPreview::possible).allMatch(preview -> !preview.errors()
                .isEmpty());

        List<Seen> all = List.of(
                new Seen(Desk.ivoid("a"), 1),
                new Seen(Desk.ivoid("b"), 7),
                new Seen(Desk.ivoid("c"), 1),
                new Seen(Desk.ivoid("none"), 1));
        long failed = edits.carryOut(all, odd, true, "", Desk.CURATOR);
        assertThat(desk.runs.items(failed, 0, 10)).isEmpty();
        assertThat(desk.runs.problems(failed))
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("/a: There is a draft"),
                        problem -> assertThat(problem)
                                .contains("/b: It was changed meanwhile: it has version 1, and version 7"),
                        problem -> assertThat(problem).contains("/c: ", "not valid"),
                        problem -> assertThat(problem).contains("/none: There is no such record"));

        long some = edits.carryOut(all, NEW_DESK, true, "", Desk.CURATOR);
        assertThat(desk.runs.items(some, 0, 10)).singleElement().satisfies(item -> assertThat(item.ivoid())
                .isEqualTo(Desk.ivoid("c")));
        assertThat(desk.record("c").version()).isEqualTo(2);
        assertThat(desk.runs.problems(
                        edits.carryOut(List.of(new Seen(Desk.ivoid("b"), 1)), NEW_DESK, true, "", Desk.EDITOR)))
                .singleElement()
                .asString()
                .contains("anne may not publish");
    }

    @Test
    void operationsThatSayNothingAreRefused() {
        assertThatThrownBy(() -> new BulkOperation.Contact("x", " ", "", "", ""))
                .hasMessageContaining("Say what");
        assertThatThrownBy(() -> new BulkOperation.AccessUrl("a", "a")).hasMessageContaining("begin with");
        assertThatThrownBy(() -> new BulkOperation.Text("identifier", "a", "b"))
                .hasMessageContaining("does not change");
        assertThatThrownBy(() -> new BulkOperation.Text("a//b", "a", "b")).hasMessageContaining("not a place");
        assertThatThrownBy(() -> new BulkOperation.Subject("", " ")).hasMessageContaining("subject");
    }

    @Test
    void itIsUndoneWhereNobodyHasChangedTheRecordSince() throws Exception {
        long run = edits.carryOut(seen(ALL, NEW_DESK), NEW_DESK, true, "", Desk.CURATOR);
        var again = new BulkOperation.Subject("", "surveys");
        edits.carryOut(List.of(new Seen(Desk.ivoid("b"), 2)), again, true, "", Desk.CURATOR);

        assertThat(desk.undo.undo(run, Desk.CURATOR)).isEqualTo(new Undo.Result(3, 1));
        assertThat(desk.text("a")).contains("help@example.org");
        assertThat(desk.record("a").version()).isEqualTo(3);
        assertThat(desk.text("b")).contains("archive@stsci.edu", "surveys");
        assertThat(desk.runs.items(run, 0, 10))
                .filteredOn(item -> item.state() == ImportItem.State.KEPT)
                .singleElement()
                .satisfies(item -> assertThat(item.note()).contains("changed since: it has version 3, not 2"));
        assertThat(desk.runs.find(run).orElseThrow().undoneBy()).contains("carl");
        assertThat(desk.undo.undo(run, Desk.CURATOR)).isEqualTo(new Undo.Result(0, 1));
    }

    @Test
    void draftsThatNobodyHasTouchedAreDiscarded() throws Exception {
        long run = edits.carryOut(seen(ALL, NEW_DESK), NEW_DESK, false, "", Desk.EDITOR);
        Draft touched = desk.drafts.open(Desk.ivoid("a")).orElseThrow();
        desk.drafts.save(
                touched.id(), 1, desk.drafts.text(touched.id(), 1).orElseThrow(), touched.baseVersion(), Desk.EDITOR);
        desk.drafts.comment(desk.drafts.open(Desk.ivoid("b")).orElseThrow().id(), Desk.EDITOR, "Really?");

        assertThat(desk.undo.undo(run, Desk.EDITOR)).isEqualTo(new Undo.Result(2, 2));
        assertThat(desk.drafts.open())
                .extracting(Draft::ivoid)
                .containsExactlyInAnyOrder(Desk.ivoid("a"), Desk.ivoid("b"));
    }
}
