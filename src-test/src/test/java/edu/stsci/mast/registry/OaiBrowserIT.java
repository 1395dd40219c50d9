package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OAI-PMH as a browser shows it. */
class OaiBrowserIT extends BrowserPages {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oai",
                "/oai?verb=Identify",
                "/oai?verb=ListSets",
                "/oai?verb=ListMetadataFormats",
                "/oai?verb=ListIdentifiers&metadataPrefix=ivo_vor",
                "/oai?verb=ListRecords&metadataPrefix=ivo_vor",
                "/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo%3A%2F%2Farchive.stsci.edu%2Fhst",
                "/oai?verb=Nonsense",
            })
    void isGood(String path) {
        assertGood(path);
    }

    @Test
    void allIsReachedByTheKeyboard() {
        assertUsableByKeyboard("/oai?verb=Identify");
        assertUsableByKeyboard("/oai?verb=ListSets");
    }

    @Test
    void oneCanLookAroundWithoutScripts() {
        try (Opened opened = open("/oai?verb=Identify", 360, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            page.locator(".verbs a", new Page.LocatorOptions().setHasText("Identifiers"))
                    .click();
            assertThat(texts(page, "h1")).isEqualTo("ListIdentifiers");
            page.locator("tbody a", new Page.LocatorOptions().setHasText("archive.stsci.edu/hst"))
                    .first()
                    .click();
            assertThat(texts(page, "pre.xml")).contains("Hubble Space Telescope");
        }
    }

    @Test
    void datestampsAreNotTorn() {
        try (Opened opened = open("/oai?verb=ListIdentifiers&metadataPrefix=ivo_vor", 360, ColorScheme.LIGHT)) {
            assertThat(opened.page()
                            .locator("tbody tr:first-child td[data-label=Datestamp]")
                            .evaluate("cell => { const range = document.createRange(); range.selectNodeContents(cell);"
                                    + " return range.getClientRects().length; }"))
                    .isEqualTo(1);
        }
    }
}
