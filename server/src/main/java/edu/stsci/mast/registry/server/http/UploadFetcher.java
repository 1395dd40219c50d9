package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.tap.TapException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
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

    /** Resolves names to addresses that everybody can reach, and no others; asked again for each redirection. */
    private static final class PublicAddresses implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            for (InetAddress address : addresses) {
                if (!isPublic(address)) {
                    throw new UnknownHostException(host + " is not a public address");
                }
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean special = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
        if (bytes.length == 4) {
            int first = bytes[0] & 0xFF;
            int second = bytes[1] & 0xFF;
            // RFC 6890: this network, shared address space, benchmarking, reserved.
            return !special
                    && first != 0
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 198 && (second == 18 || second == 19))
                    && first < 240;
        }
        // RFC 4193: unique local addresses; RFC 6052 and 3056: IPv4 addresses in other clothes.
        boolean local = (bytes[0] & 0xFE) == 0xFC;
        boolean translated = bytes[0] == 0x00 && bytes[1] == 0x64 || bytes[0] == 0x20 && bytes[1] == 0x02;
        return !special && !local && !translated;
    }

    @Override
    public void close() throws IOException {
        alarms.shutdownNow();
        http.close();
    }
}
