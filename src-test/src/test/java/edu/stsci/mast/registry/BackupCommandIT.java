package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/registry backup} beside a running server, and {@code restore} into another folder. */
class BackupCommandIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private RegistryProcess run(String... arguments) throws Exception {
        return RegistryProcess.run(folder, arguments);
    }

    private static void refused(RegistryProcess process, String... words) throws Exception {
        assertThat(process.exitCode()).isNotZero();
        assertThat(process.err()).contains(words).doesNotContain("\tat ", "Exception");
    }

    private static String ready(RegistryProcess server) {
        await().atMost(LIMIT).until(() -> server.out().contains("Ready: ") || !server.runs());
        Matcher address = Pattern.compile("Ready: (\\S+)").matcher(server.out());
        assertThat(address.find()).as(server.err()).isTrue();
        return address.group(1).replaceAll("/$", "");
    }

    private Map<String, String> exported(Path data, String name) throws Exception {
        Path target = folder.resolve(name);
        assertThat(run("export", target.toString(), "--data", data.toString()).exitCode())
                .isZero();
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                content.put(target.relativize(path).toString(), Files.readString(path));
            }
        }
        return content;
    }

    private static String get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(LIMIT)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aRegistryMovesToAnotherFolder() throws Exception {
        Path data = folder.resolve("data");
        Path other = folder.resolve("other");
        Path file = folder.resolve("registry.backup");
        try (RegistryProcess server =
                RegistryProcess.start(folder, "serve", "--port", "0", "--data", data.toString(), "--examples")) {
            ready(server);
            RegistryProcess made = run("backup", file.toString(), "--data", data.toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
            assertThat(made.out()).contains(" rows, ", "registry.backup");
            refused(run("backup", file.toString(), "--data", data.toString()), "exists already");
            refused(run("restore", file.toString(), "--data", data.toString(), "--replace"), "Another registry server");
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }

        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length / 2] ^= 1;
        Path bad = Files.write(folder.resolve("bad.backup"), damaged);
        refused(run("restore", bad.toString(), "--data", other.toString()), "bad.backup");
        assertThat(other).doesNotExist();

        RegistryProcess restored = run("restore", file.toString(), "--data", other.toString());
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(exported(other, "b")).isEqualTo(exported(data, "a"));
        refused(run("restore", file.toString(), "--data", other.toString()), "--replace");

        try (RegistryProcess server =
                RegistryProcess.start(folder, "serve", "--port", "0", "--data", other.toString())) {
            String address = ready(server);
            await().atMost(LIMIT)
                    .until(() -> get(address + "/api/search?q=hubble").contains("\"ivoid\""));
            assertThat(get(address + "/oai?verb=Identify")).contains("ivo://archive.stsci.edu");
        }
    }
}
