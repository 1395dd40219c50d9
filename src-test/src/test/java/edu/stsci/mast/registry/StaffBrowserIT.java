package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditEntry;
import edu.stsci.mast.registry.model.accounts.Role;
import org.junit.jupiter.api.Test;

/** The pages about accounts in a browser. */
class StaffBrowserIT extends BrowserPages {
    private static final int ENTRIES = 50;
    private static final int BYTES_A_SECOND = 2000;

    @Test
    void thePageToSignInIsGood() {
        assertGood("/staff/login");
    }

    @Test
    void thePagesBehindItAreGood() {
        long editor = StaffBrowser.account(shared.registry, Role.EDITOR, "archive.stsci.edu")
                .id();
        for (String path : new String[] {
            "/staff", "/staff/account", "/staff/accounts", "/staff/accounts/" + editor, "/staff/audit",
        }) {
            try (Opened opened = openAsAdministrator(path, 1280, ColorScheme.LIGHT, true)) {
                assertThat(opened.status()).as(path).isEqualTo(200);
                assertGood(opened);
            }
        }
    }

    @Test
    void nothingJumpsWhileALongPageComesSlowly() {
        for (int i = 0; i < ENTRIES; i++) {
            shared.registry
                    .accounts()
                    .audit()
                    .append(
                            Actor.atCommandLine("tester"),
                            "t" + i,
                            "",
                            AuditEntry.Outcome.DONE,
                            "long words ".repeat((ENTRIES - i) / 2));
        }
        try (Opened opened = openAsAdministrator("/staff/account", 1280, ColorScheme.LIGHT, true)) {
            CDPSession network = opened.page().context().newCDPSession(opened.page());
            network.send("Network.enable");
            JsonObject slow = new JsonObject();
            slow.addProperty("offline", false);
            slow.addProperty("latency", 0);
            slow.addProperty("downloadThroughput", BYTES_A_SECOND);
            slow.addProperty("uploadThroughput", 10 * BYTES_A_SECOND);
            network.send("Network.emulateNetworkConditions", slow);
            opened.page().navigate(url() + "/staff/audit");
            assertThat(opened.page().locator("tbody tr").count()).isEqualTo(ENTRIES);
            assertThat(opened.layoutShift()).isCloseTo(0, within(0.01));
        }
    }

    @Test
    void oneSignsInMakesATokenAndSignsOutByTheKeyboardWithoutScripts() {
        StaffBrowser.account(shared.registry, Role.CURATOR, "archive.stsci.edu");
        try (Opened opened = open("/staff/account", 360, ColorScheme.DARK, false)) {
            Page page = opened.page();
            page.locator("#name").fill("curator");
            page.locator("#password").fill(StaffBrowser.PASSWORD);
            page.keyboard().press("Enter");
            page.locator("h1", new Page.LocatorOptions().setHasText("Your account"))
                    .waitFor();
            page.locator("#name").fill("nightly");
            page.keyboard().press("Enter");
            assertThat(page.locator("#secret").textContent()).startsWith("mastreg_");
            page.locator("button", new Page.LocatorOptions().setHasText("Sign out"))
                    .focus();
            page.keyboard().press("Enter");
            page.locator("[role=status]").waitFor();
            assertThat(texts(page, "[role=status]")).isEqualTo("You have signed out.");
            page.navigate(url() + "/staff/account");
            assertThat(texts(page, "h1")).isEqualTo("Sign in");
        }
    }
}
