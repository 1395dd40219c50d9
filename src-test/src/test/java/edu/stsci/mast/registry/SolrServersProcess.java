package edu.stsci.mast.registry;

import edu.stsci.mast.registry.search.SolrSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Real Solr servers in a process of their own: a SolrCloud of two nodes with ZooKeeper, and a standalone Solr. See solr/SolrServers.java. */
final class SolrServersProcess implements AutoCloseable {
    /** Whom the servers let in. */
    static final String USER = "registry";
    /** With which password. */
    static final String PASSWORD = "Sesame: open, 'please'";

    private static final int LIMIT_SECONDS = 120;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final String node;
    private final String zookeeper;
    private final String core;

    /** Starts them; the standalone Solr's core is named registry and has this program's configset. */
    SolrServersProcess(Path folder) throws IOException, InterruptedException {
        Path configset = folder.resolve("configset");
        SolrSetup.writeConfigset(configset);
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dsolr.log.dir=" + folder,
                        "-cp",
                        Files.readString(Path.of("target", "solr-servers.classpath")),
                        Path.of("solr", "SolrServers.java").toString(),
                        Files.createDirectories(folder.resolve("servers")).toString(),
                        configset.toString(),
                        PASSWORD)
                .redirectError(folder.resolve("solr-servers.txt").toFile())
                .start();
        Thread reader = new Thread(this::read, "solr-servers-output");
        reader.setDaemon(true);
        reader.start();
        node = await("node ");
        zookeeper = await("zookeeper ");
        core = await("core ");
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String await(String beginning) throws InterruptedException {
        for (String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
                line != null;
                line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("The Solr servers did not say '" + beginning + "'");
    }

    /** The address of the SolrCloud's second node. */
    String node() {
        return node;
    }

    /** How to reach the SolrCloud. */
    String zookeeper() {
        return zookeeper;
    }

    /** The address of the standalone Solr's core. */
    String core() {
        return core;
    }

    /** Stops or starts a server: {@code stop 0}, {@code start 0}, {@code stop core}, {@code start core}. */
    void order(String command) throws IOException, InterruptedException {
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(command + "\n");
        in.flush();
        await("done");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
