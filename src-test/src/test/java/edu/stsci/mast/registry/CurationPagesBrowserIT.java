package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages on which records are written, in a browser: accessible, and at home in every window. */
class CurationPagesBrowserIT extends BrowserPages {
    private static String draft;

    @BeforeAll
    static void begin() throws Exception {
        ApiScript script = new ApiScript(
                shared.registry, StaffBrowser.account(shared.registry, "writer", Role.CURATOR, "archive.stsci.edu"));
        String path = "/api/records/archive.stsci.edu/iue";
        String text = script.send(Right.READ, "GET", path, "").body();
        String wrong = text.replaceFirst("<referenceURL>[^<]*", "<referenceURL>TODO: an address")
                .replaceFirst("<title>[^<]*", "<title>A title that was changed");
        HttpResponse<String> begun = script.send(Right.EDIT, "POST", "/api/drafts", wrong);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        draft = URI.create(begun.headers().firstValue("Location").orElseThrow())
                .getPath()
                .replace("/api/", "/staff/");
    }

    private void good(String path) {
        try (Opened opened = openAsAdministrator(path, 1280, ColorScheme.LIGHT, true)) {
            assertThat(opened.status()).as(path).isEqualTo(200);
            assertGood(opened);
        }
        try (Opened opened = openAsAdministrator(path, 1280, ColorScheme.LIGHT, true)) {
            assertThat(opened.keyboardProblems()).as(path).isEmpty();
        }
    }

    @Test
    void aDraftIsGood() {
        good(draft);
    }

    @Test
    void itsFormIsGood() {
        good(draft + "/form");
    }

    @Test
    void newRecordsAreGood() {
        good("/staff/drafts/new");
    }

    @Test
    void aRecordWithItsHistoryIsGood() {
        good("/staff/records/archive.stsci.edu/iue");
    }

    @Test
    void theMergePageIsGood() {
        try (Opened opened = openAsAdministrator(draft, 1280, ColorScheme.LIGHT, true)) {
            Page page = opened.page();
            try (Opened other = openAsAdministrator(draft, 1280, ColorScheme.LIGHT, true)) {
                String text = other.page().locator("#xml").inputValue();
                other.page().locator("#xml").fill(text.replaceFirst("<title>[^<]*", "<title>The other's title"));
                other.page().locator("form.editor button").first().click();
                other.page().locator("[role=status]").waitFor();
            }
            String text = page.locator("#xml").inputValue();
            page.locator("#xml").fill(text.replaceFirst("<title>[^<]*", "<title>My title"));
            page.locator("form.editor button").first().click();
            page.locator("fieldset.conflict").waitFor();
            assertGood(opened);
        }
    }
}
