package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.server.Registry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry whose settings say that it answers no queries in ADQL. */
class WithoutTapIT {
    @TempDir
    static Path folder;

    private static Registry registry;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        registry = TestRegistry.start(folder, "registry.tap.enabled", false);
        http = new RawHttp(URI.create(registry.url()));
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/search", "/resource/archive.stsci.edu/nothing", "/staff/login"})
    void itsPagesDoNotLeadThere(String page) throws IOException {
        assertThat(Jsoup.parse(http.get(page).text()).select("nav a").eachAttr("href"))
                .contains("/search", "/staff")
                .doesNotContain("/tap");
    }

    @Test
    void itHasNoSuchService() throws IOException {
        assertThat(http.get("/tap/sync").status()).isEqualTo(404);
        assertThat(http.get("/tap").status()).isEqualTo(404);
    }

    @Test
    void itSearchesByPlaceTimeAndSpectrum() throws IOException {
        RawHttp.Answer found = http.get("/api/search?pos=10+20&time=2010&spectrum=optical");
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.text()).contains("\"total\" : 0").doesNotContain("\"unknownCoverage\" : null");
        assertThat(Jsoup.parse(http.get("/search").text()).select("input[name=pos]"))
                .hasSize(1);
    }
}
