package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container image, run as container engines do, without one: its layers are unpacked to a folder that is the root of the process, which
 * has no rights, cannot write there, and can run nothing from its temporary folder. Where that cannot be done, or there is no image, the test
 * is skipped.
 */
class ImageIT {
    private static final Path IMAGE = Path.of("../server/target/registry-image.tar");
    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** Root, data folder, port, command … */
    private static final String IN_CONTAINER = """
            set -e
            root=$1 data=$2 port=$3; shift 3
            mkdir -p "$root/proc" "$root/dev"
            mount --bind "$root" "$root"
            mount -o remount,bind,ro "$root"
            mount --bind "$data" "$root/data"
            mount -t tmpfs -o noexec,nosuid,nodev tmpfs "$root/tmp"
            mount -t proc proc "$root/proc"
            mount --bind /dev "$root/dev"
            cd "$root"
            exec env -i PATH=/opt/java/bin:/usr/sbin:/usr/bin:/sbin:/bin REGISTRY_DATA=/data \
              REGISTRY_HTTP_ADDRESS=127.0.0.1 REGISTRY_HTTP_PORT="$port" \
              chroot --userspec=10001:10001 --groups= "$root" "$@"
            """;

    @TempDir
    static Path folder;

    private static Path root;
    private static JsonNode settings;

    @BeforeAll
    static void unpack() throws Exception {
        assumeTrue(Files.exists(IMAGE), "There is no image; it is built on Linux with a JDK that has its jmods");
        assumeTrue(System.getProperty("user.name").equals("root"), "Only root may unpack and run an image");
        assumeTrue(exitCode("unshare", "--mount", "--pid", "--fork", "true") == 0, "unshare does not work here");
        Path image = Files.createDirectory(folder.resolve("image"));
        root = Files.createDirectory(folder.resolve("root"));
        assertThat(exitCode("tar", "xf", IMAGE.toString(), "-C", image.toString()))
                .isZero();
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest =
                json.readTree(image.resolve("manifest.json").toFile()).get(0);
        settings = json.readTree(image.resolve(manifest.get("Config").asText()).toFile())
                .get("config");
        for (JsonNode layer : manifest.get("Layers")) {
            assertThat(exitCode(
                            "tar",
                            "--warning=no-unknown-keyword",
                            "-xf",
                            image.resolve(layer.asText()).toString(),
                            "-C",
                            root.toString()))
                    .isZero();
        }
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static Process run(Path data, int port, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", IN_CONTAINER, "image"));
        command.addAll(List.of(root.toString(), data.toString(), Integer.toString(port)));
        settings.get("Entrypoint").forEach(word -> command.add(word.asText()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Test
    void servesWithoutRightsAndTellsItsHealth() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThat(exitCode("chown", "10001:10001", data.toString())).isZero();
        Path output = folder.resolve("output.txt");
        int port = FreePort.find();
        assertThat(settings.get("User").asText()).isEqualTo("10001:10001");
        assertThat(settings.get("Cmd").get(0).asText()).isEqualTo("serve");
        Process server = run(data, port, output, "serve", "--examples");
        try {
            await().atMost(LIMIT).until(() -> Files.readString(output).contains("Ready: ") || !server.isAlive());
            assertThat(server.isAlive()).as(Files.readString(output)).isTrue();
            Path told = folder.resolve("health.txt");
            Process health = run(data, port, told, "health");
            assertThat(health.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(health.exitValue()).as(Files.readString(told)).isZero();
            assertThat(Files.readString(told)).contains("\"status\" : \"up\"");
            RawHttp http = new RawHttp(URI.create("http://127.0.0.1:" + port));
            assertThat(http.get("/oai?verb=Identify").status()).isEqualTo(200);
            // SQLite's and Snappy's native code
            RawHttp.Answer parquet =
                    http.get("/tap/sync?LANG=ADQL&FORMAT=parquet&QUERY=SELECT+TOP+1+ivoid+FROM+rr.resource");
            assertThat(parquet.text()).startsWith("PAR1");
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            assertThat(server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        Path told = folder.resolve("no-health.txt");
        Process health = run(data, port, told, "health");
        assertThat(health.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(health.exitValue()).isNotZero();
    }
}
