package edu.stsci.mast.registry;

import edu.stsci.mast.registry.server.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The registry's program in a process of its own, as a user runs it; what it prints goes to files. */
final class RegistryProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;
    private final Path err;

    private RegistryProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a command; {@code folder} takes its output. */
    static RegistryProcess start(Path folder, String... arguments) throws IOException {
        return launch(folder, List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()), arguments);
    }

    /** Starts a command of another version of the program. */
    static RegistryProcess startJar(Path jar, Path folder, String... arguments) throws IOException {
        return launch(folder, List.of("-jar", jar.toString()), arguments);
    }

    private static RegistryProcess launch(Path folder, List<String> program, String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Most of these processes are over before more compiling would pay.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(program);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new RegistryProcess(process, out, err);
    }

    /** Runs a command to its end, which reads a text from its standard input. */
    static RegistryProcess runWith(String input, Path folder, String... arguments)
            throws IOException, InterruptedException {
        RegistryProcess running = start(folder, arguments);
        try (OutputStream in = running.process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        running.exitCode();
        return running;
    }

    /** Runs a command to its end. */
    static RegistryProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
        RegistryProcess running = start(folder, arguments);
        running.exitCode();
        return running;
    }

    /** The exit code, once the process has ended. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The process did not end. It said: " + out() + err());
        }
        return process.exitValue();
    }

    /** What it has printed so far. */
    String out() {
        return read(out);
    }

    /** What it has printed to the standard error stream so far. */
    String err() {
        return read(err);
    }

    /** Whether it still runs. */
    boolean runs() {
        return process.isAlive();
    }

    /** Its number. */
    long pid() {
        return process.pid();
    }

    /** Asks it to end, as {@code kill} does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it as a power cut would, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            kill();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
