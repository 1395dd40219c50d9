package edu.stsci.mast.registry.server.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The server that runs on a data folder, asked by a command beside it. */
final class LocalServer {
    private static final int CONNECT_MILLIS = 5_000;
    /** Longer than /health waits for a database that is away, so that it can say so. */
    private static final int READ_MILLIS = 20_000;

    private final String url;

    /** The server at the address that the data folder tells. */
    LocalServer(String url) {
        this.url = url;
    }

    /**
     * What {@code /health} tells.
     *
     * @param status the status of the answer: 200 when the registry can work
     * @param document the answer, JSON
     */
    record Health(int status, String document) {}

    /**
     * Asks {@code /health}.
     *
     * @throws IOException when there is no answer within some seconds
     */
    Health health() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + "/health").toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setUseCaches(false);
        if (connection instanceof HttpsURLConnection encrypted) {
            trust(encrypted);
        }
        try {
            int status = connection.getResponseCode();
            try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Health(
                        status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        } finally {
            connection.disconnect();
        }
    }

    /** The certificate is for the registry's public name, not for this machine's own address; and nothing secret is said. */
    private static void trust(HttpsURLConnection connection) throws IOException {
        try {
            SSLContext any = SSLContext.getInstance("TLS");
            any.init(null, new TrustManager[] {new Anybody()}, null);
            connection.setSSLSocketFactory(any.getSocketFactory());
            connection.setHostnameVerifier((host, session) -> true);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
