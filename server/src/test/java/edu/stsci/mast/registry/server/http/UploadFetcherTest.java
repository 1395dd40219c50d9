package edu.stsci.mast.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.search.tap.TapException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadFetcherTest {
    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/moved")) {
                exchange.getResponseHeaders().set("Location", url("localhost", "/table"));
                exchange.sendResponseHeaders(302, -1);
            } else {
                exchange.sendResponseHeaders(path.equals("/table") ? 200 : 404, 0);
                exchange.getResponseBody().write("a table of 20 bytes.".getBytes());
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }

    private String fetch(String url, long mostBytes, boolean anywhere) throws Exception {
        Path file = folder.resolve("file");
        try (UploadFetcher fetcher = new UploadFetcher("test", mostBytes, anywhere)) {
            fetcher.fetch(url, file);
        }
        return Files.readString(file);
    }

    @Test
    void fetchesWhatIsThereAndFollowsRedirections() throws Exception {
        assertThat(fetch(url("127.0.0.1", "/table"), 20, true)).isEqualTo("a table of 20 bytes.");
        assertThat(fetch(url("127.0.0.1", "/moved"), 20, true)).isEqualTo("a table of 20 bytes.");
    }

    @Test
    void refusesWhatIsTooLargeOrNotThere() {
        assertThatThrownBy(() -> fetch(url("127.0.0.1", "/table"), 19, true))
                .isInstanceOf(TapException.class)
                .hasMessageContaining("more than the 19 bytes");
        assertThatThrownBy(() -> fetch(url("127.0.0.1", "/other"), 20, true)).hasMessageContaining("status 404");
        assertThatThrownBy(() -> fetch("ftp://x.org/t", 20, true)).hasMessageContaining("http or https URL");
    }

    @Test
    void asksNothingOfAddressesThatAreNotPublic() {
        for (String host : new String[] {"127.0.0.1", "localhost"}) {
            assertThatThrownBy(() -> fetch(url(host, "/table"), 20, false))
                    .isInstanceOf(TapException.class)
                    .hasMessageContaining("is not a public address");
        }
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "ff02::1"
            })
    void addressesOfNobodyAndOfNeighboursAreNotPublic(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "130.167.1.1", "100.128.0.1", "172.32.0.1", "2606:4700::1111"})
    void othersArePublic(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
