package edu.stsci.mast.registry.bench;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/** A plain HTTP client with one connection that is kept open. It reads bodies to their end, block by block, and keeps nothing. For one thread. */
final class HttpReader implements AutoCloseable {
    private static final int BLOCK = 64 << 10;

    private final CloseableHttpClient client;
    private final String encoding;
    private final byte[] block = new byte[BLOCK];

    /** Gets the blocks of a body. */
    @FunctionalInterface
    interface Sink {
        /** Does nothing with them. */
        Sink NONE = (bytes, length) -> {};

        /** Takes the first {@code length} bytes of a buffer that will be used again. */
        void take(byte[] bytes, int length) throws IOException;
    }

    /** A client that asks for bodies in the given encoding, such as identity or gzip, and takes them as they come. */
    HttpReader(String encoding) {
        this.encoding = encoding;
        this.client = HttpClients.custom()
                .setConnectionManager(BasicHttpClientConnectionManager.create(
                        RegistryBuilder.<TlsSocketStrategy>create().build(),
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setBufferSize(BLOCK)
                                        .build())
                                .build()))
                .disableContentCompression()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .build();
    }

    /**
     * Reads one answer.
     *
     * @return how many bytes the body had, as it was sent but for HTTP's chunks
     * @throws IOException when it does not come, or comes with a status other than 200
     */
    long get(String url, Sink sink) throws IOException {
        HttpGet request = new HttpGet(url);
        request.setHeader("Accept-Encoding", encoding);
        return client.execute(request, response -> {
            if (response.getCode() != 200) {
                throw new IOException(url + " answers with status " + response.getCode());
            }
            long bytes = 0;
            try (InputStream in = response.getEntity().getContent()) {
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    sink.take(block, n);
                    bytes += n;
                }
            }
            return bytes;
        });
    }

    /** Sends a request and lets its answer be read. */
    <T> T execute(HttpUriRequestBase request, HttpClientResponseHandler<T> reading) throws IOException {
        return client.execute(request, reading);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
