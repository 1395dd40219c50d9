package edu.stsci.mast.registry.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * A server in a process of its own, so that the client shares neither heap nor threads with it. Its program announces itself with
 * {@link #ready}; it stops when its input ends, hence also when the benchmark is killed.
 */
final class ServerProcess implements AutoCloseable {
    private static final String READY = "Ready: ";

    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a program and waits until it is ready. What it logs goes to our standard error stream.
     *
     * @param program a class with a main method that calls {@link #ready}
     * @param options options of the Java virtual machine
     * @throws IOException when the program ends before it is ready
     */
    static ServerProcess start(Class<?> program, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new ServerProcess(process, line.substring(READY.length()));
            }
        }
        throw new IOException(program.getSimpleName() + " ended before it was ready; its messages are above");
    }

    /** For the program in the process, first of all: sends what Tomcat and Jersey log where our own messages go. */
    static void quietLogs() {
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
    }

    /** For the program in the process: tells its address, and returns when it is time to stop. */
    static void ready(String url) throws IOException {
        System.out.println(READY + url);
        while (System.in.read() >= 0) {
            // Nothing is said; only the end counts.
        }
    }

    /** The server's address, without a slash at the end. */
    String url() {
        return url;
    }

    /** The processor time that it has used. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Stops it and waits for its end, by force after half a minute. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
