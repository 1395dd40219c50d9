package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a record in a browser. */
class RecordPageBrowserIT extends BrowserPages {
    private static final String HST = "/resource/archive.stsci.edu/hst";
    private static final String CAOM = "/resource/archive.stsci.edu/caomtap";

    @ParameterizedTest
    @ValueSource(
            strings = {
                HST,
                CAOM,
                "/resource/archive.stsci.edu/galex",
                "/resource/archive.stsci.edu/missions/jwst",
                "/resource/archive.stsci.edu/nvoregistry",
                "/resource/archive.stsci.edu/stsci-arc",
                "/resource/observatory.example/images",
            })
    void everyKindOfRecordIsGood(String path) {
        assertGood(path);
    }

    @Test
    void allIsReachedByTheKeyboard() {
        assertUsableByKeyboard(HST);
    }

    @Test
    void withoutScriptsAllIsThereButTheButtonsThatNeedThem() {
        try (Opened opened = open(HST, 1280, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            assertThat(page.locator("button:visible").count()).isZero();
            assertThat(page.locator("svg.sky").isVisible()).isTrue();
            page.locator("summary").first().click();
            assertThat(page.locator(".capability table").first().isVisible()).isTrue();
        }
    }

    @Test
    void examplesAreCopiedByTheKeyboard() {
        try (Opened opened = open(HST, 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Locator copy = page.locator("[data-copy]").first();
            copy.focus();
            page.keyboard().press("Enter");
            page.waitForFunction("() => document.querySelector('[data-copy]').textContent.startsWith('Copied')");
            assertThat(page.evaluate("() => navigator.clipboard.readText()"))
                    .isEqualTo(page.locator(".snippet code").first().textContent());
        }
    }

    @Test
    void columnsAreFiltered() {
        try (Opened opened = open(CAOM, 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            int all = page.locator(".tables tbody tr").count();
            page.getByLabel("Show only columns with").fill("pos.eq.ra");
            int shown = page.locator(".tables tbody tr:visible").count();
            assertThat(shown).isBetween(1, all - 1);
            assertThat(page.locator("#column-count").textContent()).isEqualTo(shown + " columns");
            page.getByLabel("Show only columns with").fill("");
            assertThat(page.locator(".tables details:visible").count())
                    .isEqualTo(page.locator(".tables details").count());
        }
    }

    @Test
    void aMissingHubIsToldPlainly() {
        try (Opened opened = open(HST, 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            page.route("http://localhost:21012/**", route -> route.abort());
            page.getByText("Send to TOPCAT, Aladin").click();
            page.getByText("No SAMP hub answers on this computer").waitFor();
        }
    }

    /** SAMP 1.3, section 5.2: registers, sends, and unregisters. */
    @Test
    void resourcesAreSentThroughTheHub() {
        List<String> calls = new CopyOnWriteArrayList<>();
        try (Opened opened = open(HST, 1280, ColorScheme.LIGHT)) {
            Page page = opened.page();
            page.route("http://localhost:21012/**", route -> {
                String body = route.request().postData();
                calls.add(body == null ? "" : body);
                String value = body == null
                        ? ""
                        : body.contains("webhub.register")
                                ? "<struct><member><name>samp.private-key</name><value>k1</value></member></struct>"
                                : body.contains("webhub.notifyAll")
                                        ? "<array><data><value><string>c1</string></value></data></array>"
                                        : body.contains("webhub.getMetadata")
                                                ? "<struct><member><name>samp.name</name><value>TOPCAT</value></member></struct>"
                                                : "";
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setStatus(200)
                        .setHeaders(java.util.Map.of(
                                "Access-Control-Allow-Origin", "*",
                                "Access-Control-Allow-Headers", "Content-Type",
                                "Content-Type", "text/xml"))
                        .setBody("<?xml version='1.0'?><methodResponse><params><param><value>" + value
                                + "</value></param></params></methodResponse>"));
            });
            page.getByText("Send to TOPCAT, Aladin").click();
            page.getByText("Sent to TOPCAT.").waitFor();
            page.waitForCondition(() -> calls.stream().anyMatch(call -> call.contains("webhub.unregister")));
            // hubs refuse what isn't ASCII (SAMP 1.3, section 3.3), and page titles have a dot in the middle
            assertThat(String.join("\n", calls)).matches("[\\t\\n\\r -~]+");
            assertThat(String.join("\n", calls))
                    .contains(
                            "<methodName>samp.webhub.notifyAll</methodName>",
                            "<value><string>voresource.loadlist.cone</string></value>",
                            "<member><name>ivo://archive.stsci.edu/hst</name><value><string>" + url() + HST
                                    + "?format=xml</string></value></member>");
        }
    }
}
