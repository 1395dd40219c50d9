package edu.stsci.mast.registry.harvester;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to OAI-PMH servers with the patience and the bounds of its {@link OaiClientSettings}: it repeats what may succeed later,
 * waits as long as a server asks for (OAI-PMH 2.0, section 3.1.2.2), and never waits or reads without end.
 *
 * <p>Thread-safe; one serves the whole process.
 */
public final class OaiClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OaiClient.class);
    private static final int CONNECTIONS = 50;

    private final OaiClientSettings settings;
    private final Clock clock;
    private final Waiter waiter;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService alarms;

    /** A client that really waits between attempts. */
    public OaiClient(OaiClientSettings settings) {
        this(settings, Clock.systemUTC(), Waiter.REAL);
    }

    OaiClient(OaiClientSettings settings, Clock clock, Waiter waiter) {
        this.settings = settings;
        this.clock = clock;
        this.waiter = waiter;
        this.http = HttpClients.custom()
                .setUserAgent(settings.userAgent())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(Timeout.of(settings.readTimeout()))
                                .setValidateAfterInactivity(Timeout.ofSeconds(5))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.readTimeout()))
                        .setMaxRedirects(settings.redirects())
                        .build())
                // We repeat ourselves, with the server's wishes, the counts and the stop signal in view.
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        this.alarms = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "oai-client-alarm");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is told while a request is under way. */
    interface Listener {
        /** A request is sent for the first time, or again. */
        void sending(URI request, boolean again);

        /** The client waits before it tries again. */
        void waiting(Duration pause, String why);
    }

    /** How one attempt ended. */
    private sealed interface Attempt {
        record Answered(OaiAnswer answer) implements Attempt {}

        /** It may succeed later; {@code pause} is the server's wish. */
        record Later(String trouble, Optional<Duration> pause) implements Attempt {}

        record Refused(String trouble) implements Attempt {}
    }

    /**
     * Fetches the answer to a request.
     *
     * @throws StoppedException when the signal is given
     * @throws HarvestException with a sentence when there is no usable answer, however often it was tried
     */
    OaiAnswer get(URI request, StopSignal stop, Listener listener) throws HarvestException {
        for (int attempt = 1; ; attempt++) {
            stop.check();
            listener.sending(request, attempt > 1);
            Attempt outcome = attempt(request, stop);
            if (outcome instanceof Attempt.Answered answered) {
                return answered.answer();
            }
            if (outcome instanceof Attempt.Later later && attempt < settings.attempts()) {
                Duration pause = pause(request, attempt, later);
                LOG.info("{} {}; trying again in {}", request, later.trouble(), Phrases.duration(pause));
                listener.waiting(pause, later.trouble());
                waiter.pause(pause, stop);
                continue;
            }
            String trouble = outcome instanceof Attempt.Later later
                    ? later.trouble() + (attempt > 1 ? ", also at the last of " + attempt + " attempts" : "")
                    : ((Attempt.Refused) outcome).trouble();
            throw new HarvestException(request + " " + trouble);
        }
    }

    private Duration pause(URI request, int attempt, Attempt.Later later) throws HarvestException {
        if (later.pause().isPresent() && later.pause().get().compareTo(settings.longestPause()) > 0) {
            throw new HarvestException(request + " " + later.trouble() + " and asks to be left alone for "
                    + Phrases.duration(later.pause().get()) + ", longer than the "
                    + Phrases.duration(settings.longestPause()) + " that are allowed");
        }
        Duration backOff = settings.firstPause().multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration wished = later.pause().orElse(backOff);
        return wished.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : wished;
    }

    private Attempt attempt(URI request, StopSignal stop) throws StoppedException {
        HttpGet get = new HttpGet(request);
        get.setHeader(HttpHeaders.ACCEPT, "text/xml, application/xml;q=0.9, */*;q=0.1");
        Instant deadline = clock.instant().plus(settings.answerTimeout());
        Future<?> alarm = alarms.schedule(get::cancel, settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
        try (StopSignal.Registration onStop = stop.whenStopped(get::cancel)) {
            return http.execute(get, response -> read(response, deadline));
        } catch (IOException e) {
            stop.check();
            return failed(e, alarm.isDone());
        } catch (IllegalStateException e) { // what a request throws that was cancelled before it had a connection
            stop.check();
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private Attempt failed(IOException e, boolean tooSlow) {
        if (tooSlow || e instanceof AnswerTooLongException) {
            return new Attempt.Refused(
                    "did not finish its answer within " + Phrases.duration(settings.answerTimeout()));
        }
        if (e instanceof AnswerTooLargeException) {
            return new Attempt.Refused(e.getMessage());
        }
        if (e.getCause() instanceof ProtocolException) { // endless or broken redirections, among others
            return new Attempt.Refused(
                    "did not answer properly: " + e.getCause().getMessage());
        }
        if (e instanceof SSLException) {
            return new Attempt.Refused("cannot be reached safely: " + e.getMessage());
        }
        String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Attempt.Later(
                e instanceof InterruptedIOException
                        ? "did not answer in time: " + words
                        : "cannot be reached: " + words,
                Optional.empty());
    }

    private Attempt read(ClassicHttpResponse response, Instant deadline) throws IOException {
        int status = response.getCode();
        String trouble = "answered " + status
                + (response.getReasonPhrase() == null ? "" : " " + response.getReasonPhrase()).stripTrailing();
        return switch (status) {
            case 200 -> new Attempt.Answered(body(response, deadline));
            case 429, 503 -> new Attempt.Later(trouble, retryAfter(response));
            case 500, 502, 504 -> new Attempt.Later(trouble, Optional.empty());
            default -> new Attempt.Refused(trouble);
        };
    }

    private OaiAnswer body(ClassicHttpResponse response, Instant deadline) throws IOException {
        if (response.getEntity() == null) {
            throw new IOException("its answer is empty");
        }
        Path file = Files.createTempFile("oai-answer-", ".xml");
        boolean complete = false;
        try (InputStream in = response.getEntity().getContent();
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > settings.largestAnswer()) {
                    throw new AnswerTooLargeException(settings.largestAnswer());
                }
                if (clock.instant().isAfter(deadline)) {
                    throw new AnswerTooLongException();
                }
                out.write(buffer, 0, n);
            }
            complete = true;
            return new OaiAnswer(file, size);
        } finally {
            if (!complete) {
                OaiAnswer.delete(file);
            }
        }
    }

    /** Seconds, or a date (RFC 9110, section 10.2.3). */
    private Optional<Duration> retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (header == null || header.getValue() == null) {
            return Optional.empty();
        }
        String value = header.getValue().strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Instant date = DateUtils.parseStandardDate(value);
        if (date == null) {
            return Optional.empty();
        }
        Duration pause = Duration.between(clock.instant(), date);
        return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    }

    /** Ends all connections; harvests that are under way fail. */
    @Override
    public void close() {
        alarms.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }

    private static final class AnswerTooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class AnswerTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        AnswerTooLargeException(long limit) {
            super("answered with more than the " + limit + " bytes that are allowed");
        }
    }
}
