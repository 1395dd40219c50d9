package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/api.md} do what they say: they are run in their order, in one folder, against a registry. */
class ApiDocumentationIT {
    private static final Path PAGE = Path.of("..", "docs", "api.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|python)\\n(.*?)^```$");
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    /** An example. */
    private record Example(String language, String text) {}

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            examples.add(new Example(block.group(1), block.group(2)));
        }
        return examples;
    }

    @Test
    void theExamplesDoWhatTheySay() throws Exception {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(12);
        Path work = Files.createDirectory(folder.resolve("work"));
        assumeTrue(
                run(work, "", "", List.of("bash", "-c", "curl --version && jq --version"))
                        .isEmpty(),
                "curl and jq are installed");
        boolean python =
                run(work, "", "", List.of("python3", "-c", "import requests")).isEmpty();
        try (Registry registry = Registry.start(RegistrySettings.load(
                null,
                Map.of(),
                Map.of(
                        "registry.data",
                        folder.resolve("data").toString(),
                        "registry.http.port",
                        0,
                        "registry.http.address",
                        "127.0.0.1")))) {
            registry.loadExamples("mast");
            assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
            String token = new ApiScript(
                            registry, StaffBrowser.account(registry, "script", Role.CURATOR, "archive.stsci.edu"))
                    .token(Right.PUBLISH);
            for (Example example : examples) {
                boolean shell = example.language().equals("sh");
                if (shell || python) {
                    List<String> command = shell
                            ? List.of("bash", "-euo", "pipefail", "-c", example.text())
                            : List.of("python3", "-c", example.text());
                    assertThat(run(work, registry.url(), token, command))
                            .as(example.text())
                            .isEmpty();
                }
            }
            assertThat(record(registry, "passing").status()).isEqualTo(RecordStatus.DELETED);
            assertThat(record(registry, "drafted").version()).isEqualTo(python ? 2 : 1);
            assertThat(record(registry, "bulk/two").status()).isEqualTo(RecordStatus.ACTIVE);
            StoredRecord hst = record(registry, "hst");
            assertThat(hst.version()).isEqualTo(python ? 4 : 2);
            assertThat(new String(hst.document(), StandardCharsets.UTF_8)).contains("help@stsci.edu");
        }
        assertThat(work.resolve("openapi.json")).exists();
        assumeTrue(python, "The examples in Python were left out: the package requests is not installed");
    }

    private static StoredRecord record(Registry registry, String path) {
        return registry.storage()
                .masterCopy()
                .find(Ivoid.of("ivo://archive.stsci.edu/" + path))
                .orElseThrow();
    }

    /** What went wrong with a command; empty when nothing did. */
    private static String run(Path folder, String registry, String token, List<String> command) throws Exception {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("REGISTRY", registry, "TOKEN", token, "NO_PROXY", "localhost,127.0.0.1"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return e.getMessage();
        }
        try {
            boolean over = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return over && process.exitValue() == 0 ? "" : "It did not succeed, and said: " + Files.readString(said);
        } finally {
            process.destroyForcibly();
        }
    }
}
