package edu.stsci.mast.registry.model.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.SampleRecords;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as the former application had them, in H2. */
class FormerImportTest {
    private static final String REGISTRY = "ivo://elsewhere.org/registry";

    @TempDir
    Path folder;

    private Desk desk;
    private String url;
    private Connection former;

    @BeforeEach
    void open() throws SQLException {
        desk = new Desk(folder.resolve("data"));
        url = "jdbc:h2:" + folder.resolve("former") + ";MODE=MSSQLServer;AUTO_SERVER=TRUE";
        former = DriverManager.getConnection(url);
        try (Statement create = former.createStatement()) {
            create.execute("CREATE TABLE resource (pkey BIGINT IDENTITY(1,1) NOT NULL, ivoid VARCHAR(512) NOT NULL,"
                    + " res_type VARCHAR(32) NOT NULL, xml NTEXT, rev INT DEFAULT 1 NOT NULL, rstat INT DEFAULT 0 NOT NULL,"
                    + " harvestedFromDate DATETIME2, harvestedFrom VARCHAR(1024), harvestedFromID VARCHAR(1024))");
            create.execute(
                    "CREATE TABLE Harvester (ServiceURL NVARCHAR(100), RegistryID NVARCHAR(100), DoHarvest BIT)");
            create.execute("INSERT INTO Harvester VALUES ('http://elsewhere.org/oai', '" + REGISTRY + "', 1)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        former.close();
        desk.close();
    }

    private void row(String ivoid, int rstat, String xml, String from, String home) throws SQLException {
        try (PreparedStatement insert = former.prepareStatement(
                "INSERT INTO resource (ivoid, res_type, xml, rstat, harvestedFrom, harvestedFromID) VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, ivoid);
            insert.setString(2, xml != null && xml.contains("vg:Registry\"") ? "vg:Registry" : "vr:Organisation");
            insert.setString(3, xml);
            insert.setInt(4, rstat);
            insert.setString(5, from);
            insert.setString(6, home);
            insert.execute();
        }
    }

    private static String xml(String ivoid, String title) {
        return "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n" + SampleRecords.organisationXml(ivoid, title, "active");
    }

    private void ours(String path, int rstat, String title) throws SQLException {
        String ivoid = "ivo://archive.stsci.edu/" + path;
        row(ivoid, rstat, xml(ivoid, title), null, null);
    }

    private FormerImport.Report run(ImportEnding ending) {
        try (FormerDatabase database = FormerDatabase.open(url, "", "")) {
            DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());
            return new FormerImport(database, desk.masterCopy, normaliser, normaliser, ending)
                    .run(new Provenance("import", "the former database"), done -> {});
        }
    }

    private FormerImport.Report run() {
        return run(ImportEnding.COMMITTED);
    }

    private StoredRecord record(String ivoid) {
        return desk.masterCopy.find(Ivoid.of(ivoid)).orElseThrow();
    }

    @Test
    void ourRecordsComeWithTheirStates() throws Exception {
        ours("active", 0, "First");
        ours("active", 1, "Second, µm and “quotes”");
        ours("hidden", 2, "Hidden");
        ours("deleted", 3, "Deleted");
        row("ivo://archive.stsci.edu/gone", 3, null, "", "");
        row("ivo://archive.stsci.edu/STSCI", 1, xml("ivo://archive.stsci.edu/stsci", "By hand"), "STScI, by hand", "");

        FormerImport.Report report = run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.rows()).isEqualTo(6);
        assertThat(report.records()).isEqualTo(5);
        assertThat(desk.record("active").title()).isEqualTo("Second, µm and “quotes”");
        assertThat(desk.record("active").managed()).isTrue();
        assertThat(desk.record("hidden").status()).isEqualTo(RecordStatus.INACTIVE);
        assertThat(desk.record("deleted").status()).isEqualTo(RecordStatus.DELETED);
        assertThat(desk.text("deleted")).contains("Deleted", "status=\"deleted\"");
        assertThat(desk.record("gone").status()).isEqualTo(RecordStatus.DELETED);
        assertThat(desk.record("stsci").managed()).isTrue();
        Outcome again = run().outcome();
        assertThat(again).isEqualTo(new Outcome(0, 0, 0, 5, 0));
    }

    @Test
    void harvestedRecordsComeAsCopiesFromTheirHomes() throws Exception {
        row("ivo://elsewhere.org/a", 1, xml("ivo://elsewhere.org/a", "A"), "http://elsewhere.org/oai", null);
        row("ivo://elsewhere.org/b", 3, xml("ivo://elsewhere.org/b", "B"), "http://x", REGISTRY);
        row(REGISTRY, 1, SampleRecords.registry(REGISTRY, "elsewhere.org").toString(), "http://x", REGISTRY);
        row("ivo://elsewhere.org/c", 1, xml("ivo://elsewhere.org/c", "C"), "http://y", "ivo://third.org/registry");

        FormerImport.Report report = run();
        assertThat(record("ivo://elsewhere.org/a").homeRegistry()).contains(Ivoid.of(REGISTRY));
        assertThat(record("ivo://elsewhere.org/b").status()).isEqualTo(RecordStatus.DELETED);
        assertThat(desk.masterCopy.find(Ivoid.of("ivo://elsewhere.org/c"))).isEmpty();
        // The registry's own record was taken first, though it came later, and says who manages the authority.
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("row 4, ivo://elsewhere.org/c: the authority elsewhere.org is managed by " + REGISTRY);
    }

    @Test
    void whatIsNotTakenIsToldWithItsRowAndKeepsOutNoOther() throws Exception {
        ours("good", 1, "Good");
        row(
                "ivo://archive.stsci.edu/bad",
                1,
                xml("ivo://archive.stsci.edu/bad", "Bad").replace("<subject>stars</subject>", ""),
                null,
                null);
        row("ivo://archive.stsci.edu/broken", 1, "<ri:Resource", null, null);
        row("ivo://archive.stsci.edu/empty", 1, "  ", null, null);
        row("ivo://archive.stsci.edu/other", 1, xml("ivo://archive.stsci.edu/another", "Other"), null, null);
        row("ivo://foreign.org/x", 1, xml("ivo://foreign.org/x", "X"), null, null);
        row("ivo://elsewhere.org/y", 1, xml("ivo://elsewhere.org/y", "Y"), "http://unknown/", null);
        row("urn:none", 1, xml("ivo://archive.stsci.edu/none", "None"), null, null);
        ours("replaced", 0, "Replaced");

        FormerImport.Report report = run();
        assertThat(report.outcome().created()).isEqualTo(1);
        assertThat(report.problems())
                .anySatisfy(p -> assertThat(p).contains("row 2, ", "not valid"))
                .anySatisfy(p -> assertThat(p).contains("row 3, ", "cannot be read"))
                .anySatisfy(p -> assertThat(p).contains("row 4, ", "no text"))
                .anySatisfy(p -> assertThat(p).contains("row 5, ", "its text is about ivo://archive.stsci.edu/another"))
                .anySatisfy(p -> assertThat(p).contains("row 6, ", "foreign.org is not ours"))
                .anySatisfy(p -> assertThat(p).contains("row 7, ", "harvested from http://unknown/"))
                .anySatisfy(p -> assertThat(p).contains("row 8, urn:none: ", "no usable IVOID"))
                .anySatisfy(p -> assertThat(p).contains("row 9, ", "replaced"))
                .hasSize(8);
    }

    @Test
    void itIsRehearsedAndUndone() throws Exception {
        ours("a", 1, "A");
        assertThat(run(ImportEnding.REHEARSED).outcome().created()).isEqualTo(1);
        assertThat(desk.masterCopy.find(Desk.ivoid("a"))).isEmpty();
        long run = desk.runs.begin(ImportRun.Kind.DATABASE, "former", Desk.ADMINISTRATOR);
        run(ImportEnding.notedIn(desk.runs, run));
        assertThat(desk.undo.undo(run, Desk.CURATOR)).isEqualTo(new Undo.Result(1, 0));
        assertThat(desk.record("a").status()).isEqualTo(RecordStatus.DELETED);
    }

    @Test
    void aDatabaseThatIsNoneIsToldInASentence() {
        assertThatThrownBy(() -> FormerDatabase.open("jdbc:nothing:x", "", ""))
                .hasMessageContaining("cannot be opened");
        try (FormerDatabase other =
                FormerDatabase.open("jdbc:h2:" + folder.resolve("other") + ";MODE=MSSQLServer", "", "")) {
            assertThat(other.registries()).isEmpty();
            assertThatThrownBy(other::rows).hasMessageContaining("failed to list its table resource");
        }
    }
}
