package edu.stsci.mast.registry.search.regtap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.store.ChangeFeed;
import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.TestDatabase;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.search.TestRecords;
import edu.stsci.mast.registry.search.adql.AdqlLimits;
import edu.stsci.mast.registry.search.tap.ExampleQuery;
import edu.stsci.mast.registry.search.tap.QueryEngine;
import edu.stsci.mast.registry.search.tap.ResultFormat;
import edu.stsci.mast.registry.search.tap.RunningQuery;
import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.search.tap.TapLimits;
import edu.stsci.mast.registry.search.tap.TapQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relational registry from the master copy to the answers of queries. */
class RegtapTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Origin ELSEWHERE = Origin.harvestedFrom(Ivoid.of("ivo://elsewhere/registry"));
    private static final String WRITTEN =
            "created=\"2020-01-02T03:04:05.678Z\" updated=\"2021-01-01T02:00:00Z\" status=\"active\"";

    /** A page of the file, in bytes. */
    private static final int FIRST_PAGE = 4096;

    @TempDir
    Path folder;

    private Database database;
    private MasterCopy masterCopy;
    private ChangeFeed feed;
    private RegtapStore store;
    private RegtapFollower follower;
    private QueryEngine engine;

    @BeforeEach
    void open() throws IOException {
        database = TestDatabase.open(Files.createDirectories(folder.resolve("db")));
        masterCopy = new MasterCopy(database.dataSource(), Set.of("ours.example"), Clock.systemUTC());
        feed = new ChangeFeed(database.dataSource(), Clock.systemUTC());
        openTables();
    }

    private void openTables() {
        store = new RegtapStore(folder.resolve("regtap"));
        follower = new RegtapFollower(feed, store);
        follower.start();
        engine = new QueryEngine(
                store,
                RegtapIndexes.catalogue(List.of(RegtapSchema.shared().published())),
                AdqlLimits.standard(),
                TapLimits.usual());
    }

    private void closeTables() {
        engine.close();
        follower.close();
        store.close();
    }

    @AfterEach
    void close() {
        closeTables();
        database.close();
    }

    private void save(String... documents) throws InterruptedException {
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(
                    Arrays.stream(documents).map(TestRecords::normalised).toList(), ELSEWHERE);
            assertThat(transaction.commit().refusals()).isEmpty();
        }
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
    }

    /** The lines of an answer, values with a tab between them, without the line of names. */
    private List<String> ask(String adql) throws Exception {
        TapQuery query = new TapQuery(adql, OptionalLong.empty(), ResultFormat.TSV, List.of());
        try (RunningQuery running = engine.begin(query, LONG)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            running.write(out);
            return out.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
        }
    }

    private static String record(String path, String content) {
        return TestRecords.xml(
                "vs:CatalogService",
                WRITTEN,
                "<title>T</title><identifier>ivo://Test.Example/" + path + "</identifier>" + content);
    }

    @Test
    void theResourceItself() throws Exception {
        save(TestRecords.xml("vs:CatalogService", WRITTEN, """
                <validationLevel validatedBy="ivo://Val.example/R">2</validationLevel>
                <title>  A
                   title </title><shortName> </shortName><identifier>ivo://Test.Example/Path/A</identifier>
                <altIdentifier>doi:10.1/X</altIdentifier>
                <curation><publisher ivo-id="ivo://Pub.example/P">Publisher</publisher>
                <creator><name>Ünal, Ö.</name><logo>http://x.org/l.png</logo><altIdentifier>orcid:0000</altIdentifier></creator>
                <creator><name ivo-id="ivo://X/Y">Doe, J.</name></creator><contributor>C. Tributor</contributor>
                <date role="creation">2019-05-06</date><date>2018-01-01T10:00:00+02:00</date><date role="Updated">soon</date>
                <version>2</version>
                <contact><name>Help</name><address>Street 1</address><email>h@x.org</email><telephone>1</telephone></contact></curation>
                <content><subject>stars</subject><subject/><description>What it is</description><source format="Bibcode">2000A&amp;A</source>
                <referenceURL>http://x.org/</referenceURL><type>Catalog</type><type>Survey</type><contentLevel>Research</contentLevel>
                <contentLevel>Research</contentLevel>
                <relationship><relationshipType>mirror-of</relationshipType><relatedResource ivo-id="ivo://Other/O">O</relatedResource>
                <relatedResource>P</relatedResource></relationship></content>
                <rights rightsURI="http://cc.org/by">CC</rights><rights>More</rights><facility>HST</facility>
                <instrument ivo-id="ivo://I/I">COS</instrument>
                <coverage><spatial>1/0-3 2/</spatial><spatial>nonsense</spatial><temporal>50000 51000.5</temporal>
                <spectral>1e-19 2e-19</spectral><waveband>Optical</waveband><waveband>UV</waveband>
                <regionOfRegard>0.5</regionOfRegard></coverage>
                """));

        assertThat(ask("SELECT ivoid, res_type, created, short_name, res_title, updated, content_level, creator_seq,"
                        + " content_type, source_format, source_value, res_version, region_of_regard, waveband, rights,"
                        + " rights_uri FROM rr.resource"))
                .containsExactly("ivo://test.example/path/a\tvs:catalogservice\t2020-01-02T03:04:05\t\tA title"
                        + "\t2021-01-01T02:00:00\tresearch\tÜnal, Ö.; Doe, J.\tcatalog#survey\tbibcode\t2000A&A\t2\t0.5"
                        + "\toptical#uv\tCC\thttp://cc.org/by");
        assertThat(ask(
                        "SELECT base_role, role_name, role_ivoid, street_address, email, telephone, logo FROM rr.res_role"
                                + " ORDER BY base_role, role_name"))
                .containsExactly(
                        "contact\tHelp\t\tStreet 1\th@x.org\t1\t",
                        "contributor\tC. Tributor\t\t\t\t\t",
                        "creator\tDoe, J.\tivo://x/y\t\t\t\t",
                        "creator\tÜnal, Ö.\t\t\t\t\thttp://x.org/l.png",
                        "publisher\tPublisher\tivo://pub.example/p\t\t\t\t");
        assertThat(ask("SELECT res_subject FROM rr.res_subject")).containsExactly("stars");
        assertThat(ask("SELECT date_value, value_role FROM rr.res_date ORDER BY date_value"))
                .containsExactly("2018-01-01T08:00:00\tcollected", "2019-05-06T00:00:00\tcreated");
        assertThat(
                        ask(
                                "SELECT value_role FROM rr.res_date WHERE date_value >= '2019-05-06' AND date_value <= '2019-05-06'"))
                .containsExactly("created");
        assertThat(ask("SELECT relationship_type, related_id, related_name FROM rr.relationship ORDER BY related_name"))
                .containsExactly("isidenticalto\tivo://other/o\tO", "isidenticalto\t\tP");
        assertThat(ask("SELECT alt_identifier FROM rr.alt_identifier ORDER BY alt_identifier"))
                .containsExactly("doi:10.1/X", "orcid:0000");
        assertThat(ask("SELECT validated_by, val_level, cap_index FROM rr.validation"))
                .containsExactly("ivo://val.example/r\t2\t");
        assertThat(
                        ask(
                                "SELECT detail_xpath, detail_value FROM rr.res_detail WHERE cap_index IS NULL ORDER BY detail_xpath"))
                .contains("/facility\tHST", "/instrument\tCOS", "/instrument/@ivo-id\tivo://I/I", "/rights\tMore");
        assertThat(ask("SELECT coverage, ref_system_name FROM rr.stc_spatial")).containsExactly("0/0\t");
        assertThat(ask("SELECT time_start, time_end FROM rr.stc_temporal")).containsExactly("50000.0\t51000.5");
        assertThat(ask("SELECT spectral_start, spectral_end FROM rr.stc_spectral"))
                .containsExactly("1.0E-19\t2.0E-19");
    }

    @Test
    void capabilitiesAndTheirInterfaces() throws Exception {
        save(record("tap", """
                <capability xsi:type="tr:TableAccess" standardID="ivo://ivoa.net/std/TAP"><validationLevel validatedBy="ivo://v/v">3</validationLevel>
                <description>Query</description>
                <interface xsi:type="vs:ParamHTTP" role="Std" version="1.1"><accessURL use="Base">http://x.org/TAP</accessURL>
                <mirrorURL>http://m.org/TAP</mirrorURL><mirrorURL>http://n.org/TAP</mirrorURL>
                <securityMethod standardID="ivo://ivoa.net/sso#BasicAA"/><queryType>GET</queryType><queryType>POST</queryType>
                <resultType>Text/XML</resultType>
                <param std="true" use="required"><name>LANG</name><description>Language</description><ucd>META.code</ucd>
                <dataType arraysize="*">char</dataType></param></interface>
                <dataModel ivo-id="ivo://ivoa.net/std/ObsCore">ObsCore</dataModel>
                <language><name>ADQL</name><version ivo-id="ivo://ivoa.net/std/ADQL#v2.0">2.0</version></language>
                <outputLimit><hard unit="row">100</hard></outputLimit></capability>
                <capability><interface xsi:type="vr:WebBrowser"><accessURL use="full">http://x.org/</accessURL>
                <securityMethod/><securityMethod standardID="ivo://a/b"/></interface></capability>
                """));

        assertThat(
                        ask(
                                "SELECT cap_index, cap_type, cap_description, standard_id FROM rr.capability ORDER BY cap_index"))
                .containsExactly("1\ttr:tableaccess\tQuery\tivo://ivoa.net/std/tap", "2\t\t\t");
        assertThat(ask(
                        "SELECT cap_index, intf_index, intf_type, intf_role, std_version, query_type, result_type, url_use,"
                                + " access_url, mirror_url, authenticated_only FROM rr.interface ORDER BY intf_index"))
                .containsExactly(
                        "1\t1\tvs:paramhttp\tstd\t1.1\tget#post\ttext/xml\tbase\thttp://x.org/TAP"
                                + "\thttp://m.org/TAP#http://n.org/TAP\t1",
                        "2\t2\tvr:webbrowser\t\t\t\t\tfull\thttp://x.org/\t\t0");
        assertThat(ask("SELECT intf_index, name, ucd, std, datatype, arraysize, param_use, param_description FROM"
                        + " rr.intf_param"))
                .containsExactly("1\tlang\tmeta.code\t1\tchar\t*\trequired\tLanguage");
        assertThat(ask("SELECT cap_index, detail_xpath, detail_value FROM rr.res_detail ORDER BY detail_xpath"))
                .contains(
                        "1\t/capability/dataModel\tObsCore",
                        "1\t/capability/dataModel/@ivo-id\tivo://ivoa.net/std/ObsCore",
                        "1\t/capability/interface/securityMethod/@standardID\tivo://ivoa.net/sso#BasicAA",
                        "1\t/capability/language/version/@ivo-id\tivo://ivoa.net/std/ADQL#v2.0",
                        "1\t/capability/outputLimit/hard/@unit\trow");
        assertThat(ask("SELECT val_level, cap_index FROM rr.validation")).containsExactly("3\t1");
    }

    @Test
    void tablesAndTheirColumns() throws Exception {
        String columns = """
                <column std="false"><name>RA</name><description>Right ascension</description><unit>deg</unit>
                <ucd>POS.eq.ra;meta.main</ucd><utype>Char.X</utype>
                <dataType xsi:type="vs:VOTableType" arraysize="2" extendedType="point">Double</dataType><flag>indexed</flag>
                <flag>primary</flag></column>
                """;
        save(
                record(
                        "a",
                        "<tableset><schema><name>S1</name><title>One</title><description>D</description><utype>U</utype>"
                                + "<table type=\"Base_Table\"><name>S1.T</name><title>Tee</title><description>Stars</description>"
                                + "<utype>UT</utype>" + columns + "</table></schema><schema><name>S2</name>"
                                + "<table><name>S2.T</name>" + columns + "</table></schema></tableset>"),
                record("b", "<table><name>Old</name>" + columns + "</table>"));

        assertThat(
                        ask(
                                "SELECT ivoid, schema_index, schema_name, schema_title, schema_utype FROM rr.res_schema ORDER BY 2"))
                .containsExactly("ivo://test.example/a\t1\ts1\tOne\tu", "ivo://test.example/a\t2\ts2\t\t");
        assertThat(ask(
                        "SELECT schema_index, table_index, table_name, table_type, table_utype, table_title FROM rr.res_table"
                                + " ORDER BY ivoid, table_index"))
                .containsExactly("1\t1\tS1.T\tbase_table\tut\tTee", "2\t2\tS2.T\t\t\t", "\t1\tOld\t\t\t");
        assertThat(
                        ask(
                                "SELECT table_index, name, ucd, unit, utype, std, datatype, extended_type, arraysize, type_system,"
                                        + " flag, column_description FROM rr.table_column WHERE ivoid = 'ivo://test.example/b'"))
                .containsExactly("1\tra\tpos.eq.ra;meta.main\tdeg\tchar.x\t0\tdouble\tpoint\t2\tvs:votabletype"
                        + "\tindexed#primary\tRight ascension");
    }

    @Test
    void tablesOfTapServicesStandOnceWithTheRecordThatSaysMost() throws Exception {
        String tap = "<capability standardID=\"ivo://ivoa.net/std/TAP\"/>";
        save(
                record(
                        "tap",
                        tap
                                + "<tableset><schema><name>s</name><table><name>s.a</name></table><table><name>s.b</name></table>"
                                + "<table type=\"output\"><name>out</name></table></schema></tableset>"),
                record(
                        "a",
                        "<content><relationship><relationshipType>served-by</relationshipType>"
                                + "<relatedResource ivo-id=\"ivo://test.example/tap\">T</relatedResource></relationship></content>"
                                + "<capability standardID=\"ivo://ivoa.net/std/TAP#aux\"/><tableset><schema><name>s</name>"
                                + "<table><name>s.a</name><title>A</title></table></schema></tableset>"));

        assertThat(ask("SELECT resid, svcid, table_name, table_title FROM rr.tap_table ORDER BY table_name"))
                .containsExactly(
                        "ivo://test.example/a\tivo://test.example/tap\ts.a\tA",
                        "ivo://test.example/tap\tivo://test.example/tap\ts.b\t");
    }

    @Test
    void wordsAndItemsAreFoundByTheirIndexesAndWithoutThem() throws Exception {
        save(
                TestRecords.service(
                        "a",
                        "Spiral galaxies",
                        "Arms of NGC 4321 and M31.",
                        "x",
                        "<coverage><waveband>Optical</waveband>" + "<waveband>Radio</waveband></coverage>"),
                TestRecords.service("b", "Spiralling", "Ärger", "x", "<coverage><waveband>UV</waveband></coverage>"));

        for (String condition : List.of(
                "1 = ivo_hasword(res_title, 'SPIRAL')",
                "1 = ivo_hasword(res_description, 'm31 arms')",
                "1 = ivo_hasword(res_title || '', 'spiral')",
                "0 = ivo_hasword(res_title, 'spiralling')",
                "1 = ivo_hashlist_has(waveband, 'Radio')",
                "1 = ivo_hashlist_has(waveband || '', 'radio')",
                "0 = ivo_hashlist_has(waveband, 'uv')")) {
            assertThat(ask("SELECT ivoid FROM rr.resource WHERE " + condition))
                    .as(condition)
                    .containsExactly("ivo://test.example/a");
        }
        save(
                record(
                        "t",
                        "<tableset><schema><name>s</name><table><name>s.a</name><description>Quasars and more</description></table>"
                                + "<table><name>s.b</name><title>Quasars</title><description>Stars</description></table></schema></tableset>"));
        for (String condition : List.of(
                "1 = ivo_hasword(table_description, 'quasars')",
                "1 = ivo_hasword(table_description || '', 'quasars')",
                "0 = ivo_hasword(table_description, 'stars')")) {
            assertThat(ask("SELECT table_name FROM rr.res_table WHERE " + condition))
                    .as(condition)
                    .containsExactly("s.a");
        }
        assertThat(ask("SELECT ivoid FROM rr.resource WHERE 1 = ivo_hasword(res_description, 'ärger')"))
                .containsExactly("ivo://test.example/b");
        assertThat(ask("SELECT ivoid FROM rr.resource WHERE 1 = ivo_hasword(res_title, '\" OR *')"))
                .isEmpty();
    }

    @Test
    void patternsAreFoundByTheirIndexAndWithoutIt() throws Exception {
        List<String> subjects = List.of(
                "Spiral galaxies",
                "spirals",
                "SPIRAL arms",
                "Ähnliche Spiräle",
                "galaxy",
                "a\"b_c%d",
                "X",
                "ab",
                "Gal Gala");
        for (int again = 0; again < 2; again++) { // what is replaced leaves the index
            for (int i = 0; i < subjects.size(); i++) {
                save(TestRecords.service(
                        "r" + i, "Title " + again, "Text", subjects.get((i + again) % subjects.size()), ""));
            }
            for (String pattern : List.of(
                    "%spiral%",
                    "spiral%",
                    "%SPIRAL",
                    "%gal%",
                    "gal_xy",
                    "%al%",
                    "%",
                    "x",
                    "ab",
                    "%piral%arm%",
                    "%Spir_l%",
                    "%spirä%",
                    "%\"b_c%",
                    "%äh%",
                    "nothing%")) {
                String like = "'" + pattern + "'";
                List<String> plain = ask(
                        "SELECT ivoid FROM rr.res_subject WHERE res_subject || '' ILIKE " + like + " ORDER BY ivoid");
                for (String condition : List.of(
                        "res_subject ILIKE " + like,
                        "1 = ivo_nocasematch(res_subject, " + like + ")",
                        "NOT 0 = ivo_nocasematch(res_subject, " + like + ")",
                        "NOT res_subject NOT ILIKE " + like)) {
                    assertThat(ask("SELECT ivoid FROM rr.res_subject WHERE " + condition + " ORDER BY ivoid"))
                            .as(condition)
                            .isEqualTo(plain);
                }
            }
            assertThat(
                            ask(
                                    "SELECT res_subject FROM rr.res_subject WHERE res_subject ILIKE '%spiral%' ORDER BY res_subject"))
                    .containsExactly("SPIRAL arms", "Spiral galaxies", "spirals");
        }
    }

    @Test
    void patternsMindCase() throws Exception {
        save(TestRecords.service("a", "Hubble", "x", "x", ""));

        assertThat(ask("SELECT ivoid FROM rr.resource WHERE res_title LIKE 'Hub%'"))
                .hasSize(1);
        assertThat(ask("SELECT ivoid FROM rr.resource WHERE res_title LIKE 'hub%'"))
                .isEmpty();
        assertThat(ask("SELECT ivoid FROM rr.resource WHERE res_title LIKE '%BBLE'"))
                .isEmpty();
        assertThat(ask("SELECT ivoid FROM rr.resource WHERE res_title ILIKE '%BBLE'"))
                .hasSize(1);
        assertThat(ask("SELECT ivoid FROM rr.resource WHERE ivoid LIKE 'ivo://TEST%'"))
                .isEmpty();
    }

    @Test
    void whatIsSavedCanBeQueriedWithinASecondAndWhatIsDeletedIsGone() throws Exception {
        save(TestRecords.service("a", "One", "Text", "x", ""));
        assertThat(ask("SELECT res_title FROM rr.resource")).containsExactly("One");

        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.save(
                    List.of(TestRecords.normalised(TestRecords.service("a", "Two", "Text", "x", ""))), ELSEWHERE);
            transaction.commit();
        }
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ask("SELECT res_title FROM rr.resource").equals(List.of("Two")));
        assertThat(ask("SELECT COUNT(*) AS n FROM rr.res_role")).containsExactly("3");
        assertThat(ask("SELECT ivoid FROM rr.resource WHERE 1 = ivo_hasword(res_title, 'one')"))
                .isEmpty();

        save(TestRecords.service("a", "Two", "Text", "x", "").replace("status=\"active\"", "status=\"inactive\""));
        assertThat(ask("SELECT ivoid FROM rr.resource")).isEmpty();
        assertThat(ask("SELECT ivoid FROM rr.res_role")).isEmpty();

        save(TestRecords.service("b", "Three", "Text", "x", ""));
        try (WriteTransaction transaction = masterCopy.begin(new Provenance("test", "test"))) {
            transaction.delete(List.of(Ivoid.of("ivo://test.example/b")), ELSEWHERE);
            transaction.commit();
        }
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        assertThat(ask("SELECT ivoid FROM rr.resource")).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.list(folder.resolve("regtap"))) {
            return paths.filter(path -> path.toString().endsWith(".sqlite"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws Exception {
        save(TestRecords.service("a", "One", "Text", "x", ""));
        List<Path> before = files();
        closeTables();
        openTables();
        save(TestRecords.service("b", "Two", "Text", "x", ""));

        assertThat(files()).isEqualTo(before);
        assertThat(ask("SELECT res_title FROM rr.resource ORDER BY res_title")).containsExactly("One", "Two");
    }

    @Test
    void filesThatCannotBeUsedAreMadeAnew() throws Exception {
        save(TestRecords.service("a", "One", "Text", "x", ""));
        closeTables();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + files().get(0));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE meta SET value = value + 1 WHERE key = 'layout'");
        }
        openTables();
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        assertThat(ask("SELECT res_title FROM rr.resource"))
                .as("another layout")
                .containsExactly("One");

        closeTables();
        Files.writeString(files().get(0), "This is no database, but it is long enough to look at. ".repeat(100));
        openTables();
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        assertThat(ask("SELECT res_title FROM rr.resource")).as("rubbish").containsExactly("One");

        closeTables();
        for (Path path : files()) {
            Files.delete(path);
        }
        openTables();
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        assertThat(ask("SELECT res_title FROM rr.resource")).as("no file").containsExactly("One");
        assertThat(files()).hasSize(1);
    }

    @Test
    void aFileThatIsSpoiltWhileItIsReadIsMadeAnew() throws Exception {
        save(TestRecords.service("a", "One", "Text", "x", ""));
        // What was written stands in the file itself from now on, and in nobody's memory.
        closeTables();
        openTables();
        assertThat(follower.awaitCaughtUp(LONG)).isTrue();
        Path before = files().get(0);
        int rebuildings = follower.rebuildings();
        try (RandomAccessFile file = new RandomAccessFile(before.toFile(), "rw")) {
            byte[] rubbish = new byte[(int) file.length() - FIRST_PAGE];
            new Random(1).nextBytes(rubbish);
            file.seek(FIRST_PAGE);
            file.write(rubbish);
        }

        await().atMost(LONG).ignoreExceptionsInstanceOf(TapException.class).untilAsserted(() -> assertThat(
                        ask("SELECT res_title FROM rr.resource"))
                .containsExactly("One"));

        await().atMost(LONG).untilAsserted(() -> assertThat(files()).doesNotContain(before));
        assertThat(follower.rebuildings()).isEqualTo(rebuildings + 1);
    }

    @Test
    void aRebuildingSwapsTheFileWhileQueriesGoOn() throws Exception {
        save(TestRecords.service("a", "One", "Text", "x", ""));
        Path before = files().get(0);
        TapQuery query =
                new TapQuery("SELECT role_name FROM rr.res_role", OptionalLong.empty(), ResultFormat.TSV, List.of());
        try (RunningQuery running = engine.begin(query, LONG)) {
            follower.rebuild();
            assertThat(follower.awaitCaughtUp(LONG)).isTrue();
            assertThat(files()).contains(before).hasSize(2);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            running.write(out);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("Doe, J.");
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(files()).hasSize(1).doesNotContain(before));
        assertThat(ask("SELECT res_title FROM rr.resource")).containsExactly("One");
    }

    @Test
    void theExamplesAreQueries() throws Exception {
        save(TestRecords.service("a", "One", "Text", "x", ""));
        assertThat(RegtapSchema.examples()).hasSizeGreaterThan(10);
        for (ExampleQuery example : RegtapSchema.examples()) {
            assertThat(ask(example.adql())).as(example.name()).isNotNull();
        }
        assertThat(RegtapSchema.examples()).extracting(ExampleQuery::id).doesNotHaveDuplicates();
    }

    @Test
    void saysSoWhileThereAreNoTables() {
        RegtapStore empty = new RegtapStore(folder.resolve("empty"));
        assertThat(empty.trouble()).isPresent();
        assertThatThrownBy(empty::connection).isInstanceOfSatisfying(TapException.class, e -> assertThat(e.reason())
                .isEqualTo(TapException.Reason.BUSY));
        empty.close();
    }

    @Test
    void readersSeeWholeResourcesWhileTheyAreReplaced() throws Exception {
        String[] records = new String[20];
        for (int i = 0; i < records.length; i++) {
            records[i] = TestRecords.service("r" + i, "Round 0", "Text", "Round 0", "");
        }
        save(records);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(3);
        List<Future<Integer>> reading = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            reading.add(readers.submit(() -> {
                int looks = 0;
                while (!done.get()) {
                    assertThat(ask("SELECT COUNT(*) AS n FROM rr.resource JOIN rr.res_subject USING (ivoid)"
                                    + " WHERE res_title = res_subject"))
                            .containsExactly("20");
                    looks++;
                }
                return looks;
            }));
        }
        for (int round = 1; round <= 15; round++) {
            for (int i = 0; i < records.length; i++) {
                records[i] = TestRecords.service("r" + i, "Round " + round, "Text", "Round " + round, "");
            }
            save(records);
        }
        done.set(true);
        for (Future<Integer> one : reading) {
            assertThat(one.get()).isPositive();
        }
        readers.shutdown();
    }
}
