package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.server.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped answers what it has begun to answer. */
class ShutdownIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CLIENTS = 6;

    @TempDir
    Path folder;

    /** An answer as a client saw it. */
    private record Seen(int status, String body) {}

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
                        while (true) {
                            HttpResponse<InputStream> answer = http.send(
                                    HttpRequest.newBuilder(list).timeout(LIMIT).build(),
                                    HttpResponse.BodyHandlers.ofInputStream());
                            seen.add(new Seen(answer.statusCode(), read(answer.body())));
                            busy.countDown();
                        }
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
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().stripTrailing()).endsWith("</OAI-PMH>");
        });
    }
}
