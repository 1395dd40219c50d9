package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search and its results in a browser. */
class SearchBrowserIT extends BrowserPages {
    private static final String NOTHING = "zzqqxx";
    private static final String MISTAKES = "/search?q=&pos=nowhere+x&radius=abc&time=2010-99&spectrum=foo";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/search?q=hubble",
                "/search?q=" + NOTHING,
                "/search?q=hubbel+spectre",
                "/search?q=&waveband=uv&type=vs%3Acatalogservice&start=20",
                "/search?q=&pos=10+20&radius=1&time=2010",
                "/search?q=zzqqxx+nosuchfield%3Ax&waveband=uv&time=2010",
                "/search?q=averyveryveryveryveryveryveryveryveryveryverylongwordwithoutanyblankinit",
                MISTAKES,
            })
    void isGood(String path) {
        assertGood(path);
    }

    @Test
    void allIsReachedByTheKeyboard() {
        assertUsableByKeyboard("/search?q=hubble&waveband=uv");
        assertUsableByKeyboard(MISTAKES);
    }

    @Test
    void mistakesAreToldBesideTheirFields() {
        try (Opened opened = open(MISTAKES, 360, ColorScheme.LIGHT)) {
            Page page = opened.page();
            assertThat(opened.status()).isEqualTo(400);
            assertThat(texts(page, "[role=alert]")).contains("Nothing was searched");
            for (String name : new String[] {"pos", "radius", "time", "spectrum"}) {
                Locator field = page.locator("#" + name);
                assertThat(field.isVisible()).isTrue();
                assertThat(field.getAttribute("aria-invalid")).isEqualTo("true");
                assertThat(page.locator("#" + field.getAttribute("aria-describedby"))
                                .textContent())
                        .isNotBlank();
                assertThat(field.evaluate("field => getComputedStyle(field).borderColor"))
                        .as("frame of " + name)
                        .isEqualTo(page.locator(".mistake").first().evaluate("text => getComputedStyle(text).color"));
            }
        }
    }

    @Test
    void anEmptyResultSaysWhatToTry() {
        try (Opened opened = open("/search?q=" + NOTHING + "+spectra&waveband=uv&time=2010", 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            assertThat(texts(page, "h2")).contains("Nothing matches");
            assertThat(texts(page, ".advice li"))
                    .contains("without “UV”", "at any place, time and wavelength", "one of the words", "all resources");
            page.locator(".advice a", new Page.LocatorOptions().setHasText("without"))
                    .click();
            assertThat(page.url()).doesNotContain("waveband").contains("time=2010");
            page.locator(".advice a", new Page.LocatorOptions().setHasText("one of the words"))
                    .click();
            assertThat(page.url()).contains("+OR+").contains("time=2010");
        }
    }

    @Test
    void behindTheLastPageThereIsAWayBack() {
        try (Opened opened = open("/search?q=hubble&start=400", 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            assertThat(texts(page, "h2")).contains("no page of results this far");
            page.locator(".advice a", new Page.LocatorOptions().setHasText("first"))
                    .click();
            assertThat(page.locator(".hits li").count()).isEqualTo(20);
        }
    }

    @Test
    void facetsAreFoldedInNarrowWindowsAndOpenInWideOnes() {
        try (Opened opened = open("/search?q=hubble", 360, ColorScheme.LIGHT)) {
            Page page = opened.page();
            Locator facet = page.locator("aside a", new Page.LocatorOptions().setHasText("Infrared"));
            Locator narrow = page.locator("aside summary");
            assertThat(facet.isVisible()).isFalse();
            assertThat(narrow.boundingBox().y).isLessThan(page.locator(".hits").boundingBox().y);
            narrow.focus();
            page.keyboard().press("Enter");
            assertThat(facet.isVisible()).isTrue();
            assertThat(opened.tooWide()).isEmpty();
        }
        try (Opened opened = open("/search?q=hubble", 1280, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            Locator facet = page.locator("aside a", new Page.LocatorOptions().setHasText("Infrared"));
            assertThat(facet.isVisible()).isTrue();
            assertThat(page.locator("aside summary").isVisible()).isFalse();
            facet.focus();
            page.keyboard().press("Enter");
            page.waitForURL("**waveband=infrared**");
            assertThat(page.locator("aside a[aria-current=true]").textContent()).contains("Infrared");
        }
    }

    @Test
    void whatIsChosenIsSaidAboveTheResultsAndCanBeTakenBack() {
        try (Opened opened = open("/search?q=hubble&waveband=infrared&waveband=uv", 360, ColorScheme.LIGHT)) {
            Page page = opened.page();
            assertThat(texts(page, ".chosen-values li"))
                    .contains("Waveband: Infrared")
                    .contains("Waveband: UV");
            page.locator(".chosen-values a").first().click();
            assertThat(page.url()).containsOnlyOnce("waveband=");
        }
    }

    @Test
    void theKeyboardSkipsTheFacets() {
        try (Opened opened = open("/search?q=hubble", 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            page.locator("details.coverage summary").focus();
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => document.activeElement.textContent"))
                    .isEqualTo("Skip to the results");
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => document.activeElement.closest('#results') !== null"))
                    .isEqualTo(true);
        }
    }

    @Test
    void oneCanGoFromPageToPage() {
        try (Opened opened = open("/search?q=", 768, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            assertThat(page.locator("[rel=prev]").count()).isZero();
            int pages = 1;
            while (page.locator("[rel=next]").count() > 0) {
                page.locator("[rel=next]").click();
                pages++;
            }
            assertThat(pages).isGreaterThan(4);
            assertThat(page.locator(".hits li").count()).isPositive();
            page.locator("[rel=prev]").click();
            assertThat(page.locator(".hits li").count()).isEqualTo(20);
        }
    }

    @Test
    void onPaperOnlyTheResultsAreLeft() {
        try (Opened opened = open("/search?q=hubble", 768, ColorScheme.LIGHT)) {
            Page page = opened.page();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
            assertThat(page.locator(".hits").isVisible()).isTrue();
            assertThat(page.locator("header nav").isVisible()).isFalse();
            assertThat(page.locator("aside").isVisible()).isFalse();
        }
    }
}
