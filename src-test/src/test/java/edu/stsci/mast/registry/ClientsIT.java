package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clients, as far as they are installed, on a registry with the example records; what they do is in the scripts of {@code clients}. */
class ClientsIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path SCRIPTS = Path.of("clients").toAbsolutePath();
    /** Debian's, which has Debian's packages. */
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    static Path folder;

    private static Registry registry;

    @BeforeAll
    static void start() throws InterruptedException {
        registry = TestRegistry.start(folder.resolve("data"), "registry.tap.full-registry", true);
        registry.loadExamples("mast");
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** What a program said, and its exit code; -1 when it took too long or could not be started. */
    private record Outcome(int code, String said) {}

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(SCRIPTS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            return new Outcome(-1, e.getMessage());
        }
        try {
            boolean over = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return new Outcome(over ? process.exitValue() : -1, Files.readString(said));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void succeeds(String script) throws IOException, InterruptedException {
        // -B: nothing is to be written beside the scripts.
        Outcome outcome = run(List.of(PYTHON, "-B", SCRIPTS.resolve(script).toString(), registry.url() + "/tap"));
        assertThat(outcome.code()).as(script + " said:\n" + outcome.said()).isZero();
    }

    private static void assumePyvo() throws IOException, InterruptedException {
        assumeTrue(
                run(List.of(PYTHON, "-c", "import pyvo")).code() == 0,
                "The Debian package python3-pyvo is not installed");
    }

    private static void assumeStilts() throws IOException, InterruptedException {
        assumeTrue(run(List.of(PYTHON, "--version")).code() == 0, "The Debian package python3 is not installed");
        assumeTrue(run(List.of("stilts", "-version")).code() == 0, "The Debian package stilts is not installed");
    }

    @Test
    void pyvoFindsResources() throws Exception {
        assumePyvo();
        succeeds("pyvo_registry.py");
    }

    @Test
    void pyvoQueriesTables() throws Exception {
        assumePyvo();
        succeeds("pyvo_tap.py");
    }

    @Test
    void stiltsAndTopcatQueryTables() throws Exception {
        assumeStilts();
        succeeds("stilts_clients.py");
    }

    @Test
    void taplintFindsNothingButWhatWeKnowOf() throws Exception {
        assumeStilts();
        succeeds("taplint.py");
    }
}
