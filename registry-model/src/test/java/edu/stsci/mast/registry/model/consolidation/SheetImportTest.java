package edu.stsci.mast.registry.model.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.consolidation.SheetLine.Action;
import edu.stsci.mast.registry.model.editing.Template;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetImportTest {
    private static final String TABLE = """
            Kind,IVOID,title,Short name,description,Subjects,creator,Contact,Contact email,access URL,waveband,reference URL,source
            cone-search,ivo://archive.stsci.edu/new/cone,"Stars, old",Cone,"Two
            lines, of which this is one.",stars;  surveys ,"Doe, J.; Roe, R.",Desk,desk@stsci.edu,https://mast.stsci.edu/cone?a&,Optical;UV,https://mast.stsci.edu/,2020A&A...1
            tap,ivo://archive.stsci.edu/new/tap,TAP,,,,,,,https://mast.stsci.edu/tap/,,,

            ,ivo://archive.stsci.edu/there,Better,,,,,,,,,,
            ,ivo://archive.stsci.edu/same,Same,,,,,,,,,,
            """;

    @TempDir
    Path folder;

    private Desk desk;
    private SheetImport sheets;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        sheets = new SheetImport(
                desk.masterCopy,
                desk.drafts,
                desk.publication,
                desk.runs,
                new Template.Defaults("STScI", "ivo://archive.stsci.edu/org", "Somebody", "a@stsci.edu", "", ""));
        desk.store(SampleRecords.organisationXml("ivo://archive.stsci.edu/there", "Good", "active"));
        desk.store(SampleRecords.organisationXml("ivo://archive.stsci.edu/same", "Same", "active"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private List<SheetLine> rehearsed(String table) throws Exception {
        return sheets.rehearse(ServiceSheet.read(table), Desk.EDITOR);
    }

    @Test
    void aRehearsalTellsOfEachLineWhatItWouldDo() throws Exception {
        assertThat(rehearsed(TABLE))
                .extracting(line -> line.line() + " " + line.action() + " " + line.words())
                .containsExactly(
                        "2 CREATE a new record",
                        "4 CREATE a new record",
                        "6 CHANGE changes title",
                        "7 UNCHANGED The record says all of it.");
        assertThat(desk.drafts.open()).isEmpty();
        assertThat(desk.runs.list(0, 10)).isEmpty();
    }

    @Test
    void eachLineBecomesADraft() throws Exception {
        long run = sheets.carryOut(ServiceSheet.read(TABLE), "a table", Desk.EDITOR);
        assertThat(desk.runs.problems(run)).isEmpty();
        assertThat(desk.runs.items(run, 0, 10)).hasSize(3);
        assertThat(desk.draft("new/cone"))
                .contains(
                        "<title>Stars, old</title>",
                        "<shortName>Cone</shortName>",
                        "<description>Two\nlines, of which this is one.</description>",
                        "<subject>stars</subject>",
                        "<subject>surveys</subject>",
                        "<name>Doe, J.</name>",
                        "<name>Roe, R.</name>",
                        "<name>Desk</name>",
                        "<email>desk@stsci.edu</email>",
                        "<waveband>Optical</waveband>",
                        "<waveband>UV</waveband>",
                        "https://mast.stsci.edu/cone?a&amp;</accessURL>",
                        "2020A&amp;A...1",
                        "ivo://ivoa.net/std/ConeSearch");
        assertThat(desk.draft("new/tap"))
                .contains(
                        ">https://mast.stsci.edu/tap/</accessURL>",
                        ">https://mast.stsci.edu/tap/capabilities</accessURL>",
                        ">https://mast.stsci.edu/tap/tables</accessURL>");
        assertThat(desk.draft("there")).contains("<title>Better</title>", "<!-- A comment belongs to the record. -->");
        assertThat(desk.drafts.open(Desk.ivoid("there")).orElseThrow().baseVersion())
                .isEqualTo(1);

        assertThat(desk.undo.undo(run, Desk.EDITOR)).isEqualTo(new Undo.Result(3, 0));
        assertThat(desk.drafts.open()).isEmpty();
    }

    @Test
    void standardsAreChosenAndEndpointsThatAreNotKnownLeftOut() throws Exception {
        String table = """
                kind;ivoid;accessURL;standard;vosiURL
                sia2;ivo://archive.stsci.edu/sia;https://mast.stsci.edu/sia;;
                datalink;ivo://archive.stsci.edu/links;https://mast.stsci.edu/cut;ivo://ivoa.net/std/SODA#sync-1.0;https://mast.stsci.edu/dl/
                web-service;ivo://archive.stsci.edu/own;https://mast.stsci.edu/own;ivo://mast.stsci.edu/std/own;
                cone-search;ivo://archive.stsci.edu/odd;https://mast.stsci.edu/odd;ivo://ivoa.net/std/SIA;
                organisation;ivo://archive.stsci.edu/org;https://mast.stsci.edu/org;;
                """;
        long run = sheets.carryOut(ServiceSheet.read(table), "a table", Desk.EDITOR);
        assertThat(desk.draft("sia"))
                .contains("https://mast.stsci.edu/sia</accessURL>")
                .doesNotContain("VOSI#");
        assertThat(desk.draft("links"))
                .containsSubsequence(
                        "TODO: address of the links",
                        "https://mast.stsci.edu/cut</",
                        "https://mast.stsci.edu/dl/availability</");
        assertThat(desk.draft("own")).contains("standardID=\"ivo://mast.stsci.edu/std/own\"");
        assertThat(desk.runs.problems(run))
                .satisfiesExactly(
                        problem ->
                                assertThat(problem).contains("Line 5, ivo://archive.stsci.edu/odd: ", "no capability"),
                        problem -> assertThat(problem).contains("Line 6, ", "have no access URL"));
    }

    @Test
    void linesThatCannotBeUsedAreRefusedByThemselves() throws Exception {
        desk.drafts.begin(Desk.ivoid("same"), Desk.CURATOR);
        String table = """
                kind\tivoid\ttitle
                \t\tNo IVOID
                tap\tivo://elsewhere.org/x\tNot ours
                tapp\tivo://archive.stsci.edu/x\tOdd kind
                \tivo://archive.stsci.edu/y\tNo kind
                tap\tivo://archive.stsci.edu/there\tAnother kind
                \tivo://archive.stsci.edu/same\tHas a draft
                tap\tivo://archive.stsci.edu/z\tZ
                tap\tivo://archive.stsci.edu/Z\tZ again
                tap\thttp://archive.stsci.edu/q\tNo IVOID at all
                tap\tivo://archive.stsci.edu/r\tToo long\tby one
                """;
        List<SheetLine> lines = rehearsed(table);
        assertThat(lines)
                .filteredOn(line -> line.action() == Action.CREATE)
                .extracting(SheetLine::line)
                .containsExactly(8L);
        assertThat(lines)
                .filteredOn(line -> line.action() == Action.REFUSED)
                .extracting(SheetLine::toString)
                .satisfiesExactly(
                        words -> assertThat(words).isEqualTo("Line 2: The IVOID is missing."),
                        words -> assertThat(words).contains("Line 3, ", "elsewhere.org is not ours"),
                        words -> assertThat(words).contains("Line 4, ", "no kind 'tapp'", "cone-search"),
                        words -> assertThat(words).contains("Line 5, ", "column 'kind'"),
                        words -> assertThat(words).contains("Line 6, ", "is a vr:Organisation"),
                        words -> assertThat(words).contains("Line 7, ", "begun by carl"),
                        words -> assertThat(words).contains("Line 9, ", "Line 8 is about the same"),
                        words -> assertThat(words).contains("Line 10, ", "must begin with ivo://"),
                        words -> assertThat(words).contains("Line 11, ", "more cells"));
    }

    @Test
    void tablesThatAreNoneAreRefusedAsAWhole() {
        assertThatThrownBy(() -> ServiceSheet.read(" ")).hasMessageContaining("There is no text");
        assertThatThrownBy(() -> ServiceSheet.read("ivoid,colour")).hasMessageContaining("'colour' is no column");
        assertThatThrownBy(() -> ServiceSheet.read("ivoid,IVOID")).hasMessageContaining("twice");
        assertThatThrownBy(() -> ServiceSheet.read("title\nx")).hasMessageContaining("'ivoid' is missing");
        assertThatThrownBy(() -> ServiceSheet.read("ivoid,title\na,\"b")).hasMessageContaining("Line 2", "quotation");
    }
}
