package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.server.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts a connector's connections (TLS), and looks now and then whether there is a new certificate, since those of today's authorities
 * are renewed every few weeks. Connections that are open keep the old one.
 */
final class Encryption implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);
    private static final long INTERVAL_SECONDS = 5;

    private final Connector connector;
    private final List<Path> files;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "certificate-watch");
        thread.setDaemon(true);
        return thread;
    });
    private List<FileTime> seen;

    /** Makes a connector that has not been started encrypt. */
    Encryption(RegistrySettings.Tls settings, Connector connector) throws IOException {
        this.connector = connector;
        this.files = Stream.of(settings.certificate(), settings.key())
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .toList();
        this.seen = times();
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols(String.join("+", settings.protocols()));
        host.setHonorCipherOrder(true);
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        if (settings.key().isEmpty()) {
            certificate.setCertificateKeystoreFile(files.get(0).toString());
            certificate.setCertificateKeystoreType("PKCS12");
            certificate.setCertificateKeystorePassword(settings.password());
        } else {
            certificate.setCertificateFile(files.get(0).toString());
            certificate.setCertificateKeyFile(files.get(1).toString());
            certificate.setCertificateKeyPassword(settings.password().isEmpty() ? null : settings.password());
        }
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
    }

    /** Begins to look for new certificates, once the connector has been started. */
    void watch() {
        clock.scheduleWithFixedDelay(this::look, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            List<FileTime> now = times();
            if (!now.equals(seen) && connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                seen = now;
                protocol.reloadSslHostConfigs();
                LOG.info("The certificate in {} was loaded anew", files.get(0));
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The certificate in {} cannot be loaded; the one before stays in use", files.get(0), e);
        }
    }

    private List<FileTime> times() throws IOException {
        FileTime[] times = new FileTime[files.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = Files.getLastModifiedTime(files.get(i));
        }
        return List.of(times);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
