package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are many, slow or silent keep nobody else out. */
class ManyClientsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int THREADS = 10;
    private static final int SHARE = 4;

    @TempDir
    static Path folder;

    private static Registry registry;

    @BeforeAll
    static void start() throws Exception {
        registry = Registry.start(RegistrySettings.load(
                null,
                Map.of(),
                Map.of(
                        "registry.data",
                        folder.resolve("data").toString(),
                        "registry.http.port",
                        0,
                        "registry.http.address",
                        "127.0.0.1",
                        "registry.http.threads",
                        THREADS,
                        "registry.http.threads-per-sender",
                        SHARE)));
        registry.loadExamples("mast");
        assertThat(registry.follower().awaitCaughtUp(LIMIT)).isTrue();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Socket connect() throws IOException {
        URI server = URI.create(registry.url());
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    private static void othersAreAnswered() throws IOException {
        RawHttp other = new RawHttp(URI.create(registry.url()));
        assertThat(other.get("/api/search?q=hubble", "X-Forwarded-For: 203.0.113.77")
                        .status())
                .isEqualTo(200);
        assertThat(other.get("/oai?verb=Identify", "X-Forwarded-For: 203.0.113.78")
                        .status())
                .isEqualTo(200);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    @Test
    void thousandsOfIdleConnections() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 3000; i++) {
                idle.add(connect());
            }
            othersAreAnswered();
        } catch (SocketException e) {
            abort("This machine does not let a process have so many connections: " + e.getMessage());
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void headersThatNeverEnd() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 5 * THREADS; i++) {
                Socket socket = connect();
                slow.add(socket);
                send(socket, "GET /oai?verb=Identify HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            }
            othersAreAnswered();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void bodiesThatDoNotCome() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * THREADS; i++) {
                Socket socket = connect();
                slow.add(socket);
                send(
                        socket,
                        "POST /oai HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.9\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nverb=");
            }
            // All but a sender's share are refused at once; those that are worked on wait for the rest of their bodies.
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            slow.stream().filter(ManyClientsIT::isAnswered).count())
                    .isEqualTo(3 * THREADS - SHARE));
            othersAreAnswered();
            Socket refused =
                    slow.stream().filter(ManyClientsIT::isAnswered).findFirst().orElseThrow();
            assertThat(firstLine(refused)).contains("429");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
