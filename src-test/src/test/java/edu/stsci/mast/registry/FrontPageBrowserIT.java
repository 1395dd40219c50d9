package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The front page in a browser, and what its search field suggests. */
class FrontPageBrowserIT extends BrowserPages {
    @Test
    void allIsReachedByTheKeyboard() {
        assertUsableByKeyboard("/");
    }

    @Test
    void isGood() {
        assertGood("/");
    }

    @Test
    void isSmallWithAllThatItLoads() throws Exception {
        List<String> loaded = new ArrayList<>();
        try (Opened opened = open("/", 1280, ColorScheme.LIGHT)) {
            opened.page().onRequest(request -> loaded.add(request.url()));
            opened.page().reload();
            loaded.add(opened.page()
                    .locator("link[rel=icon]")
                    .evaluate("link => link.href")
                    .toString());
        }
        assertThat(loaded).anyMatch(url -> url.endsWith(".css")).anyMatch(url -> url.endsWith(".js"));
        long bytes = 0;
        for (String url : loaded.stream().distinct().toList()) {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (!url.endsWith("icon.svg")) { // which is shorter than what is worth it
                assertThat(answer.headers().firstValue("Content-Encoding"))
                        .as(url)
                        .contains("gzip");
            }
            bytes += answer.body().length;
        }
        assertThat(bytes).isLessThan(100_000);
    }

    @Test
    void suggestionsComeWhileOneTypes() {
        try (Opened opened = open("/", 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            Locator field = page.getByRole(com.microsoft.playwright.options.AriaRole.COMBOBOX);
            field.focus();
            page.keyboard().type("hub");
            page.waitForCondition(() -> page.locator("#suggestions option").count() > 0);
            assertThat(page.locator("#suggestions option")
                            .evaluateAll("all => all.map(option => option.value.toLowerCase())")
                            .toString())
                    .contains("hubble");
            // the list is drawn by the browser itself, which does so only in windows that are seen
            page.keyboard().press("Enter");
            page.waitForURL("**/search?q=**");
            assertThat(page.locator(".hits li").count()).isPositive();
            assertThat(opened.errors()).isEmpty();
        }
    }

    @Test
    void worksWithoutScripts() {
        try (Opened opened = open("/", 360, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            page.locator("#q").fill("galex");
            page.keyboard().press("Enter");
            page.waitForURL("**/search?q=galex");
            assertThat(page.locator(".hits li").count()).isPositive();
        }
    }
}
