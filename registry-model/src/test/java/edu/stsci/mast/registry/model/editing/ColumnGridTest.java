package edu.stsci.mast.registry.model.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.editing.ColumnGrid.Header;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnGridTest {
    private static final FieldPath COLUMNS = FieldPath.of("tableset/schema/table/column[*]");
    private static final String CONE = SampleRecords.ofEveryType().get("cone search");

    private static RecordForm.Grid grid(String xml) throws EditRefusedException {
        RecordForm form = RecordForm.of(xml.getBytes(UTF_8), List.of());
        return grids(form.items()).stream()
                .filter(grid -> grid.path().equals(COLUMNS))
                .findFirst()
                .orElseThrow();
    }

    private static List<RecordForm.Grid> grids(List<RecordForm.Item> items) {
        return items.stream()
                .flatMap(item -> {
                    if (item instanceof RecordForm.Grid grid) {
                        return List.of(grid).stream();
                    }
                    if (item instanceof RecordForm.Group group) {
                        return grids(group.items()).stream();
                    }
                    if (item instanceof RecordForm.Repeated repeated) {
                        return grids(repeated.occurrences()).stream();
                    }
                    return List.<RecordForm.Grid>of().stream();
                })
                .toList();
    }

    private static String paste(String xml, String text) throws Exception {
        return new String(
                RecordEditor.apply(xml.getBytes(UTF_8), List.of(new Edit.Rows(COLUMNS, ColumnGrid.read(text)))), UTF_8);
    }

    @Test
    void theGridIsTheTableAndComesBackAsText() throws Exception {
        ColumnGrid values = grid(CONE).values();
        assertThat(values.rows())
                .containsExactly(new ColumnGrid.Row(Map.of(
                        Header.NAME, "RAJ2000",
                        Header.DESCRIPTION, "Right ascension",
                        Header.UNIT, "deg",
                        Header.UCD, "pos.eq.ra;meta.main",
                        Header.DATATYPE, "double",
                        Header.ARRAYSIZE, "2*",
                        Header.FLAGS, "indexed",
                        Header.STD, "false")));
        assertThat(ColumnGrid.read(values.csv())).isEqualTo(values);
        assertThat(ColumnGrid.read(values.tsv())).isEqualTo(values);
        assertThat(paste(CONE, values.csv())).isEqualTo(CONE);
    }

    @Test
    void pastedColumnsReplaceTheTableAndKeepWhatTheGridDoesNotSay() throws Exception {
        String annotated = CONE.replace("<name>RAJ2000</name>", "<name>RAJ2000</name><!-- checked -->")
                .replace("2*\">", "2*\" delim=\",\">");
        String changed = paste(
                annotated,
                "Name\tDescription\tUnits\tUCD\tType\tFlags\n"
                        + "DEJ2000\t\"Declination, \"\"ICRS\"\"\"\tdeg\tpos.eq.dec\tdouble\tindexed principal\n"
                        + "RAJ2000\tRight ascension\tdeg\tpos.eq.ra\tdouble\t\n");
        assertThat(SampleRecords.normalised(changed).findings()).isEmpty();
        assertThat(grid(changed).values().rows())
                .extracting(ColumnGrid.Row::name)
                .containsExactly("DEJ2000", "RAJ2000");
        assertThat(changed)
                .contains("<!-- checked -->", "arraysize=\"2*\" delim=\",\"", "Declination, \"ICRS\"")
                .contains("<flag>indexed</flag>", "<flag>principal</flag>");
        Map<Header, String> ra = grid(changed).values().rows().get(1).cells();
        assertThat(ra).containsEntry(Header.UCD, "pos.eq.ra").doesNotContainKey(Header.FLAGS);
    }

    @Test
    void columnsAreAddedToATableThatHasNone() throws Exception {
        String none = CONE.replaceAll("(?s)<column .*</column>", "");
        String changed = paste(none, "name,datatype,arraysize\nid,long,\nlabel,char,*\n");
        assertThat(SampleRecords.normalised(changed).findings()).isEmpty();
        assertThat(changed).contains("<dataType xsi:type=\"vs:VOTableType\" arraysize=\"*\">char</dataType>");
    }

    @Test
    void theCellsOfTheGridAreFields() throws Exception {
        String changed = new String(
                RecordEditor.apply(
                        CONE.getBytes(UTF_8),
                        List.of(
                                new Edit.Set(FieldPath.of("tableset/schema/table/column/unit"), ""),
                                new Edit.Set(FieldPath.of("tableset/schema/table/column/flag[*]"), "indexed primary"),
                                new Edit.Set(FieldPath.of("tableset/schema/table/column/dataType/@arraysize"), "2"))),
                UTF_8);
        assertThat(SampleRecords.normalised(changed).findings()).isEmpty();
        assertThat(grid(changed).values().rows().get(0).cells())
                .doesNotContainKey(Header.UNIT)
                .containsEntry(Header.FLAGS, "indexed primary")
                .containsEntry(Header.ARRAYSIZE, "2");
    }

    @Test
    void mistakesAreToldWithTheirLines() {
        assertThatThrownBy(() -> ColumnGrid.read("name;colour\n")).hasMessageContaining("'colour'");
        assertThatThrownBy(() -> ColumnGrid.read("unit,ucd\n")).hasMessageContaining("no 'name'");
        assertThatThrownBy(() -> ColumnGrid.read("name,name\n")).hasMessageContaining("twice");
        assertThatThrownBy(() -> ColumnGrid.read("  ")).hasMessageContaining("no text");
        assertThatThrownBy(() -> ColumnGrid.read("name,description\na,\"two\nlines\"\n,no name\nb,c,d\n"))
                .isInstanceOf(ColumnGrid.UnreadableException.class)
                .hasMessage("Line 4: the name is missing.\nLine 5: there are 3 cells, and 2 columns in the first line."
                        + " Put cells that hold the separator into quotation marks.");
        assertThatThrownBy(() -> ColumnGrid.read("name,description\na,\"open\n"))
                .isInstanceOf(ColumnGrid.UnreadableException.class)
                .hasMessageContaining("Line 2");
    }
}
