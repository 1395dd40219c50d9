package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import edu.stsci.mast.registry.server.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are many, slow or silent keep nobody else out. */
class ManyClientsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int THREADS = 10;
    private static final int SHARE = 4;
    /** So that little is taken from the server that is not read. */
    private static final int RECEIVE_BUFFER = 8192;
    /** Some tens of megabytes. */
    private static final String LARGE_RESULT = "/tap/sync?LANG=ADQL&MAXREC=100000&QUERY="
            + "SELECT+a.*,b.res_description+AS+other+FROM+rr.resource+AS+a,rr.resource+AS+b";

    @TempDir
    static Path folder;

    private static Registry registry;

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(
                folder.resolve("data"),
                "registry.http.threads",
                THREADS,
                "registry.http.threads-per-sender",
                SHARE,
                "registry.http.read-timeout",
                "10 seconds");
        registry.loadExamples("mast");
        await().atMost(LIMIT)
                .until(() -> new RawHttp(URI.create(registry.url()))
                                .get("/health/ready")
                                .status()
                        == 200);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Socket connect() throws IOException {
        URI server = URI.create(registry.url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) LIMIT.toMillis());
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

    @Test
    void answersThatNobodyReads() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (Complaints complaints = new Complaints()) {
            for (int i = 0; i < SHARE; i++) {
                Socket socket = connect();
                slow.add(socket);
                send(
                        socket,
                        "GET " + LARGE_RESULT
                                + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.10\r\n\r\n");
                assertThat(firstLine(socket)).contains(" 200 ");
            }
            othersAreAnswered();
            // Nothing more is read: the server gives up, and the sender has its places again.
            RawHttp sender = new RawHttp(URI.create(registry.url()));
            assertThat(sender.get("/oai?verb=Identify", "X-Forwarded-For: 198.51.100.10")
                            .status())
                    .isEqualTo(429);
            await().atMost(LIMIT)
                    .until(() -> sender.get("/oai?verb=Identify", "X-Forwarded-For: 198.51.100.10")
                                    .status()
                            == 200);
            // The others may be read to their ends now.
            assertThat(slow).anyMatch(socket -> !endsWell(socket));
            complaints.assertNone();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void bodiesThatBreakOffAreNoErrorsOfOurs() throws IOException {
        try (Complaints complaints = new Complaints()) {
            for (String path : List.of("/oai", "/tap/sync", "/tap/async")) {
                for (String end : List.of(
                        "Content-Length: 100\r\n\r\nverb=Identify",
                        "Transfer-Encoding: chunked\r\n\r\n5\r\nverb=\r\n",
                        "Transfer-Encoding: chunked\r\n\r\nno number\r\n")) {
                    try (Socket socket = connect()) {
                        send(
                                socket,
                                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n" + end);
                        socket.shutdownOutput();
                        assertThat(firstLine(socket)).as(path + " " + end).contains(" 400 ");
                    }
                }
            }
            complaints.assertNone();
        }
    }

    @Test
    void clientsThatGoAwayAreNoErrorsOfOurs() throws IOException {
        try (Complaints complaints = new Complaints()) {
            List<String> paths = List.of(LARGE_RESULT, "/oai?verb=ListRecords&metadataPrefix=ivo_vor");
            double before = ended();
            for (String path : paths) {
                try (Socket socket = connect()) {
                    send(
                            socket,
                            "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.51.100.11\r\n\r\n");
                    assertThat(firstLine(socket)).contains(" 200 ");
                    socket.setSoLinger(true, 0); // it is not closed but broken
                }
            }
            await().atMost(LIMIT).until(() -> ended() == before + paths.size());
            complaints.assertNone();
        }
    }

    /** How many lists and queries have been answered, or given up. */
    private static double ended() throws IOException {
        return new RawHttp(URI.create(registry.url()))
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.matches("registry_requests_seconds_count\\{.*protocol=\"(oai|tap)\".*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether the rest of an answer is there, with the last chunk (RFC 9112, section 7.1). */
    private static boolean endsWell(Socket socket) {
        try {
            byte[] rest = socket.getInputStream().readAllBytes();
            return new String(rest, StandardCharsets.ISO_8859_1).endsWith("\r\n0\r\n\r\n");
        } catch (IOException e) {
            return false;
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
