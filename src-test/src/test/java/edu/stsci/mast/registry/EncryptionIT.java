package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.RegistrySettings;
import edu.stsci.mast.registry.server.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that speaks https itself. */
class EncryptionIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static SelfMadeCertificate certificate;
    private static Registry registry;

    @BeforeAll
    static void start() throws Exception {
        certificate = SelfMadeCertificate.make(folder, "first");
        certificate.writePem(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        registry = Registry.start(settings(Map.of(
                "registry.data", folder.resolve("data").toString(),
                "registry.http.tls.certificate",
                        folder.resolve("certificate.pem").toString(),
                "registry.http.tls.key", folder.resolve("key.pem").toString())));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static RegistrySettings settings(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(own);
        all.put("registry.http.port", 0);
        all.put("registry.http.address", "127.0.0.1");
        return RegistrySettings.load(null, Map.of(), all);
    }

    private static HttpResponse<String> get(String url, SelfMadeCertificate trusted, String... protocols)
            throws Exception {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(LIMIT).sslContext(trusted.trusting());
        if (protocols.length > 0) {
            client.sslParameters(new SSLParameters(null, protocols));
        }
        return client.build()
                .send(
                        HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersOverHttpsAndTellsBrowsersToStayThere() throws Exception {
        assertThat(registry.url()).startsWith("https://localhost:");
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            HttpResponse<String> answer = get(registry.url() + "/oai?verb=Identify", certificate, protocol);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("<baseURL>" + registry.url() + "/oai</baseURL>");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
        }
        HttpResponse<String> signIn = get(registry.url() + "/staff/login", certificate);
        assertThat(signIn.headers().allValues("Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .startsWith("__Host-")
                .contains("Secure", "HttpOnly", "SameSite"));
    }

    @Test
    void doesNotSpeakPlainHttpThere() throws Exception {
        RawHttp plain = new RawHttp(URI.create(registry.url()));
        assertThat(plain.get("/oai?verb=Identify").status()).isEqualTo(400);
    }

    @Test
    void healthIsAskedByTheCommandBesideIt() throws Exception {
        RegistryProcess health = RegistryProcess.run(
                folder, "health", "--data", folder.resolve("data").toString());
        assertThat(health.exitCode()).isZero();
        assertThat(health.out()).contains("\"status\" : \"up\"");
    }

    @Test
    void takesStoresAndOnlyTheProtocolsThatItIsTold() throws Exception {
        SelfMadeCertificate own = SelfMadeCertificate.make(folder, "store");
        try (Registry other = Registry.start(settings(Map.of(
                "registry.data", folder.resolve("other").toString(),
                "registry.tap.enabled", false,
                "registry.http.tls.certificate", own.store().toString(),
                "registry.http.tls.password", SelfMadeCertificate.PASSWORD,
                "registry.http.tls.protocols", java.util.List.of("TLSv1.3"))))) {
            assertThat(get(other.url() + "/health", own, "TLSv1.3").statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> get(other.url() + "/health", own, "TLSv1.2"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aRenewedCertificateIsUsedWithoutAStart() throws Exception {
        Path files = Files.createDirectories(folder.resolve("renewed"));
        SelfMadeCertificate old = SelfMadeCertificate.make(files, "old");
        SelfMadeCertificate renewed = SelfMadeCertificate.make(files, "renewed");
        old.writePem(files.resolve("c.pem"), files.resolve("k.pem"));
        try (Registry other = Registry.start(settings(Map.of(
                "registry.data", folder.resolve("renewing").toString(),
                "registry.tap.enabled", false,
                "registry.http.tls.certificate", files.resolve("c.pem").toString(),
                "registry.http.tls.key", files.resolve("k.pem").toString())))) {
            assertThat(get(other.url() + "/health", old).statusCode()).isEqualTo(200);
            Files.writeString(files.resolve("c.pem"), "not a certificate");
            renewed.writePem(files.resolve("c.pem"), files.resolve("k.pem"));
            await().atMost(LIMIT)
                    .ignoreExceptionsMatching(e -> e instanceof SSLException || e instanceof IOException)
                    .until(() -> get(other.url() + "/health", renewed).statusCode() == 200);
        }
    }

    @Test
    void filesThatAreNotThereAreTold() {
        assertThatThrownBy(() -> settings(Map.of("registry.http.tls.certificate", "/no/such.pem")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("registry.http.tls.certificate")
                .hasMessageContaining("/no/such.pem");
    }
}
