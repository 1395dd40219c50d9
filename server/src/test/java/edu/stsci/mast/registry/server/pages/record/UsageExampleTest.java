package edu.stsci.mast.registry.server.pages.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import edu.stsci.mast.registry.server.pages.Element;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageExampleTest {
    private static final String CONE = capability(
            "cs:ConeSearch",
            "ivo://ivoa.net/std/ConeSearch",
            "http://a.test/cone?cat=x&amp;",
            "<testQuery><ra>53.084</ra><dec>-27.873</dec><sr>0.1</sr><extras>&amp;maxrec=5</extras></testQuery>");

    @TempDir
    private Path folder;

    @Test
    void aConeSearchHasTheRecordsTestQuery() {
        UsageExample example = example(CONE, "");
        assertThat(example.address()).isEqualTo("http://a.test/cone?cat=x&RA=53.084&DEC=-27.873&SR=0.1&maxrec=5");
        assertThat(code(example, "pyVO")).isEqualTo("""
                import pyvo

                service = pyvo.dal.SCSService("http://a.test/cone?cat=x&")
                result = service.search(pos=(53.084, -27.873), radius=0.1)
                print(result.to_table())""");
        assertThat(code(example, "STILTS"))
                .isEqualTo("stilts cone servicetype=cone serviceurl='http://a.test/cone?cat=x&' \\\n"
                        + "    lon=53.084 lat=-27.873 radius=0.1 ofmt=ascii");
    }

    @Test
    void imageSearchesHaveTheirs() {
        UsageExample example = example(
                capability(
                        "sia:SimpleImageAccess",
                        "ivo://ivoa.net/std/SIA",
                        "http://a.test/sia",
                        "<testQuery><pos><long>182.6</long><lat>39.4</lat></pos>"
                                + "<size><long>0.05</long><lat>0.06</lat></size></testQuery>"),
                "");
        assertThat(example.address()).isEqualTo("http://a.test/sia?POS=182.6,39.4&SIZE=0.05");
        assertThat(code(example, "pyVO")).contains("SIAService(\"http://a.test/sia\")", "size=0.05");
        assertThat(code(example, "STILTS")).contains("servicetype=sia1", "radius=0.025");
    }

    @Test
    void theSecondVersionOfImageSearchAsksForACircle() {
        UsageExample example = example(
                capability("", "ivo://ivoa.net/std/SIA#query-2.0", "http://a.test/sia2", ""),
                "<coverage><spatial>6/0</spatial></coverage>");
        assertThat(example.address()).isEqualTo("http://a.test/sia2?POS=CIRCLE+45.0000+0.5968+0.1");
        assertThat(code(example, "pyVO")).contains("pyvo.dal.sia2.search(");
    }

    @Test
    void spectraAreAskedForByTheRecordsCommand() {
        UsageExample example = example(
                capability(
                        "ssap:SimpleSpectralAccess",
                        "ivo://ivoa.net/std/SSA",
                        "http://a.test/ssa?",
                        "<testQuery><pos><long>10</long><lat>20</lat></pos><size>0.2</size>"
                                + "<queryDataCmd>POS=10,20&amp;SIZE=0.2&amp;BAND=1e-7/2e-7</queryDataCmd></testQuery>"),
                "");
        assertThat(example.address())
                .isEqualTo("http://a.test/ssa?REQUEST=queryData&POS=10,20&SIZE=0.2&BAND=1e-7/2e-7");
        assertThat(code(example, "pyVO")).contains("diameter=0.2");
    }

    @Test
    void linesAreAskedForByWavelength() {
        UsageExample example = example(
                capability(
                        "slap:SimpleLineAccess",
                        "ivo://ivoa.net/std/SLAP",
                        "http://a.test/slap",
                        "<testQuery><wavelength><minWavelength>5.1e-6</minWavelength>"
                                + "<maxWavelength>5.6e-6</maxWavelength></wavelength></testQuery>"),
                "");
        assertThat(example.address()).startsWith("http://a.test/slap?REQUEST=queryData&WAVELENGTH=");
        assertThat(code(example, "pyVO")).contains("SLAService(", "wavelength=(");
    }

    @ParameterizedTest
    @CsvSource({
        "'', tap_schema.tables",
        "<table><name>s.t</name></table>, s.t",
        "<table><name>a.b</name></table><table><name>ivoa.ObsCore</name></table>, ivoa.ObsCore",
        "<table type=\"output\"><name>rows</name></table>, tap_schema.tables",
        "<table><name>x; DROP TABLE y</name></table>, tap_schema.tables",
        "<table><name>tap_schema.keys</name></table><table><name>\"2mass\".\"psc/x\"</name></table>, \"2mass\".\"psc/x\""
    })
    void tablesAreAskedForByATableThatIsThere(String tables, String table) {
        UsageExample example = example(
                capability("tr:TableAccess", "ivo://ivoa.net/std/TAP", "http://a.test/tap/", ""),
                "<tableset><schema><name>s</name>" + tables + "</schema></tableset>");
        assertThat(example.address())
                .isEqualTo("http://a.test/tap/sync?REQUEST=doQuery&LANG=ADQL&QUERY="
                        + Address.value("SELECT TOP 10 * FROM " + table));
        assertThat(code(example, "STILTS")).contains("adql='SELECT TOP 10 * FROM " + table + "'");
    }

    @Test
    void withoutATestQueryTheCoverageTellsWhere() {
        UsageExample example = example(
                capability("cs:ConeSearch", "ivo://ivoa.net/std/ConeSearch", "http://a.test/cone?", ""),
                "<coverage><spatial>3/100</spatial></coverage>");
        assertThat(example.address()).matches("http://a\\.test/cone\\?RA=\\d+\\.\\d{4}&DEC=-?\\d+\\.\\d{4}&SR=0\\.1");
        assertThat(examples(capability("cs:ConeSearch", "", "http://a.test/cone?", ""), ""))
                .isEmpty();
    }

    @Test
    void nonsenseInATestQueryIsPassedOver() {
        String coverage = "<coverage><spatial>0/0-11</spatial></coverage>";
        for (String ra : List.of("1E999999999", "NaN", "x'); import os", "")) {
            UsageExample example = example(
                    capability(
                            "cs:ConeSearch",
                            "",
                            "http://a.test/cone?",
                            "<testQuery><ra>" + ra + "</ra><dec>1</dec><sr>1</sr></testQuery>"),
                    coverage);
            assertThat(example.address()).as(ra).startsWith("http://a.test/cone?RA=45.0000&DEC=");
        }
    }

    @Test
    void addressesThatAreNoLinksHaveNoExample() {
        for (String address : List.of("javascript:alert(1)", "ftp://a.test/", "", "file:///etc/passwd")) {
            assertThat(examples(CONE.replace("http://a.test/cone?cat=x&amp;", address), ""))
                    .as(address)
                    .isEmpty();
        }
    }

    @Test
    void nothingInAnAddressEndsAString() {
        UsageExample example = example(CONE.replace("cat=x", "cat='\"\\$(id)`id`{}|^&lt;&gt;\u202Eé"), "");
        for (Snippet snippet : example.snippets()) {
            assertThat(snippet.code()).doesNotContain("`", "\\$", "\u202E", "'\"", "{}");
        }
        assertThat(URI.create(example.address()).getHost()).isEqualTo("a.test");
        assertThat(Snippet.shell("it's\n$x")).isEqualTo("'it'\\''s $x'");
        assertThat(Snippet.python("a\"\\é\n")).isEqualTo("\"a\\\"\\\\\\U000000e9\\U0000000a\"");
    }

    @Test
    void pythonCompilesAllSnippetsOfTheExampleRecords() throws IOException, InterruptedException {
        Path python = Stream.of("/usr/bin/python3", "/usr/local/bin/python3")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeThat(python).as("Python is installed").isNotNull();
        List<String> command = new ArrayList<>(List.of(python.toString(), "-m", "py_compile"));
        for (UsageExample example : exampleRecords()) {
            for (Snippet snippet : example.snippets()) {
                if (snippet.language().equals("python")) {
                    Path file = folder.resolve("snippet" + command.size() + ".py");
                    Files.writeString(file, snippet.code());
                    command.add(file.toString());
                }
            }
        }
        assertThat(command).hasSizeGreaterThan(45);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void shellsReadAllCommandsOfTheExampleRecords() throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of("/bin/sh")))
                .as("there is a shell")
                .isTrue();
        StringBuilder script = new StringBuilder();
        for (UsageExample example : exampleRecords()) {
            for (Snippet snippet : example.snippets()) {
                if (snippet.language().equals("shell")) {
                    script.append(snippet.code()).append('\n');
                }
            }
        }
        assertThat(script.toString().lines()).hasSizeGreaterThan(50);
        Path file = Files.writeString(folder.resolve("commands.sh"), script);
        Process process = new ProcessBuilder("/bin/sh", "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** All examples of the MAST records. */
    private static List<UsageExample> exampleRecords() throws IOException {
        List<UsageExample> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/examples/mast"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
                Service.of(Element.root(Files.readAllBytes(file))).stream()
                        .flatMap(service -> service.example().stream())
                        .forEach(examples::add);
            }
        }
        // kinds that MAST has none of
        examples.add(example(
                capability("", "ivo://ivoa.net/std/SIA#query-2.0", "http://a.test/sia2", ""),
                "<coverage><spatial>6/0</spatial></coverage>"));
        examples.add(example(capability("slap:SimpleLineAccess", "", "http://a.test/slap", ""), ""));
        examples.add(example(
                capability("", "", "http://a.test/x", "")
                        .replace(
                                "</accessURL>",
                                "</accessURL><resultType>application/x-votable+xml</resultType>"
                                        + "<testQuery>a='\"b&amp;c=ü</testQuery>"),
                ""));
        return examples;
    }

    private static String capability(String type, String standard, String address, String content) {
        return "<capability xsi:type=\"" + type + "\" standardID=\"" + standard
                + "\"><interface xsi:type=\"vs:ParamHTTP\" role=\"std\"><accessURL use=\"base\">" + address
                + "</accessURL></interface>" + content + "</capability>";
    }

    private static UsageExample example(String capability, String content) {
        return examples(capability, content).orElseThrow();
    }

    private static Optional<UsageExample> examples(String capability, String content) {
        String document = "<ri:Resource xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" + capability + content + "</ri:Resource>";
        return Service.of(Element.root(document.getBytes(StandardCharsets.UTF_8)))
                .get(0)
                .example();
    }

    private static String code(UsageExample example, String label) {
        return example.snippets().stream()
                .filter(snippet -> snippet.label().equals(label))
                .findFirst()
                .orElseThrow()
                .code();
    }
}
