package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of pages for users do what they say: those of a page are run in their order, in one folder, against a registry. */
class DocumentedExamplesIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|python|pyvo|stilts)\\n(.*?)^```$");
    /** The one that Debian's packages are for. */
    private static final String SYSTEM_PYTHON = "/usr/bin/python3";

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    private static Registry registry;
    private static String token;

    /** What an example is written in, how it is run, and how to see whether it can be. */
    private enum Language {
        SH(List.of("bash", "-euo", "pipefail", "-c"), List.of("bash", "-c", "curl --version && jq --version")),
        PYTHON(List.of("python3", "-c"), List.of("python3", "-c", "import requests")),
        PYVO(List.of(SYSTEM_PYTHON, "-c"), List.of(SYSTEM_PYTHON, "-c", "import pyvo")),
        STILTS(List.of("bash", "-euo", "pipefail", "-c"), List.of("stilts", "-version"));

        private final List<String> command;
        private final List<String> trial;

        Language(List<String> command, List<String> trial) {
            this.command = command;
            this.trial = trial;
        }
    }

    /** An example. */
    private record Example(Language language, String text) {}

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"));
        registry.loadExamples("mast");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
        assertThat(registry.regtap().orElseThrow().awaitCaughtUp(LIMIT)).isTrue();
        token = new ApiScript(registry, StaffBrowser.account(registry, "script", Role.CURATOR, "archive.stsci.edu"))
                .token(Right.PUBLISH);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    /** Runs those examples of a page for which there is what they need; returns what there is not. */
    private static Set<Language> run(String page, Path work) throws Exception {
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", page)));
        while (block.find()) {
            examples.add(
                    new Example(Language.valueOf(block.group(1).toUpperCase(java.util.Locale.ROOT)), block.group(2)));
        }
        assertThat(examples).hasSizeGreaterThan(3);
        Set<Language> missing = new TreeSet<>();
        for (Example example : examples) {
            if (failure(work, example.language().trial).isPresent()) {
                missing.add(example.language());
                continue;
            }
            List<String> command = new ArrayList<>(example.language().command);
            command.add(example.text());
            assertThat(failure(work, command)).as(example.text()).isEmpty();
        }
        return missing;
    }

    private static void skipWithout(Set<Language> missing) {
        assumeTrue(missing.isEmpty(), "Examples were left out, since what they need is not installed: " + missing);
    }

    @Test
    void ofTheInterfaceForPrograms() throws Exception {
        Path work = Files.createDirectory(folder.resolve("api"));
        Set<Language> missing = run("api.md", work);

        assumeTrue(!missing.contains(Language.SH), "curl and jq are installed");
        boolean python = !missing.contains(Language.PYTHON);
        assertThat(record("passing").status()).isEqualTo(RecordStatus.DELETED);
        assertThat(record("drafted").version()).isEqualTo(python ? 2 : 1);
        assertThat(record("bulk/two").status()).isEqualTo(RecordStatus.ACTIVE);
        StoredRecord hst = record("hst");
        assertThat(hst.version()).isEqualTo(python ? 4 : 2);
        assertThat(new String(hst.document(), StandardCharsets.UTF_8)).contains("help@stsci.edu");
        assertThat(work.resolve("openapi.json")).exists();
        skipWithout(missing);
    }

    @Test
    void forHarvestingRegistries() throws Exception {
        Path work = Files.createDirectory(folder.resolve("harvest"));
        Set<Language> missing = run("for-harvesting-registries.md", work);

        skipWithout(missing);
        assertThat(Files.readString(work.resolve("since.txt")))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\s*");
        assertThat(Files.readString(work.resolve("page1.xml"))).contains("ivo://archive.stsci.edu/hst");
    }

    @Test
    void forAstronomers() throws Exception {
        skipWithout(run("for-astronomers.md", Files.createDirectory(folder.resolve("astronomers"))));
    }

    private static StoredRecord record(String path) {
        return registry.storage()
                .masterCopy()
                .find(Ivoid.of("ivo://archive.stsci.edu/" + path))
                .orElseThrow();
    }

    /** What went wrong with a command; empty when nothing did. */
    private static Optional<String> failure(Path work, List<String> command) throws Exception {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of("REGISTRY", registry.url(), "TOKEN", token, "NO_PROXY", "localhost,127.0.0.1"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
        try {
            boolean over = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return over && process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("It did not succeed, and said: " + Files.readString(said));
        } finally {
            process.destroyForcibly();
        }
    }
}
