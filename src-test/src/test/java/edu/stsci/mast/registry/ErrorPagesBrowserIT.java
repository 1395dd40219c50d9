package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser shows when something is not there or cannot be understood. */
class ErrorPagesBrowserIT extends BrowserPages {
    @ParameterizedTest
    @CsvSource({
        "/resource/archive.stsci.edu/nothing, 404, No such resource",
        "/resource/archive.stsci.edu/hst?format=papyrus, 400, papyrus",
        "/search?q=&format=papyrus, 400, papyrus",
        "/search?q=&start=many, 400, many",
        "/nothing/here, 404, /nothing/here",
        "/tap/async/none, 404, none",
    })
    void areGoodAndSayWhatIsWrong(String path, int status, String told) {
        try (Opened opened = open(path, 360, ColorScheme.LIGHT)) {
            assertThat(opened.status()).isEqualTo(status);
            assertThat(opened.page().locator("main").textContent()).contains(told);
            assertThat(opened.page().locator("main a, main form").count())
                    .as("what to do next")
                    .isPositive();
            assertGood(opened);
        }
    }

    @Test
    void allIsReachedByTheKeyboard() {
        assertUsableByKeyboard("/nothing/here");
    }

    @Test
    void whatCanOnlyBeReadIsSaidToBe() {
        try (Opened opened = open("/", 768, ColorScheme.DARK)) {
            Page page = opened.page();
            Response answer = page.waitForNavigation(() -> page.locator("form")
                    .evaluate("form => { form.method = 'post'; form.action = '/search'; form.submit(); }"));
            assertThat(answer.status()).isEqualTo(405);
            assertThat(texts(page, "main")).contains("GET, HEAD");
            assertGood(opened);
        }
    }

    @Test
    void aSearchCanBeStartedFromThere() {
        try (Opened opened = open("/nothing/here", 360, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            page.getByLabel("Search for data and services").fill("galex");
            page.keyboard().press("Enter");
            page.waitForURL("**/search?q=galex");
        }
    }

    @Test
    void programsGetASentence() throws Exception {
        for (String accept : new String[] {"*/*", "application/json", "text/xml"}) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url() + "/nothing/here"))
                                    .header("Accept", accept)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
            assertThat(answer.body()).contains("/nothing/here").doesNotContain("<");
        }
    }
}
