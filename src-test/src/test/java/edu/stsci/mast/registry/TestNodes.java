package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.model.store.Database;
import edu.stsci.mast.registry.server.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Several servers in processes of their own over one database, each with a data folder of its own and one folder of jobs together. */
final class TestNodes implements AutoCloseable {
    /** How the world reaches them all. */
    static final String PUBLIC_URL = "http://registry.test";

    private static final Duration LIMIT = Duration.ofMinutes(8);

    private final Path folder;
    private final Database.Settings database;
    private final Optional<Path> older;
    private final AtomicReferenceArray<Node> nodes;

    /**
     * Nodes that are not started.
     *
     * @param older an older version of the program, which the first node is; empty when all are this one
     */
    TestNodes(Path folder, Database.Settings database, int number, Optional<Path> older) {
        this.folder = folder;
        this.database = database;
        this.older = older;
        this.nodes = new AtomicReferenceArray<>(number);
    }

    /** One life of a server, from its start to its end. */
    static final class Node {
        private final int number;
        private final RegistryProcess process;
        private volatile RawHttp http;
        private volatile boolean leaving;

        private Node(int number, RegistryProcess process) {
            this.number = number;
            this.process = process;
        }

        RawHttp http() {
            return http;
        }

        long pid() {
            return process.pid();
        }

        /** The last of what it has logged. */
        String log() {
            String all = process.err();
            return all.substring(Math.max(0, all.length() - 2000));
        }

        /** Whether it was told to end, or killed, so that its connections may break off. */
        boolean leaves() {
            return leaving;
        }

        @Override
        public String toString() {
            return "node " + number + " (" + process.pid() + ")";
        }
    }

    /** Starts all that do not run at the same moment. */
    void startAll() throws IOException {
        List<Node> started = new ArrayList<>();
        for (int i = 0; i < nodes.length(); i++) {
            if (nodes.get(i) == null) {
                started.add(launch(i));
            }
        }
        started.forEach(this::awaitReady);
    }

    /** Starts one again. */
    void start(int number) throws IOException {
        awaitReady(launch(number));
    }

    private Node launch(int number) throws IOException {
        Path data = Files.createDirectories(folder.resolve("node" + number));
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        boolean old = number == 0 && older.isPresent();
        if (old && Files.notExists(data.resolve("jobs"))) {
            // An older program may not know the setting for it.
            Files.createSymbolicLink(data.resolve("jobs"), jobs);
        }
        Path config = Files.writeString(folder.resolve("node" + number + ".conf"), """
                registry {
                  data = "%s"
                  http { address = "127.0.0.1", port = 0, public-url = "%s" }
                  database { url = "%s", user = "%s", connections = 8 }
                  oai.page-size = 20
                  checks.enabled = false
                  %s
                }
                """.formatted(
                data, PUBLIC_URL, database.url(), database.user(), old ? "" : "tap.async.folder = \"" + jobs + "\""));
        String[] arguments = {"serve", "--examples", "--config", config.toString()};
        return new Node(
                number,
                old
                        ? RegistryProcess.startJar(older.get(), folder, arguments)
                        : RegistryProcess.start(folder, arguments));
    }

    private void awaitReady(Node node) {
        await().atMost(LIMIT).until(() -> node.process.out().contains("Ready: ") || !node.process.runs());
        assertThat(node.process.out()).as(node.process.err()).contains("Ready: ");
        node.http = new RawHttp(URI.create(DataFolder.existing(folder.resolve("node" + node.number))
                .serverUrl()
                .orElseThrow()));
        nodes.set(node.number, node);
    }

    /** Ends one: as {@code kill -9} does, or as {@code kill}. */
    void stop(int number, boolean atOnce) throws InterruptedException {
        Node node = nodes.getAndSet(number, null);
        node.leaving = true;
        if (atOnce) {
            node.process.kill();
        } else {
            node.process.terminate();
            assertThat(node.process.exitCode()).as(node.process.err()).isZero();
        }
    }

    /** Those that answer now. */
    List<Node> up() {
        List<Node> up = new ArrayList<>();
        for (int i = 0; i < nodes.length(); i++) {
            Optional.ofNullable(nodes.get(i)).ifPresent(up::add);
        }
        return up;
    }

    /** The number of the node that has a process number; empty when it is not up. */
    Optional<Integer> withPid(long pid) {
        return up().stream()
                .filter(node -> node.pid() == pid)
                .map(node -> node.number)
                .findFirst();
    }

    @Override
    public void close() throws InterruptedException {
        for (Node node : up()) {
            node.process.close();
        }
    }
}
