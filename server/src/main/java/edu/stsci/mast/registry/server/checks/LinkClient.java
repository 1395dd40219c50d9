package edu.stsci.mast.registry.server.checks;

import edu.stsci.mast.registry.server.http.PublicAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks addresses of other people's records, with courtesy: one request to a host at a time and a pause between two, the lighter request
 * first, an end to everything; and not at addresses that only this machine and its neighbours can reach, whatever name or redirection leads
 * there. Thread-safe.
 */
final class LinkClient implements AutoCloseable {
    private static final int REDIRECTIONS = 5;
    private static final int LARGEST = 1 << 20;

    private final CloseableHttpClient http;
    private final Duration pause;
    private final Duration longest;
    private final Map<String, Turn> hosts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "link-alarm");
        thread.setDaemon(true);
        return thread;
    });

    /** When a host was last asked. */
    private static final class Turn {
        private long last;
        private boolean asked;
    }

    /**
     * A client.
     *
     * @param userAgent how it introduces itself, with whom to write to
     * @param pause between two requests to a host
     * @param timeout how long to wait for a connection and for each part of an answer; three times as long for the whole
     * @param anywhere whether it may also go to private and local addresses
     */
    LinkClient(String userAgent, Duration pause, Duration timeout, boolean anywhere) {
        this.pause = pause;
        this.longest = timeout.multipliedBy(3);
        Timeout patience = Timeout.of(timeout);
        this.http = HttpClients.custom()
                .setUserAgent(userAgent)
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(anywhere ? SystemDefaultDnsResolver.INSTANCE : new PublicAddresses())
                        .setMaxConnPerRoute(1)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(patience)
                                .setSocketTimeout(patience)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(patience).build())
                .disableRedirectHandling() // each step waits for its host's turn
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * Asks an address: by HEAD first when the answer itself is not wanted, and by GET when that is refused.
     *
     * @param read whether the beginning of the answer is wanted
     * @throws InterruptedException when the thread is interrupted while it waits for a host's turn
     */
    LinkAnswer ask(String url, boolean read) throws InterruptedException {
        if (!read) {
            LinkAnswer light = follow(url, true, 0);
            if (light.status() >= 200 && light.status() < 300) {
                return light;
            }
            if (light.status() == 0) {
                return light;
            }
        }
        return follow(url, false, read ? LARGEST : 0);
    }

    /**
     * Asks an address for the whole of its answer.
     *
     * @param most how many bytes it may have; a larger one counts as none
     * @throws InterruptedException when the thread is interrupted while it waits for a host's turn
     */
    LinkAnswer whole(String url, int most) throws InterruptedException {
        LinkAnswer answer = follow(url, false, most + 1);
        return answer.body().length > most
                ? LinkAnswer.failed("its answer has more than the " + most + " bytes that are read")
                : answer;
    }

    private LinkAnswer follow(String url, boolean head, int most) throws InterruptedException {
        String at = url;
        Optional<String> movedTo = Optional.empty();
        boolean forGood = true;
        for (int step = 0; step <= REDIRECTIONS; step++) {
            URI uri;
            try {
                uri = new URI(at.replace("|", "%7C").replace("^", "%5E"));
                if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("(?i)https?")) {
                    return LinkAnswer.failed("'" + at + "' is no http or https address");
                }
            } catch (java.net.URISyntaxException e) {
                return LinkAnswer.failed("'" + at + "' is no address: " + e.getReason());
            }
            Step answer = one(head ? new HttpHead(uri) : new HttpGet(uri), most);
            if (answer.location().isEmpty()) {
                LinkAnswer last = answer.answer();
                return new LinkAnswer(last.status(), last.contentType(), last.body(), movedTo, last.trouble());
            }
            at = uri.resolve(answer.location().get().replace(" ", "%20")).toString();
            forGood &= answer.answer().status() == 301 || answer.answer().status() == 308;
            movedTo = forGood ? Optional.of(at) : movedTo;
        }
        return LinkAnswer.failed("it redirects more than " + REDIRECTIONS + " times");
    }

    /** One request; {@code location} is where its answer sends us. */
    private record Step(LinkAnswer answer, Optional<String> location) {}

    private Step one(HttpUriRequestBase request, int most) throws InterruptedException {
        String host;
        try {
            host = request.getUri().getHost().toLowerCase(Locale.ROOT);
        } catch (java.net.URISyntaxException e) {
            return new Step(LinkAnswer.failed("it is no address"), Optional.empty());
        }
        Turn turn = hosts.computeIfAbsent(host, h -> new Turn());
        synchronized (turn) {
            long left = turn.asked ? turn.last + pause.toNanos() - System.nanoTime() : 0;
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
            Future<?> alarm = alarms.schedule(request::cancel, longest.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return http.execute(request, response -> step(request, response, most));
            } catch (IOException | IllegalArgumentException | IllegalStateException e) {
                return new Step(LinkAnswer.failed(reason(e)), Optional.empty());
            } finally {
                alarm.cancel(false);
                turn.asked = true;
                turn.last = System.nanoTime();
            }
        }
    }

    private static Step step(HttpUriRequestBase request, ClassicHttpResponse response, int most) throws IOException {
        int status = response.getCode();
        Header location = response.getFirstHeader("Location");
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            InputStream in = response.getEntity().getContent();
            if (most > 0 && in != null) {
                body = in.readNBytes(most);
            }
            request.cancel(); // or the rest would be read, which may have no end
        }
        Header type = response.getFirstHeader("Content-Type");
        LinkAnswer answer = new LinkAnswer(
                status, type == null ? "" : type.getValue().toLowerCase(Locale.ROOT), body, Optional.empty(), "");
        return new Step(
                answer,
                status >= 300 && status < 400 && status != 304 && location != null
                        ? Optional.of(location.getValue())
                        : Optional.empty());
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return switch (e.getClass().getSimpleName()) {
            case "UnknownHostException" ->
                message.contains("is not a public address") ? "its host is not public" : "there is no host of its name";
            case "SocketTimeoutException", "ConnectTimeoutException", "RequestFailedException" ->
                "the server did not answer in time";
            case "HttpHostConnectException" -> "the server refuses connections";
            case "SSLHandshakeException", "SSLPeerUnverifiedException" ->
                "its certificate is not in order (" + message + ")";
            default -> "the connection failed (" + message + ")";
        };
    }

    @Override
    public void close() throws IOException {
        alarms.shutdownNow();
        http.close();
    }
}
