package edu.stsci.mast.registry.harvester;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
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

        /** It may succeed later; {@code pause} is the server's wish, {@code excerpt} what it said. */
        record Later(String trouble, Optional<Duration> pause, String excerpt) implements Attempt {}

        /** The answer broke off, and may come whole when it is asked for again, or never. */
        record BrokenOff(OaiAnswer beginning, boolean hope) implements Attempt {}

        record Refused(String trouble, String excerpt) implements Attempt {}
    }

    /**
     * Fetches the answer to a request. An answer that breaks off every time is handed over as far as it came; see {@link OaiAnswer#whole}.
     *
     * @throws StoppedException when the signal is given
     * @throws UnreachableException with a sentence when the server says nothing, however often it is asked
     * @throws HarvestException with a sentence when there is no usable answer
     */
    OaiAnswer get(URI request, StopSignal stop, Listener listener) throws HarvestException {
        for (int attempt = 1; ; attempt++) {
            stop.check();
            listener.sending(request, attempt > 1);
            Attempt outcome = attempt(request, stop);
            boolean last = attempt >= settings.attempts();
            String often = attempt > 1 ? ", also at the last of " + attempt + " attempts" : "";
            if (outcome instanceof Attempt.Answered answered) {
                return answered.answer();
            } else if (outcome instanceof Attempt.BrokenOff broken) {
                if (last || !broken.hope()) {
                    return broken.beginning();
                }
                broken.beginning().close();
                waitFor(request, broken.beginning().trouble(), pause(attempt), stop, listener);
            } else if (outcome instanceof Attempt.Later later) {
                if (last && later.excerpt() == null) {
                    throw new UnreachableException(request + " " + later.trouble() + often);
                } else if (last) {
                    throw new HarvestException(request + " " + later.trouble() + often, later.excerpt(), null);
                }
                waitFor(request, later.trouble(), pause(request, attempt, later), stop, listener);
            } else if (outcome instanceof Attempt.Refused refused) {
                throw new HarvestException(request + " " + refused.trouble(), refused.excerpt(), null);
            }
        }
    }

    /** Waits before something is asked for again that came whole but cannot be used. */
    void pauseAfter(int attempt, URI request, String trouble, StopSignal stop, Listener listener)
            throws StoppedException {
        waitFor(request, trouble, pause(attempt), stop, listener);
    }

    /** How often something is asked for at most. */
    int attempts() {
        return settings.attempts();
    }

    private void waitFor(URI request, String trouble, Duration pause, StopSignal stop, Listener listener)
            throws StoppedException {
        LOG.info("{} {}; trying again in {}", request, trouble, Phrases.duration(pause));
        listener.waiting(pause, trouble);
        waiter.pause(pause, stop);
    }

    private Duration pause(URI request, int attempt, Attempt.Later later) throws HarvestException {
        if (later.pause().isEmpty()) {
            return pause(attempt);
        }
        Duration wished = later.pause().get();
        if (wished.compareTo(settings.longestPause()) > 0) {
            throw new HarvestException(
                    request + " " + later.trouble() + " and asks to be left alone for " + Phrases.duration(wished)
                            + ", longer than the " + Phrases.duration(settings.longestPause()) + " that are allowed",
                    later.excerpt(),
                    null);
        }
        return wished;
    }

    private Duration pause(int attempt) {
        Duration backOff = settings.firstPause().multipliedBy(1L << Math.min(attempt - 1, 20));
        return backOff.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : backOff;
    }

    private Attempt attempt(URI request, StopSignal stop) throws StoppedException {
        HttpGet get = new HttpGet(request);
        get.setHeader(HttpHeaders.ACCEPT, "text/xml, application/xml;q=0.9, */*;q=0.1");
        AtomicBoolean late = new AtomicBoolean();
        AtomicReference<Attempt> outcome = new AtomicReference<>();
        Future<?> alarm = alarms.schedule(
                () -> {
                    late.set(true);
                    get.cancel();
                },
                settings.answerTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        try (StopSignal.Registration onStop = stop.whenStopped(get::cancel)) {
            return http.execute(get, response -> {
                outcome.set(read(response, late));
                if (!(outcome.get() instanceof Attempt.Answered)) {
                    get.cancel(); // or the rest would be read, which may have no end
                }
                return outcome.get();
            });
        } catch (IOException e) {
            if (stop.isStopped()) {
                discard(outcome.get());
            }
            stop.check();
            return outcome.get() == null ? failed(e, late.get()) : outcome.get();
        } catch (IllegalStateException e) { // what a request throws that was cancelled before it had a connection
            stop.check();
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private static void discard(Attempt outcome) {
        if (outcome instanceof Attempt.Answered answered) {
            answered.answer().close();
        } else if (outcome instanceof Attempt.BrokenOff broken) {
            broken.beginning().close();
        }
    }

    /** What became of a request when no answer came, or none that HTTP can make sense of. */
    private Attempt failed(IOException e, boolean tooSlow) {
        if (tooSlow) {
            return new Attempt.Refused(tooSlow(), "");
        }
        if (e instanceof UnknownHostException) {
            return later("cannot be reached: its name cannot be resolved (" + words(e) + ")");
        }
        if (e.getCause() instanceof ProtocolException) { // endless or broken redirections, among others
            return new Attempt.Refused(
                    "did not answer properly: " + e.getCause().getMessage(), "");
        }
        if (e instanceof SSLException) {
            String trouble = "cannot be reached safely: " + words(e);
            // A certificate does not get better by waiting; a handshake that broke off may.
            return isAboutCertificates(e) ? new Attempt.Refused(trouble, "") : later(trouble);
        }
        return later(
                (e instanceof InterruptedIOException ? "did not answer in time: " : "cannot be reached: ") + words(e));
    }

    private static boolean isAboutCertificates(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private static Attempt later(String trouble) {
        return new Attempt.Later(trouble, Optional.empty(), null);
    }

    private String tooSlow() {
        return "did not finish its answer within " + Phrases.duration(settings.answerTimeout());
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Attempt read(ClassicHttpResponse response, AtomicBoolean late) throws IOException {
        int status = response.getCode();
        if (status == 200) {
            return body(response, late);
        }
        String trouble = "answered " + status
                + (response.getReasonPhrase() == null ? "" : " " + response.getReasonPhrase()).stripTrailing();
        String excerpt = beginning(response);
        return switch (status) {
            case 408, 429, 500, 502, 503, 504 -> new Attempt.Later(trouble, retryAfter(response), excerpt);
            default -> new Attempt.Refused(trouble, excerpt);
        };
    }

    /** What an answer that is none says, for people. */
    private static String beginning(ClassicHttpResponse response) {
        if (response.getEntity() == null) {
            return "";
        }
        try {
            InputStream in = response.getEntity().getContent();
            return new String(in.readNBytes(HarvestProblem.EXCERPT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private Attempt body(ClassicHttpResponse response, AtomicBoolean late) throws IOException {
        if (response.getEntity() == null) {
            throw new IOException("its answer is empty");
        }
        Path file = Files.createTempFile("oai-answer-", ".xml");
        boolean kept = false;
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            // Closing the stream would read on to the end of what may have no end; the client drops the connection
            // instead.
            InputStream in = response.getEntity().getContent();
            Attempt outcome = null;
            byte[] buffer = new byte[64 * 1024];
            while (outcome == null) {
                int n;
                try {
                    n = in.read(buffer);
                } catch (IOException e) {
                    String trouble =
                            late.get() ? tooSlow() : "broke off its answer after " + size + " bytes: " + words(e);
                    outcome = new Attempt.BrokenOff(new OaiAnswer(file, size, trouble), !late.get());
                    break;
                }
                if (n < 0) {
                    outcome = new Attempt.Answered(new OaiAnswer(file, size, ""));
                } else if (size + n > settings.largestAnswer()) {
                    String trouble =
                            "answered with more than the " + settings.largestAnswer() + " bytes that are allowed";
                    outcome = new Attempt.BrokenOff(new OaiAnswer(file, size, trouble), false);
                } else {
                    out.write(buffer, 0, n);
                    size += n;
                }
            }
            kept = true;
            return outcome;
        } finally {
            if (!kept) {
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
        if (value.matches("\\d+")) {
            // Nine digits are 30 years; more mean no more.
            return Optional.of(Duration.ofSeconds(Long.parseLong(value.length() > 9 ? "999999999" : value)));
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
}
