package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the Debian package, unpacked to a folder and run as its service runs it. Where nothing unpacks packages, it is skipped. */
class PackageIT {
    private static final Path PACKAGE = Path.of("../server/target/mast-registry.deb");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private int runs;

    private boolean unpacked() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("dpkg-deb", "--extract", PACKAGE.toString(), folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Serves until it is ready, and stops; how many of its classes came out of an archive of the program's own. */
    private long classesFromArchive() throws Exception {
        Path loaded = folder.resolve("loaded-" + runs++ + ".txt");
        File output = folder.resolve("output.txt").toFile();
        int port = FreePort.find();
        ProcessBuilder command = new ProcessBuilder(
                        folder.resolve("usr/bin/mast-registry").toString(), "serve", "--port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(output);
        command.environment()
                .putAll(Map.of(
                        "JAVA",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                        "JAVA_OPTIONS", "-Xmx512m -Xlog:class+load:file=" + loaded,
                        "CACHE_DIRECTORY", folder.resolve("cache").toString(),
                        "REGISTRY_DATA", folder.resolve("data").toString()));
        Process server = command.start();
        try {
            await().atMost(LIMIT)
                    .until(() -> Files.readString(output.toPath()).contains("Ready: ") || !server.isAlive());
            assertThat(server.isAlive()).as(Files.readString(output.toPath())).isTrue();
            assertThat(new RawHttp(URI.create("http://127.0.0.1:" + port))
                            .get("/oai?verb=Identify")
                            .status())
                    .isEqualTo(200);
        } finally {
            server.destroy();
            assertThat(server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        assertThat(server.exitValue()).isZero();
        // What Java itself tells, of classes that cannot be archived and the like, concerns no operator.
        assertThat(Files.readString(output.toPath())).doesNotContainIgnoringCase("[warning]", "warning:");
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line ->
                            line.contains("edu.stsci.mast.registry.") && line.contains("source: shared objects file"))
                    .count();
        }
    }

    @Test
    void serversAfterTheFirstTakeTheirClassesFromItsArchive() throws Exception {
        assumeTrue(Files.exists(PACKAGE), "There is no package");
        assumeTrue(unpacked(), "There is no dpkg-deb");
        Files.createDirectory(folder.resolve("cache"));

        assertThat(classesFromArchive()).isZero();
        assertThat(classesFromArchive()).isGreaterThan(100);
    }
}
