package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.tap.TapException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches tables that a query names by their URL (TAP 1.1, section 2.7.6): for strangers, so within bounds, and not from addresses that only
 * this machine and its neighbours can reach, whatever name or redirection leads there.
 */
public final class UploadFetcher implements AutoCloseable {
    private static final Timeout PATIENCE = Timeout.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int REDIRECTIONS = 5;

    private final CloseableHttpClient http;
    private final long mostBytes;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "upload-alarm");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A fetcher.
     *
     * @param userAgent how it introduces itself
     * @param mostBytes how large a document may be
     * @param anywhere whether it may also go to private and local addresses
     */
    public UploadFetcher(String userAgent, long mostBytes, boolean anywhere) {
        this.mostBytes = mostBytes;
        this.http = HttpClients.custom()
                .setUserAgent(userAgent)
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(anywhere ? SystemDefaultDnsResolver.INSTANCE : new PublicAddresses())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(PATIENCE)
                                .setSocketTimeout(PATIENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(PATIENCE)
                        .setMaxRedirects(REDIRECTIONS)
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * Fetches a document into a file.
     *
     * @throws TapException with a sentence when it cannot be had or is too large
     */
    public void fetch(String url, Path file) throws TapException {
        HttpGet get;
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("(?i)https?")) {
                throw bad("The uploaded table '" + url + "' must be param:NAME or an http or https URL", null);
            }
            get = new HttpGet(uri);
        } catch (IllegalArgumentException e) {
            throw bad("The uploaded table's address '" + url + "' is not a URL", e);
        }
        Future<?> alarm = alarms.schedule(get::cancel, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        try {
            http.execute(get, response -> {
                if (response.getCode() != 200) {
                    throw new IOException("the server answers with status " + response.getCode());
                }
                try (InputStream in = response.getEntity().getContent();
                        OutputStream out = Files.newOutputStream(file)) {
                    copy(in, out);
                } catch (IOException e) {
                    get.cancel(); // or the rest would be read, which may have no end
                    throw e;
                }
                return null;
            });
        } catch (IOException e) {
            throw bad("The uploaded table " + url + " cannot be fetched: " + e.getMessage(), e);
        } finally {
            alarm.cancel(false);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] block = new byte[64 << 10];
        long left = mostBytes;
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            left -= n;
            if (left < 0) {
                throw new IOException("it has more than the " + mostBytes + " bytes that are allowed");
            }
            out.write(block, 0, n);
        }
    }

    private static TapException bad(String sentence, Exception cause) {
        return new TapException(TapException.Reason.BAD_REQUEST, sentence, cause);
    }

    @Override
    public void close() throws IOException {
        alarms.shutdownNow();
        http.close();
    }
}
