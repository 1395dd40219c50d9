package edu.stsci.mast.registry.search.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.util.ByteArrayDataSource;
import uk.ac.starlink.votable.VOStarTable;

class QueryEngineTest {
    private static final String ALL = "SELECT id, name, pos, mag, seen, \"size\" FROM sky.stars ORDER BY id";
    /** 10^12 combinations, none of which is left. */
    private static final String ENDLESS = "SELECT COUNT(*) FROM sky.numbers AS a, sky.numbers AS b, sky.numbers AS c,"
            + " sky.numbers AS d WHERE a.i + b.i + c.i + d.i < 0";

    @TempDir
    Path folder;

    private QueryEngine engine;

    @BeforeEach
    void open() throws Exception {
        engine = new SkyTable(folder).engine();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static TapQuery query(String adql, ResultFormat format) {
        return new TapQuery(adql, OptionalLong.empty(), format, List.of());
    }

    private byte[] run(TapQuery query) throws Exception {
        try (RunningQuery running = engine.begin(query, Duration.ofSeconds(30))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            running.write(out);
            return out.toByteArray();
        }
    }

    private String text(TapQuery query) throws Exception {
        return new String(run(query), StandardCharsets.UTF_8);
    }

    private static StarTable read(byte[] document, String format) throws Exception {
        return new StarTableFactory(true).makeStarTable(new ByteArrayDataSource("result", document), format);
    }

    private static List<Object[]> rows(StarTable table) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        try (RowSequence sequence = table.getRowSequence()) {
            while (sequence.next()) {
                rows.add(sequence.getRow().clone());
            }
        }
        return rows;
    }

    @Test
    void aQueryThatMayFillTheDiskIsEnded() throws Exception {
        try (QueryEngine full = new SkyTable(Files.createDirectory(folder.resolve("full"))).engineWithRoom(1000)) {
            assertThatThrownBy(() -> full.begin(query(ENDLESS, ResultFormat.CSV), Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            TapException.class, e -> assertThat(e.reason()).isEqualTo(TapException.Reason.BUSY))
                    .hasMessageContaining("disk");
            try (RunningQuery quick = full.begin(query(ALL, ResultFormat.CSV), Duration.ofSeconds(30))) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                quick.write(out);
                assertThat(out.toString(StandardCharsets.UTF_8)).contains("Sirius");
            }
        }
    }

    @Test
    void aTextWithoutEndIsRefused() {
        String adql = "SELECT ivo_string_agg('" + "x".repeat(200) + "', ',') FROM sky.numbers AS a, sky.numbers AS b";

        assertThatThrownBy(() -> engine.begin(query(adql, ResultFormat.CSV), Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        TapException.class, e -> assertThat(e.reason()).isEqualTo(TapException.Reason.BAD_REQUEST))
                .hasMessageContaining("exceeds size limit");
    }

    @ParameterizedTest
    @EnumSource(
            value = ResultFormat.class,
            names = {"VOTABLE", "TABLEDATA", "BINARY"})
    void votablesCarryValuesAndWhatTheirColumnsMean(ResultFormat format) throws Exception {
        StarTable table = read(run(query(ALL, format)), "votable");

        ColumnInfo position = table.getColumnInfo(2);
        assertThat(position.getName()).isEqualTo("pos");
        assertThat(position.getUCD()).isEqualTo("pos.eq");
        assertThat(position.getUnitString()).isEqualTo("deg");
        assertThat(position.getUtype()).isEqualTo("sky:pos");
        assertThat(position.getXtype()).isEqualTo("point");
        assertThat(position.getDescription()).isEqualTo("Where it is.");
        assertThat(table.getColumnInfo(1).getDescription()).isEqualTo("Its name, <any> & all.");
        assertThat(table.getColumnInfo(4).getXtype()).isEqualTo("timestamp");
        List<Object[]> rows = rows(table);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)[0]).isEqualTo(1);
        assertThat(rows.get(0)[1]).isEqualTo("Sirius");
        assertThat((double[]) rows.get(0)[2]).containsExactly(101.25, -16.75);
        assertThat(((Number) rows.get(0)[3]).floatValue()).isEqualTo(-1.5f);
        assertThat(rows.get(0)[4]).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(rows.get(0)[5]).isEqualTo(5_000_000_000L);
        assertThat(rows.get(1)[1]).isEqualTo("ζ Puppis");
        assertThat(rows.get(2)[3])
                .satisfiesAnyOf(value -> assertThat(value).isNull(), value -> assertThat((Float) value)
                        .isNaN());
        assertThat(rows.get(1)[5]).isNull();
    }

    @Test
    void textsThatMayHoldAnyCharacterAreUnicode() throws Exception {
        assertThat(text(query("SELECT name, seen FROM sky.stars", ResultFormat.TABLEDATA)))
                .containsPattern(
                        "<FIELD[^>]*name=\"name\"[^>]*datatype=\"unicodeChar\"|<FIELD[^>]*datatype=\"unicodeChar\"[^>]*name=\"name\"")
                .containsPattern(
                        "<FIELD[^>]*name=\"seen\"[^>]*datatype=\"char\"|<FIELD[^>]*datatype=\"char\"[^>]*name=\"seen\"");
    }

    @Test
    void fitsCarriesTheRows() throws Exception {
        StarTable table = read(run(query(ALL, ResultFormat.FITS)), "fits");

        assertThat(table.getRowCount()).isEqualTo(3);
        assertThat(rows(table).get(0)[1].toString().strip()).isEqualTo("Sirius");
    }

    @Test
    void textFormats() throws Exception {
        String adql = "SELECT id, name, pos FROM sky.stars ORDER BY id";
        assertThat(text(query(adql, ResultFormat.CSV)).lines()).first().isEqualTo("id,name,pos");
        assertThat(text(query(adql, ResultFormat.TSV)).lines())
                .containsExactly("id\tname\tpos", "1\tSirius\t101.25 -16.75", "2\tζ Puppis\t", "3\t\t0.0 90.0");
        assertThat(text(query(adql, ResultFormat.JSON)))
                .contains("\"columns\":[{\"name\":\"id\",\"class\":\"Integer\",\"ucd\":\"meta.id\"")
                .contains("\"data\":[[1,\"Sirius\",[101.25,-16.75]],[2,\"ζ Puppis\",null],[3,null,[0.0,90.0]]]")
                .endsWith("\"overflow\":false}");
        assertThat(text(query(adql, ResultFormat.TEXT))).contains("Sirius");
        assertThat(text(query(adql, ResultFormat.HTML))).containsIgnoringCase("<td>Sirius");
        assertThat(text(query("SELECT '<script>' AS \"<b>\" FROM sky.stars", ResultFormat.HTML)))
                .as("others' texts are no markup of ours")
                .doesNotContain("<script>", "<b>");
    }

    @Test
    void tellsOverflowBehindTheTableAndOnlyThen() throws Exception {
        String two = text(new TapQuery(ALL, OptionalLong.of(2), ResultFormat.TABLEDATA, List.of()));
        assertThat(two.indexOf("value=\"OVERFLOW\"")).isGreaterThan(two.indexOf("</TABLE>"));
        assertThat(two).containsOnlyOnce("Sirius").doesNotContain("2025-01-01");

        assertThat(text(new TapQuery(ALL, OptionalLong.of(3), ResultFormat.TABLEDATA, List.of())))
                .doesNotContain("OVERFLOW");

        String none = text(new TapQuery(ALL, OptionalLong.of(0), ResultFormat.TABLEDATA, List.of()));
        assertThat(none).contains("<FIELD").doesNotContain("Sirius").contains("OVERFLOW");
    }

    @Test
    void theUsualNumberOfRowsAndTheMost() throws Exception {
        String adql = "SELECT i FROM sky.numbers";
        assertThat(text(query(adql, ResultFormat.CSV)).lines()).hasSize(101);
        assertThat(text(new TapQuery(
                                "SELECT a.i FROM sky.numbers AS a, sky.numbers AS b",
                                OptionalLong.of(5000),
                                ResultFormat.CSV,
                                List.of()))
                        .lines())
                .hasSize(1001);
    }

    @Test
    void valuesAreToldInOtherUnits() throws Exception {
        String adql =
                "SELECT TOP 1 IN_UNIT(\"size\", 'AU'), IN_UNIT(m, 'mmag') AS mm, IN_UNIT(IN_UNIT(\"size\", 'm'), 'Mm') AS g"
                        + " FROM (SELECT id, \"size\", mag AS m FROM sky.stars) AS s ORDER BY id";
        StarTable table = read(run(query(adql, ResultFormat.VOTABLE)), "votable");

        assertThat(table.getColumnInfo(0).getName()).isEqualTo("in_unit");
        assertThat(table.getColumnInfo(0).getUnitString()).isEqualTo("AU");
        assertThat(table.getColumnInfo(1).getName()).isEqualTo("mm");
        assertThat(table.getColumnInfo(1).getUnitString()).isEqualTo("mmag");
        assertThat(table.getColumnInfo(1).getUCD()).isEqualTo("phot.mag");
        assertThat(table.getColumnInfo(1).getDescription()).isEqualTo("How bright it is.");
        assertThat(table.getColumnInfo(1).getContentClass()).isEqualTo(Double.class);
        Object[] row = rows(table).get(0);
        assertThat((Double) row[0]).isCloseTo(33.4229356, within(1e-7));
        assertThat(row[1]).isEqualTo(-1500.0);
        assertThat(row[2]).isEqualTo(5_000_000.0);
        assertThat(text(query("SELECT id FROM sky.stars WHERE IN_UNIT(mag, 'mmag') > 2000", ResultFormat.CSV))
                        .lines())
                .containsExactly("id", "2");
        assertThat(text(query(
                                "SELECT COUNT(*) AS n, IN_UNIT(\"size\", 'm') FROM sky.stars WHERE id < 3 GROUP BY IN_UNIT(\"size\", 'm') ORDER BY 2",
                                ResultFormat.CSV))
                        .lines())
                .containsExactly("n,in_unit", "1,", "1,5.0E12");
    }

    @Test
    void refusesWhatIsWrongWithThePlace() {
        assertThatThrownBy(() -> run(query("SELECT nam FROM sky.stars", ResultFormat.VOTABLE)))
                .isInstanceOfSatisfying(
                        TapException.class, e -> assertThat(e.reason()).isEqualTo(TapException.Reason.BAD_REQUEST))
                .hasMessageContaining("Line 1, column 8")
                .hasMessageContaining("name");
    }

    @Test
    void valuesThatAreWrongAreTheQuerysFaultAlsoWhenOnlyItsRowsShowIt() {
        for (String adql : List.of(
                "SELECT id FROM sky.stars WHERE 1 = CONTAINS(POINT(0, 100 + id), CIRCLE(0, 0, 1))",
                "SELECT id FROM sky.stars WHERE 1 = INTERSECTS(CIRCLE(0, 0, 1), MOC('9/' || name))")) {
            assertThatThrownBy(() -> run(query(adql, ResultFormat.CSV)))
                    .as(adql)
                    .isInstanceOfSatisfying(
                            TapException.class, e -> assertThat(e.reason()).isEqualTo(TapException.Reason.BAD_REQUEST))
                    .hasMessageStartingWith("The query could not be carried out: ");
        }
    }

    @Test
    void aQueryThatTakesTooLongIsEnded() {
        assertThatThrownBy(() -> engine.begin(query(ENDLESS, ResultFormat.VOTABLE), Duration.ofMillis(200)))
                .isInstanceOfSatisfying(
                        TapException.class, e -> assertThat(e.reason()).isEqualTo(TapException.Reason.TIME_OUT))
                .hasMessageContaining("200 ms");
    }

    @Test
    void aQueryThatIsStoppedWhileItsRowsAreWrittenSaysSo() throws Exception {
        String adql = "SELECT a.i FROM sky.numbers AS a, sky.numbers AS b, sky.numbers AS c";
        TapQuery many = new TapQuery(adql, OptionalLong.of(1000), ResultFormat.TABLEDATA, List.of());
        try (RunningQuery running = engine.begin(many, Duration.ofSeconds(30))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            running.cancel();
            running.write(out);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("value=\"ERROR\"")
                    .contains("was stopped");
        }
    }

    @Test
    void aStreamThatBreaksLeavesTheEngineUsable() throws Exception {
        String adql = "SELECT a.i FROM sky.numbers AS a, sky.numbers AS b";
        TapQuery many = new TapQuery(adql, OptionalLong.of(1000), ResultFormat.CSV, List.of());
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };
        try (RunningQuery running = engine.begin(many, Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> running.write(broken)).isInstanceOf(IOException.class);
        }
        assertThat(text(query("SELECT COUNT(*) AS n FROM sky.stars", ResultFormat.CSV)))
                .contains("3");
    }

    @Test
    void describesItsTablesAsTables() throws Exception {
        assertThat(text(query(
                                "SELECT table_name, table_type, description FROM tap_schema.tables WHERE schema_name = 'sky'",
                                ResultFormat.TSV))
                        .lines())
                .containsExactly(
                        "table_name\ttable_type\tdescription",
                        "sky.stars\ttable\tStars.",
                        "sky.numbers\tview\tNumbers.");
        assertThat(text(query(
                                "SELECT column_name, datatype, arraysize, xtype, unit, ucd, indexed, principal FROM TAP_SCHEMA.columns"
                                        + " WHERE table_name = 'sky.stars' ORDER BY column_index",
                                ResultFormat.TSV))
                        .lines())
                .contains("pos\tdouble\t2\tpoint\tdeg\tpos.eq\t0\t0", "\"size\"\tlong\t\t\tkm\t\t0\t0");
        assertThat(text(query(
                                "SELECT from_table, target_table, from_column, target_column FROM tap_schema.keys JOIN"
                                        + " tap_schema.key_columns USING (key_id) WHERE from_table LIKE 'sky.%'",
                                ResultFormat.TSV))
                        .lines())
                .contains("sky.stars\tsky.numbers\tid\ti");
        assertThat(text(query(
                        "SELECT COUNT(*) AS n FROM tap_schema.columns WHERE table_name = 'tap_schema.columns'",
                        ResultFormat.TSV)))
                .contains("14");
    }

    @Test
    void uploadedTablesCanBeJoined() throws Exception {
        Path votable = Files.writeString(folder.resolve("up.xml"), """
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
                <FIELD name="star" datatype="int"/><FIELD name="note" datatype="unicodeChar" arraysize="*" ucd="meta.note"/>
                <FIELD name="flags" datatype="int" arraysize="3"/><FIELD name="letter" datatype="char"/><FIELD name="is" datatype="boolean"/>
                <DATA><TABLEDATA><TR><TD>1</TD><TD>hell ★</TD><TD>1 2 3</TD><TD>x</TD><TD>T</TD></TR><TR><TD/><TD/><TD/><TD/><TD/></TR></TABLEDATA></DATA>
                </TABLE></RESOURCE></VOTABLE>
                """);
        TapQuery query = new TapQuery(
                "SELECT name, note, letter, \"is\" FROM sky.stars JOIN TAP_UPLOAD.mine ON id = star",
                OptionalLong.empty(),
                ResultFormat.TABLEDATA,
                List.of(new UploadedTable("mine", votable)));

        StarTable table = read(run(query), "votable");

        assertThat(rows(table)).singleElement().satisfies(row -> assertThat(row)
                .containsExactly("Sirius", "hell ★", "x", (short) 1));
        assertThat(table.getColumnInfo(1).getUCD()).isEqualTo("meta.note");
        assertThatThrownBy(() -> run(query("SELECT * FROM TAP_UPLOAD.mine", ResultFormat.CSV)))
                .as("it is gone with its query")
                .isInstanceOf(TapException.class);
    }

    @Test
    void uploadedTextComesBackAsTheTypeItWasSentIn() throws Exception {
        Path votable = Files.writeString(folder.resolve("text.xml"), """
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
                <FIELD name="ascii" datatype="char" arraysize="*"/><FIELD name="letter" datatype="char"/>
                <FIELD name="wide" datatype="unicodeChar" arraysize="*"/><FIELD name="wrong" datatype="char" arraysize="*"/>
                <DATA><TABLEDATA><TR><TD>hello</TD><TD>x</TD><TD>hello</TD><TD>hell ★</TD></TR></TABLEDATA></DATA>
                </TABLE></RESOURCE></VOTABLE>
                """);

        StarTable table = read(
                run(new TapQuery(
                        "SELECT * FROM TAP_UPLOAD.mine",
                        OptionalLong.empty(),
                        ResultFormat.BINARY,
                        List.of(new UploadedTable("mine", votable)))),
                "votable");

        assertThat(IntStream.range(0, 4).mapToObj(i -> table.getColumnInfo(i)
                        .getAuxDatumValue(VOStarTable.DATATYPE_INFO, String.class)))
                .as("the last has characters that its type has not")
                .containsExactly("char", "char", "unicodeChar", "unicodeChar");
        assertThat(rows(table)).singleElement().satisfies(row -> assertThat(row)
                .containsExactly("hello", "x", "hello", "hell ★"));
    }

    @Test
    void uploadsThatAreWrongAreRefused() throws Exception {
        Path page = Files.writeString(folder.resolve("page.html"), "<html>Sorry</html>");
        assertThatThrownBy(() -> run(new TapQuery(
                        "SELECT * FROM TAP_UPLOAD.t",
                        OptionalLong.empty(),
                        ResultFormat.CSV,
                        List.of(new UploadedTable("t", page)))))
                .isInstanceOfSatisfying(
                        TapException.class, e -> assertThat(e.reason()).isEqualTo(TapException.Reason.BAD_REQUEST))
                .hasMessageContaining("'t' cannot be read as VOTable");

        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 51; i++) {
            rows.append("<TR><TD>").append(i).append("</TD></TR>");
        }
        Path many = Files.writeString(
                folder.resolve("many.xml"),
                "<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\"><RESOURCE><TABLE>"
                        + "<FIELD name=\"i\" datatype=\"int\"/><DATA><TABLEDATA>" + rows
                        + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>");
        assertThatThrownBy(() -> run(new TapQuery(
                        "SELECT * FROM TAP_UPLOAD.t",
                        OptionalLong.empty(),
                        ResultFormat.CSV,
                        List.of(new UploadedTable("t", many)))))
                .hasMessageContaining("more than the 50 rows");
        assertThatThrownBy(() -> new UploadedTable("a b", page)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errorsAreVotables() throws Exception {
        byte[] document = VotableDocument.error("5 < 6 & so on");
        assertThat(new String(document, StandardCharsets.UTF_8))
                .contains("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">5 &lt; 6 &amp; so on</INFO>");
        assertThatThrownBy(() -> read(document, "votable"))
                .as("there is no table in it")
                .isInstanceOf(IOException.class);
    }
}
