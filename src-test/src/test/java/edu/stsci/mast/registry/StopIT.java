package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.server.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of a server that stops while they are connected to it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StopIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FORM = "LANG=ADQL&FORMAT=csv&QUERY=SELECT+COUNT(*)+AS+n+FROM+rr.resource";

    @TempDir
    Path folder;

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
