package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for queries, and the page of examples, in a browser. */
class QueryBrowserIT extends BrowserPages {
    private static final String WRONG = "/tap?QUERY=SELECT+ivoid%2C+res_titl+FROM+rr.resource";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tap",
                "/tap?QUERY=SELECT+TOP+30+*+FROM+rr.resource",
                "/tap?QUERY=SELECT+ivoid+FROM+rr.resource+WHERE+ivoid%3D%27nothing%27",
                WRONG,
                "/tap/examples",
            })
    void isGood(String path) {
        assertGood(path);
    }

    @Test
    void allIsReachedByTheKeyboard() {
        assertUsableByKeyboard(WRONG);
        assertUsableByKeyboard("/tap?QUERY=SELECT+TOP+5+*+FROM+rr.resource");
    }

    @Test
    void aQueryIsWrittenAndRunByTheKeyboard() {
        try (Opened opened = open("/tap", 1280, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            page.getByLabel("ADQL").focus();
            page.keyboard()
                    .type("SELECT ivoid, res_title FROM rr.resource WHERE ivoid = 'ivo://archive.stsci.edu/hst'");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            Locator cells = page.locator("tbody td");
            cells.first().waitFor();
            assertThat(cells.allTextContents())
                    .containsExactly("ivo://archive.stsci.edu/hst", "Hubble Space Telescope observations");
            cells.first().locator("a").click();
            assertThat(page.title()).contains("Hubble Space Telescope observations");
        }
    }

    @Test
    void anErrorPointsAtTheSpot() {
        try (Opened opened = open(WRONG, 360, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            Locator alert = page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT);
            assertThat(alert.locator("mark").textContent()).isEqualTo("res_titl");
            assertThat(alert.textContent()).contains("Line 1, column 15", "res_title");
            assertThat(page.getByLabel("ADQL").inputValue()).isEqualTo("SELECT ivoid, res_titl FROM rr.resource");
            assertThat(page.getByLabel("ADQL").getAttribute("aria-describedby")).isEqualTo(alert.getAttribute("id"));
            double gap = alert.boundingBox().y
                    - page.locator("form button").boundingBox().y
                    - page.locator("form button").boundingBox().height;
            assertThat(gap).as("between the button and the error").isGreaterThan(8);
        }
    }

    @Test
    void examplesAndTablesAreAtHand() {
        try (Opened opened = open("/tap", 1280, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            Locator table = page.locator("aside details").first();
            table.locator("summary").focus();
            page.keyboard().press("Enter");
            assertThat(table.locator("dd").first().isVisible()).isTrue();
            page.locator("aside ul a").first().focus();
            page.keyboard().press("Enter");
            page.locator("table tbody tr").first().waitFor();
            assertThat(page.getByLabel("ADQL").inputValue()).contains("SELECT");
        }
    }

    @Test
    void wordsAreNotTornInTables() {
        try (Opened opened = open("/tap?QUERY=SELECT+TOP+3+*+FROM+rr.resource", 360, ColorScheme.LIGHT)) {
            assertThat(opened.page()
                            .locator("tbody tr:first-child td", new Page.LocatorOptions().setHasText("vr:service"))
                            .evaluate("cell => { const range = document.createRange(); range.selectNodeContents(cell);"
                                    + " return range.getClientRects().length; }"))
                    .isEqualTo(1);
        }
    }

    @Test
    void anExampleCanBeRun() {
        try (Opened opened = open("/tap/examples", 360, ColorScheme.LIGHT, false)) {
            Page page = opened.page();
            page.locator("article a").first().click();
            assertThat(page.locator("table tbody tr").count()).isPositive();
        }
    }
}
