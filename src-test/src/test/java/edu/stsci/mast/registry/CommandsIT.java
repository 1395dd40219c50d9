package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.corpus.Corpus;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands in processes of their own: what they do, what they say when they cannot, and what a kill leaves. */
class CommandsIT {
    /** A test that runs beside the others of this class, since all mostly wait for processes of their own. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    private @interface BesideOthers {}

    private static final String VALID = """
            <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0" xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="vr:Organisation" created="2020-01-01T00:00:00"
              updated="2020-01-01T00:00:00" status="active">
              <title>Test</title>
              <identifier>ivo://archive.stsci.edu/test</identifier>
              <curation><publisher>P</publisher><contact><name>C</name></contact></curation>
              <content><subject>s</subject><description>d</description><referenceURL>https://example.org/</referenceURL></content>
            </ri:Resource>
            """;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void name() {
        data = folder.resolve("data");
    }

    private RegistryProcess run(String... arguments) throws Exception {
        return RegistryProcess.run(folder, arguments);
    }

    private String dataFolder() {
        return data.toString();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Each file of an export with its content. */
    private Map<String, String> exported(Path dataFolder, String name) throws Exception {
        Path target = folder.resolve(name);
        assertThat(run("export", target.toString(), "--data", dataFolder.toString())
                        .exitCode())
                .isZero();
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                content.put(target.relativize(path).toString(), Files.readString(path));
            }
        }
        return content;
    }

    /** One clear sentence, a non-zero exit, and nothing half-done. */
    private void refused(RegistryProcess process, String... words) throws Exception {
        assertThat(process.exitCode()).isNotZero();
        assertThat(process.err()).contains(words).doesNotContain("\tat ", "Exception");
    }

    private void nothingStored() throws Exception {
        if (Files.exists(data)) {
            assertThat(exported(data, "stored")).isEmpty();
        }
    }

    @BesideOthers
    void importsAndExportsManagedRecords() throws Exception {
        RegistryProcess imported = run("import", file("a.anything", VALID).toString(), "--data", dataFolder());

        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out()).contains("1 new");
        assertThat(exported(data, "out")).containsOnlyKeys("archive.stsci.edu/test.xml");
        RegistryProcess again = run("import", folder.resolve("out").toString(), "--data", dataFolder());
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("1 unchanged");
    }

    @BesideOthers
    void anImportIsRehearsedAndUndone() throws Exception {
        String file = file("a.xml", VALID).toString();
        RegistryProcess rehearsal = run("import", file, "--dry-run", "--data", dataFolder());
        assertThat(rehearsal.exitCode()).as(rehearsal.err()).isZero();
        assertThat(rehearsal.out()).contains("1 new", "dry run: nothing was changed");
        nothingStored();

        RegistryProcess imported = run("import", file, "--data", dataFolder());
        assertThat(imported.out()).contains("This was import 1; 'registry import --undo 1' undoes it.");
        RegistryProcess undone = run("import", "--undo", "1", "--data", dataFolder());
        assertThat(undone.exitCode()).as(undone.err()).isZero();
        assertThat(undone.out()).contains("1 changes were undone, 0 were not");
        assertThat(run("import", file, "--data", dataFolder()).out()).contains("1 changed");
        refused(run("import", "--undo", "77", "--data", dataFolder()), "There is no import 77");
        refused(run("import", "--data", dataFolder()), "Say what to import");
        refused(run("import", file, "--undo", "1", "--data", dataFolder()), "Say what to import");
    }

    @BesideOthers
    void aTableOfServicesIsRehearsedAndBecomesDrafts() throws Exception {
        String table = file("services.csv", """
                kind,ivoid,title,accessURL
                cone-search,ivo://archive.stsci.edu/cone,A cone,https://mast.stsci.edu/cone?
                cone-search,ivo://elsewhere.org/cone,Not ours,https://mast.stsci.edu/cone?
                """).toString();
        RegistryProcess rehearsal = run("import", "--services", table, "--dry-run", "--data", dataFolder());
        assertThat(rehearsal.exitCode()).isEqualTo(1);
        assertThat(rehearsal.out())
                .contains(
                        "Line 2, ivo://archive.stsci.edu/cone: a new record",
                        "Line 3, ivo://elsewhere.org/cone: The authority elsewhere.org is not ours",
                        "dry run");
        RegistryProcess made = run("import", "--services", table, "--data", dataFolder());
        assertThat(made.out()).contains("This was import 1");
        assertThat(run("import", "--undo", "1", "--data", dataFolder()).out()).contains("1 changes were undone");
        refused(
                run("import", "--services", file("odd.csv", "a,b").toString(), "--data", dataFolder()),
                "'a' is no column");
    }

    @BesideOthers
    void theFormerDatabaseIsImportedWithoutAPasswordOnTheCommandLine() throws Exception {
        String url = "jdbc:h2:" + folder.resolve("former") + ";MODE=MSSQLServer";
        try (Connection former = DriverManager.getConnection(url);
                Statement create = former.createStatement()) {
            create.execute("CREATE TABLE resource (pkey BIGINT IDENTITY(1,1), ivoid VARCHAR(512), res_type VARCHAR(32),"
                    + " xml NTEXT, rstat INT, harvestedFrom VARCHAR(1024), harvestedFromID VARCHAR(1024))");
            try (PreparedStatement insert = former.prepareStatement(
                    "INSERT INTO resource (ivoid, res_type, xml, rstat) VALUES (?, 'vr:Organisation', ?, 1)")) {
                insert.setString(1, "ivo://archive.stsci.edu/test");
                insert.setString(2, VALID);
                insert.execute();
                insert.setString(1, "ivo://elsewhere.org/test");
                insert.setString(2, VALID.replace("archive.stsci.edu", "elsewhere.org"));
                insert.execute();
            }
        }
        refused(
                run("import", "--from-database", url + ";password=secret", "--data", dataFolder()),
                "FORMER_DATABASE_PASSWORD");
        RegistryProcess rehearsal = run("import", "--from-database", url, "--dry-run", "--data", dataFolder());
        assertThat(rehearsal.out()).contains("2 records from 2 rows", "1 new", "1 problems", "dry run");
        nothingStored();
        RegistryProcess imported = run("import", "--from-database", url, "--data", dataFolder());
        assertThat(imported.exitCode()).isEqualTo(1);
        assertThat(imported.err()).contains("row 2, ivo://elsewhere.org/test: the authority elsewhere.org is not ours");
        assertThat(exported(data, "out")).containsOnlyKeys("archive.stsci.edu/test.xml");
        refused(
                run("import", "--from-database", "jdbc:h2:" + folder.resolve("none"), "--data", dataFolder()),
                "failed to list its table resource");
    }

    @BesideOthers
    void anImportThatIsKilledAndRepeatedLeavesTheSameAsOneThatIsNot() throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        new Corpus(7, 3000).writeTo(corpus, 50, done -> {});
        Path undisturbed = folder.resolve("undisturbed");
        String[] arguments = {"import", corpus.toString(), "--home", Corpus.homeRegistry(), "--data"};
        assertThat(run(with(arguments, undisturbed)).exitCode()).isZero();

        try (RegistryProcess cutOff = RegistryProcess.start(folder, with(arguments, data))) {
            Path database = data.resolve("registry.mv.db");
            await().atMost(LIMIT)
                    .until(() -> !cutOff.runs() || Files.exists(database) && Files.size(database) > 6_000_000);
            assertThat(cutOff.runs()).as("it is in the middle").isTrue();
            cutOff.kill();
        }
        Map<String, String> left = exported(data, "left");
        RegistryProcess repeated = run(with(arguments, data));

        assertThat(repeated.exitCode()).isZero();
        Map<String, String> whole = exported(undisturbed, "whole");
        assertThat(left).hasSizeLessThan(whole.size());
        assertThat(exported(data, "repeated")).isEqualTo(whole);
    }

    private static String[] with(String[] arguments, Path last) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last.toString();
        return all;
    }

    @BesideOthers
    void aMalformedFileIsRefused() throws Exception {
        Path good = file("good.xml", VALID);
        Path bad = file("bad.xml", VALID.replace("</title>", ""));

        refused(
                run("import", good.toString(), bad.toString(), "--data", dataFolder()),
                "bad.xml, line ",
                "Nothing was stored");
        nothingStored();
    }

    @BesideOthers
    void aRecordWithoutIdentifierIsRefused() throws Exception {
        Path bad = file("bad.xml", VALID.replaceAll("<identifier>.*</identifier>", ""));

        refused(run("import", bad.toString(), "--data", dataFolder()), "bad.xml, line 1", "'Test' has no identifier");
        nothingStored();
    }

    @BesideOthers
    void anInvalidManagedRecordIsRefused() throws Exception {
        Path good = file("good.xml", VALID);
        Path bad = file("bad.xml", VALID.replace("/test<", "/other<").replace("<subject>s</subject>", ""));

        refused(
                run("import", good.toString(), bad.toString(), "--data", dataFolder()),
                "bad.xml",
                "ivo://archive.stsci.edu/other",
                "subject");
        nothingStored();
    }

    @BesideOthers
    void aRecordOfAnotherAuthorityIsRefusedAsManaged() throws Exception {
        Path foreign = file("foreign.xml", VALID.replace("archive.stsci.edu", "elsewhere.org"));

        refused(run("import", foreign.toString(), "--data", dataFolder()), "elsewhere.org is not ours");
        nothingStored();
    }

    @BesideOthers
    void ofHarvestedFilesOnlyTheBrokenOneIsLeftOut() throws Exception {
        Path good = file("good.xml", VALID.replace("archive.stsci.edu", "elsewhere.org"));
        Path bad = file("bad.xml", VALID.replace("</title>", ""));

        refused(
                run(
                        "import",
                        bad.toString(),
                        good.toString(),
                        "--home",
                        "ivo://elsewhere.org/registry",
                        "--data",
                        dataFolder()),
                "bad.xml, line ");
        assertThat(exported(data, "stored")).containsOnlyKeys("elsewhere.org/test.xml");
    }

    @BesideOthers
    void wrongWordsAreAnsweredByASentence() throws Exception {
        refused(run("import", "--hoem", "x"), "--hoem", "--help");
        refused(run("improt"), "improt", "--help");
        refused(run("serve", "--port", "many"), "--port", "many");
        refused(
                run("import", folder.resolve("none").toString(), "--data", dataFolder()),
                "There is no file or folder",
                "none");
        refused(run("export", folder.resolve("x").toString(), "--data", dataFolder()), "There is no data folder");
        refused(
                run("import", file("v.xml", VALID).toString(), "--home", "elsewhere", "--data", dataFolder()),
                "--home",
                "ivo://");
        assertThat(data).doesNotExist();
    }

    @BesideOthers
    void aPortInUseAndAnImpossibleDataFolderAreAnsweredByASentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            refused(
                    run("serve", "--port", "" + taken.getLocalPort(), "--data", dataFolder()),
                    "Port " + taken.getLocalPort(),
                    "--port");
        }
        Path notAFolder = file("file", "");
        refused(
                run("serve", "--port", "0", "--data", notAFolder.resolve("data").toString()),
                "data folder",
                "cannot be made");
    }

    @BesideOthers
    void validateSaysWhatIsWrongAndWhere() throws Exception {
        Path good = file("good.xml", VALID);
        Path bad = file("bad.xml", VALID.replace("<subject>s</subject>", ""));

        assertThat(run("validate", good.toString()).exitCode()).isZero();
        RegistryProcess checked = run("validate", good.toString(), bad.toString());

        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.out())
                .contains("bad.xml", "line 7", "in Resource/content", "2 records in 2 files: 1 with errors");
    }

    // 143: ended by SIGTERM, as the machine itself reports it.
    @BesideOthers
    void aCommandAndAServerThatStartsEndAtOnceWhenAskedTo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout((int) LIMIT.toMillis());
            Path settings = file("registry.conf", """
                    registry.database {
                      url = "jdbc:sqlserver://127.0.0.1:%d;databaseName=registry"
                      user = registry_app
                      password = unused
                    }
                    """.formatted(silent.getLocalPort()));
            String[] common = {"--data", dataFolder(), "--config", settings.toString()};
            for (String[] command : new String[][] {{"serve", "--port", "0"}, {"export", folder.toString()}}) {
                String[] arguments =
                        Stream.of(command, common).flatMap(Stream::of).toArray(String[]::new);
                try (RegistryProcess process = RegistryProcess.start(folder, arguments);
                        Socket waits = silent.accept()) {
                    process.terminate();
                    assertThat(process.exitCode())
                            .as("%s %s", command[0], process.err())
                            .isEqualTo(143);
                }
            }
        }
    }

    @BesideOthers
    void aServerKeepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
        String[] serve = {"serve", "--port", "0", "--data", dataFolder()};
        try (RegistryProcess server = RegistryProcess.start(folder, serve)) {
            await().atMost(LIMIT).until(() -> server.out().contains("Ready: ") || !server.runs());
            // Beside the running server, through its database.
            assertThat(run("import", file("a.xml", VALID).toString(), "--data", dataFolder())
                            .exitCode())
                    .isZero();
            server.kill();
        }
        try (RegistryProcess server = RegistryProcess.start(folder, serve)) {
            await().atMost(LIMIT).until(() -> server.out().contains("Ready: ") || !server.runs());
            assertThat(exported(data, "kept")).containsOnlyKeys("archive.stsci.edu/test.xml");
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(server.err().lines().filter(line -> line.contains("WARN")))
                    .singleElement()
                    .asString()
                    .contains("The registry's own record ivo://archive.stsci.edu/nvoregistry", "is missing");
            assertThat(server.err()).doesNotContain("ERROR", "\tat ");
        }
    }

    @BesideOthers
    void reindexWorksBesideARunningServerAndWithoutOne() throws Exception {
        assertThat(run("import", file("a.xml", VALID).toString(), "--data", dataFolder())
                        .exitCode())
                .isZero();
        RegistryProcess alone = run("reindex", "--data", dataFolder());
        assertThat(alone.exitCode()).as(alone.err()).isZero();
        assertThat(alone.out()).contains("Indexed up to change 1");

        try (RegistryProcess server = RegistryProcess.start(folder, "serve", "--port", "0", "--data", dataFolder())) {
            await().atMost(LIMIT).until(() -> server.out().contains("Ready: ") || !server.runs());
            RegistryProcess beside = run("reindex", "--data", dataFolder());

            assertThat(beside.exitCode()).as(beside.err()).isZero();
            assertThat(beside.out()).contains("Indexed up to change 1");
            assertThat(server.err()).contains("by request 1");
        }
    }

    @BesideOthers
    void harvestsARegistryByItsUrlAndThenByItsName() throws Exception {
        Path settings = file("observatory.conf", """
                registry {
                  identifier = "ivo://observatory.example/registry"
                  managed-authorities = ["observatory.example"]
                }
                """);
        String[] common = {"--json", "--config", settings.toString(), "--data", dataFolder()};
        try (RegistryProcess mast = RegistryProcess.start(
                folder,
                "serve",
                "--examples",
                "--port",
                "0",
                "--data",
                folder.resolve("mast").toString())) {
            await().atMost(LIMIT).until(() -> mast.out().contains("Ready: ") || !mast.runs());
            String url = mast.out().replaceAll("(?s).*Ready: (\\S+?)/\\s.*", "$1");

            RegistryProcess first = run(Stream.concat(Stream.of("harvest", url + "/oai"), Stream.of(common))
                    .toArray(String[]::new));
            RegistryProcess again =
                    run(Stream.concat(Stream.of("harvest", "ivo://archive.stsci.edu/nvoregistry"), Stream.of(common))
                            .toArray(String[]::new));

            assertThat(first.exitCode()).as(first.err()).isZero();
            JsonNode report = new ObjectMapper().readTree(first.out());
            assertThat(report.path("created").asInt()).isGreaterThan(40);
            assertThat(report.path("quarantined").asInt()).isZero();
            assertThat(report.path("state").asText()).isEqualTo("COMPLETE");
            assertThat(again.exitCode()).as(again.err()).isZero();
            JsonNode news = new ObjectMapper().readTree(again.out());
            assertThat(news.path("full").asBoolean()).isFalse();
            assertThat(news.path("state").asText()).isEqualTo("COMPLETE");
            assertThat(news.path("created").asInt() + news.path("changed").asInt())
                    .isZero();
            assertThat(exported(data, "harvested")).containsKey("archive.stsci.edu/hst.xml");
        }
        refused(run("harvest", "nobody", "--data", dataFolder()), "There is no source 'nobody'");
    }

    @BesideOthers
    void theDemoShowsAHarvestWithAChangeAndADeletion() throws Exception {
        try (RegistryProcess demo = RegistryProcess.start(
                folder, "demo", "--port", "0", "--second-port", "0", "--every", "1", "--data", dataFolder())) {
            await().atMost(LIMIT).until(() -> demo.out().contains("Harvested: the deletion is here") || !demo.runs());

            assertThat(demo.out())
                    .contains(
                            "Ready: http://",
                            "Harvested: the observatory's records are here",
                            "Harvested: the change is here");
            demo.terminate();
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.err()).doesNotContain("ERROR", "WARN", "\tat ");
        }
    }
}
