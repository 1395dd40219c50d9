package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** The pages for staff, most of them about harvests, in a browser. */
class StaffPagesBrowserIT extends BrowserPages {
    @Test
    void allIsReachedByTheKeyboard() {
        try (Opened opened = openAsStaff("/staff/harvest", true)) {
            assertThat(opened.keyboardProblems()).isEmpty();
        }
        try (Opened opened = openAsStaff("/staff/harvest/" + shared.harvested.id(), true)) {
            assertThat(opened.keyboardProblems()).isEmpty();
        }
    }

    @Test
    void areGood() {
        assertGood("/staff/login");
        for (String path : new String[] {
            "/staff",
            "/staff/account",
            "/staff/accounts",
            "/staff/audit",
            "/staff/records",
            "/staff/drafts",
            "/staff/bulk",
            "/staff/proposals",
            "/staff/sheet",
            "/staff/duplicates",
            "/staff/imports",
            "/staff/harvest",
            "/staff/harvest/anomalies",
            "/staff/harvest/" + shared.harvested.id(),
            "/staff/harvest/runs/" + shared.run.run(),
            "/staff/harvest/runs/" + shared.failed.run(),
            "/staff/harvest/runs/999999",
        }) {
            try (Opened opened = openAsStaff(path, true)) {
                assertGood(opened);
            }
        }
    }

    @Test
    void aSourceIsPausedAndEnabledByTheKeyboardWithoutScripts() {
        try (Opened opened = openAsStaff("/staff/harvest/" + shared.harvested.id(), false)) {
            Page page = opened.page();
            page.locator("button", new Page.LocatorOptions().setHasText("Pause"))
                    .focus();
            page.keyboard().press("Enter");
            page.locator("[role=status]").waitFor();
            assertThat(texts(page, "#live")).contains("paused");
            page.locator("button", new Page.LocatorOptions().setHasText("Enable"))
                    .focus();
            page.keyboard().press("Enter");
            page.locator("button", new Page.LocatorOptions().setHasText("Pause"))
                    .waitFor();
        }
    }

    @Test
    void fromTheOverviewOneComesToARunAndWhatItCouldNotTake() {
        try (Opened opened = openAsStaff("/staff/harvest", false)) {
            Page page = opened.page();
            page.locator("tbody th a", new Page.LocatorOptions().setHasText("The Observatory"))
                    .click();
            assertThat(texts(page, "#quarantine article")).contains("ivo://archive.stsci.edu/taken");
            page.locator(".runs th a").first().click();
            assertThat(texts(page, "h1")).startsWith("Run " + shared.run.run());
        }
    }

    @Test
    void aBulkEditAndATableOfServicesAreShownBeforeAnythingIsChanged() {
        try (Opened opened = openAsStaff("/staff/bulk", true)) {
            Page page = opened.page();
            page.locator("#words").fill("hubble");
            page.locator("input[value=subject]").check();
            page.locator("#add").fill("bulk");
            page.locator("button", new Page.LocatorOptions().setHasText("Show what it would do"))
                    .click();
            page.locator(".one-of-many").first().waitFor();
            assertThat(texts(page, ".comparison")).contains("<subject>bulk</subject>");
            assertGood(opened);
        }
        try (Opened opened = openAsStaff("/staff/sheet", true)) {
            Page page = opened.page();
            page.locator("#table").fill("kind,ivoid\ntap,ivo://archive.stsci.edu/new/tap\n,nothing");
            page.locator("button", new Page.LocatorOptions().setHasText("Show what it would do"))
                    .click();
            page.locator("#would").waitFor();
            assertThat(texts(page, "tbody")).contains("a new record", "is not an IVOID");
            assertGood(opened);
        }
    }

    @Test
    void aFailureIsExplained() {
        try (Opened opened = openAsStaff("/staff/harvest/runs/" + shared.failed.run(), true)) {
            assertThat(texts(opened.page(), "#live")).contains("failed", shared.failed.failure());
        }
    }

    /** Opens a page of the staff's, signed in as an administrator. */
    private Opened openAsStaff(String path, boolean scripts) {
        return openAsAdministrator(path, 1280, ColorScheme.LIGHT, scripts);
    }
}
