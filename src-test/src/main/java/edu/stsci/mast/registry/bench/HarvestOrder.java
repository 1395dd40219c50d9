package edu.stsci.mast.registry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Has a running registry harvest its one source, by the doors that people use, and waits until all is stored and can be searched. */
final class HarvestOrder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final long LONGEST_SECONDS = 3600;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();
    private final String registry;

    /** An order to the registry at an address without a slash at the end. */
    HarvestOrder(String registry) {
        this.registry = registry;
    }

    /**
     * What came of it.
     *
     * @param stored seconds from the order until the run was complete
     * @param searchable seconds from the order until the search index had followed the last change
     * @param report the run's report, as {@code /api/harvest/runs} gives it
     */
    record Result(double stored, double searchable, JsonNode report) {}

    /**
     * Orders a full harvest and waits for its end.
     *
     * @throws IOException when the run fails, or takes longer than an hour
     */
    Result perform() throws IOException, InterruptedException {
        JsonNode source = get("/api/harvest/sources").get("sources").get(0);
        String runs = "/api/harvest/sources/" + source.get("id").asLong() + "/runs?limit=1";
        long before = number(get(runs));
        long start = System.nanoTime();
        order(source.get("id").asLong());
        JsonNode report = await(
                start,
                () -> get(runs),
                answer -> number(answer) > before
                        && !answer.get("runs").get(0).get("state").asText().equals("RUNNING"),
                "the run");
        double stored = seconds(start);
        JsonNode run = report.get("runs").get(0);
        if (!run.get("state").asText().equals("COMPLETE")) {
            throw new IOException("The run is not complete: " + run);
        }
        await(
                start,
                () -> get("/health"),
                health ->
                        health.get("indexed").asLong() == health.get("changes").asLong(),
                "the search index");
        return new Result(stored, seconds(start), run);
    }

    /** The number of the last run in an answer; 0 when there is none. */
    private static long number(JsonNode answer) {
        return answer.get("runs").isEmpty()
                ? 0
                : answer.get("runs").get(0).get("run").asLong();
    }

    private void order(long source) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + "/staff/harvest/" + source + "/harvest"))
                .header("Origin", registry)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("full=true"))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException("The harvest was not ordered: " + answer.statusCode() + " " + answer.body());
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers with status " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    /** Something that is asked for over HTTP. */
    @FunctionalInterface
    private interface Question {
        JsonNode answer() throws IOException, InterruptedException;
    }

    private static JsonNode await(
            long start, Question question, java.util.function.Predicate<JsonNode> enough, String what)
            throws IOException, InterruptedException {
        while (seconds(start) < LONGEST_SECONDS) {
            JsonNode answer = question.answer();
            if (enough.test(answer)) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        throw new IOException("After an hour " + what + " is still not at its end");
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
