package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import edu.stsci.mast.registry.model.accounts.Role;
import org.junit.jupiter.api.Test;

/** The pages about accounts in a browser. */
class StaffBrowserIT extends BrowserPages {
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
