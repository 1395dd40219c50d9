package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.server.Registry;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped answers what it has begun to answer, and tells others to go elsewhere. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ShutdownIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CLIENTS = 6;
    private static final String FORM = "LANG=ADQL&FORMAT=csv&QUERY=SELECT+COUNT(*)+AS+n+FROM+rr.resource";

    @TempDir
    Path folder;

    /** An answer as a client saw it. */
    private record Seen(int status, String body) {}

    /** A connection that stays open from request to request. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Connection(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout((int) LIMIT.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        /** Status line and headers of the next answer, in lower case; null when the server has closed the connection. */
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); ; line = in.readLine()) {
                if (line == null) {
                    return null;
                }
                if (line.isEmpty()) {
                    return head.toString();
                }
                head.append(line.toLowerCase(Locale.ROOT)).append('\n');
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** What comes of a body that may break off. */
    private static String read(InputStream body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (body) {
            body.transferTo(bytes);
        } catch (IOException e) {
            return bytes.toString(StandardCharsets.UTF_8) + "\n[broke off: " + e.getMessage() + "]";
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyAnswerThatBeginsIsWhole() throws Exception {
        Registry registry = TestRegistry.start(folder.resolve("data"), "registry.tap.enabled", false);
        Queue<Seen> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch busy = new CountDownLatch(10 * CLIENTS);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            registry.loadExamples("mast");
            URI list = URI.create(registry.url() + "/oai?verb=ListRecords&metadataPrefix=ivo_vor");
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                asking.add(clients.submit(() -> {
                    HttpClient http =
                            HttpClient.newBuilder().connectTimeout(LIMIT).build();
                    try {
                        int status = 200;
                        while (status != 503) {
                            HttpResponse<InputStream> answer = http.send(
                                    HttpRequest.newBuilder(list).timeout(LIMIT).build(),
                                    HttpResponse.BodyHandlers.ofInputStream());
                            status = answer.statusCode();
                            seen.add(new Seen(status, read(answer.body())));
                            busy.countDown();
                        }
                        return null; // told to go elsewhere
                    } catch (IOException e) {
                        return null; // nobody answers any more, which is what a stopped server does
                    }
                }));
            }
            busy.await();
            registry.close();
            for (Future<?> client : asking) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
            registry.close();
        }
        assertThat(seen).allSatisfy(answer -> {
            assertThat(answer.status()).isIn(200, 503);
            assertThat(answer.body().stripTrailing())
                    .endsWith(answer.status() == 200 ? "</OAI-PMH>" : "being stopped; please try again in a while.");
        });
    }

    @Test
    void whatHasBegunIsFinishedAndWhoAsksMeanwhileIsToldToGoElsewhere() throws Exception {
        Registry registry = TestRegistry.start(folder);
        URI server = URI.create(registry.url());
        RawHttp http = new RawHttp(server);
        await().atMost(LIMIT).until(() -> http.get("/health/ready").status() == 200);
        try (Connection slow = new Connection(server);
                Connection open = new Connection(server)) {
            slow.send("POST /tap/sync HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + FORM.length()
                    + "\r\n\r\n");
            assertThat(slow.head()).startsWith("http/1.1 100"); // it waits for the form now
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(registry::close);

            String answer;
            do {
                open.send("HEAD /availability HTTP/1.1\r\nHost: localhost\r\n\r\n");
                answer = open.head();
            } while (answer != null && answer.startsWith("http/1.1 200"));
            assertThat(answer).startsWith("http/1.1 503").contains("connection: close");
            await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(
                            () -> new Socket(server.getHost(), server.getPort()).close())
                    .isInstanceOf(ConnectException.class));
            assertThat(stopped).isNotDone();

            slow.send(FORM);
            assertThat(slow.head()).startsWith("http/1.1 200");
            stopped.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } finally {
            registry.close();
        }
    }
}
