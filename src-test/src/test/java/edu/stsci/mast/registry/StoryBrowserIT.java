package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import edu.stsci.mast.registry.model.accounts.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The story of a service's record, from its template to its tombstone and back, as a new member of staff lives it. Each test is a chapter, and
 * goes on where the one before ended. Pictures of the pages are kept in {@code target/story}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryBrowserIT extends BrowserPages {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private static final Path PICTURES = Path.of("target", "story").toAbsolutePath();
    private static final String PATH = "archive.stsci.edu/story/palimpsest";
    private static final String IVOID = "ivo://" + PATH;
    private static final String WORD = "palimpsest";
    private static final String COLUMNS = "tableset/schema/table/column[*]";

    private static String form;

    /** A browser in which a member of staff has signed in on the page for that. */
    private static Page signedIn(String name) {
        StaffBrowser.account(shared.registry, name, Role.CURATOR, "archive.stsci.edu");
        BrowserContext context = shared.browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        Page page = context.newPage();
        page.navigate(url() + "/staff");
        page.locator("#name").fill(name);
        page.locator("#password").fill(StaffBrowser.PASSWORD);
        page.locator("main button").first().click();
        page.locator("h1", new Page.LocatorOptions().setHasText("For staff")).waitFor();
        return page;
    }

    private static void picture(Page page, String name) throws IOException {
        Files.createDirectories(PICTURES);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /** Opens what is folded, so that its fields can be reached. */
    private static void unfold(Page page) {
        page.locator("details").evaluateAll("all => all.forEach(details => details.open = true)");
    }

    private static Locator field(Page page, String path) {
        return page.locator("[name='f:" + path + "']");
    }

    /** What the page says to be wrong at a field, which must say so itself. */
    private static String wrong(Page page, String path) {
        Locator field = field(page, path);
        assertThat(field.getAttribute("aria-invalid")).as(path).isEqualTo("true");
        StringBuilder said = new StringBuilder();
        for (String id : field.getAttribute("aria-describedby").split(" ")) {
            if (id.endsWith("-wrong")) {
                said.append(
                        page.locator("[id='" + id + "']").textContent().strip().replaceAll("\\s+", " "));
            }
        }
        assertThat(said).as("What is wrong at " + path).isNotEmpty();
        return said.toString();
    }

    private static void press(Page page, String button) {
        page.locator("form.record-form button:not(.default)", new Page.LocatorOptions().setHasText(button))
                .last()
                .click();
    }

    private static void rows(Page page, String text) {
        page.locator("[name='r:" + COLUMNS + "']").fill(text);
        page.locator("[value='rows " + COLUMNS + "']").click();
        page.locator("[role=status]").waitFor();
    }

    @Test
    @Order(1)
    void aNewMemberOfStaffBeginsAConeSearchAndIsToldWhatIsWrongWithIt() throws Exception {
        Page page = signedIn("ann");
        picture(page, "01-staff");
        page.locator("main a", new Page.LocatorOptions().setHasText("new records"))
                .first()
                .click();
        page.locator("main a", new Page.LocatorOptions().setHasText("Begin with a template"))
                .click();
        page.locator("#ivoid").fill(IVOID);
        page.locator("#template-cone-search").check();
        page.locator("button", new Page.LocatorOptions().setHasText("Begin a draft"))
                .click();
        page.locator("[role=status]").waitFor();
        form = URI.create(page.url()).getPath();
        picture(page, "02-form-from-template");
        assertThat(wrong(page, "title")).contains("TODO: title", "placeholder");

        unfold(page);
        field(page, "title").fill("The " + WORD + " catalogue of rewritten stars");
        field(page, "content/description")
                .fill(
                        "Stars whose magnitudes were written twice, with both values and their errors, from 1950 to 1999.");
        field(page, "capability/interface/accessURL").fill("archive.stsci.edu/cone");
        rows(
                page,
                "name\tdescription\tunit\tucd\tdatatype\nra\tRight ascension\tdegrees\tPOS_EQ_RA_MAIN\tdouble\n"
                        + "dec\tDeclination\tdeg\tpos.eq.dec;meta.main\tdouble\n");
        picture(page, "03-form-with-problems");
        unfold(page);
        assertThat(wrong(page, "capability/interface/accessURL")).contains("'archive.stsci.edu/cone'");
        assertThat(wrong(page, "tableset/schema/table/column/unit")).contains("'degrees'");
        assertThat(wrong(page, "tableset/schema/table/column/ucd")).contains("POS_EQ_RA_MAIN");
        assertThat(wrong(page, "curation/creator/name")).contains("still to be written", "TODO: who made it");
        assertThat(wrong(page, "content/subject")).contains("TODO: subjects");
        assertThat(wrong(page, "content/referenceURL")).contains("no http or https address");
        assertThat(field(page, "title").getAttribute("aria-invalid")).isNull();

        page.locator("nav[aria-label=Drafts] a", new Page.LocatorOptions().setHasText("The draft"))
                .click();
        page.locator("#reason").fill("new service");
        page.locator("button", new Page.LocatorOptions().setHasText("Publish"))
                .first()
                .click();
        assertThat(page.locator("[role=alert]").first().textContent()).contains("not valid");
        picture(page, "04-not-published");
        page.context().close();
    }

    @Test
    @Order(2)
    void mendsItAndPublishesIt() throws Exception {
        Page page = signedIn("ann");
        page.navigate(url() + form);
        unfold(page);
        field(page, "shortName").fill("Palimpsest");
        field(page, "curation/creator/name").fill("Doe, J.");
        field(page, "content/subject").fill("variable-stars");
        field(page, "content/referenceURL").fill("https://archive.stsci.edu/palimpsest");
        field(page, "capability/interface/accessURL").fill("https://archive.stsci.edu/palimpsest/cone?");
        field(page, "tableset/schema/table/name").fill("stars");
        rows(
                page,
                "name\tdescription\tunit\tucd\tdatatype\nra\tRight ascension\tdeg\tpos.eq.ra;meta.main\tdouble\n"
                        + "dec\tDeclination\tdeg\tpos.eq.dec;meta.main\tdouble\n");
        unfold(page);
        assertThat(page.locator(".record-form [aria-invalid=true]").evaluateAll("all => all.map(e => e.name)"))
                .asString()
                .as("fields with something wrong")
                .isIn("[]", "[f:content/rights]");
        picture(page, "05-form-mended");
        assertThat(page.content()).doesNotContain("TODO:");
        page.locator("nav[aria-label=Drafts] a", new Page.LocatorOptions().setHasText("The draft"))
                .click();
        picture(page, "06-draft-before-publication");
        page.locator("#reason").fill("new service");
        page.locator("button", new Page.LocatorOptions().setHasText("Publish"))
                .first()
                .click();
        page.locator("[role=status]").waitFor();
        assertThat(texts(page, "[role=status]")).isEqualTo("The draft was published.");
        picture(page, "07-published");
        page.context().close();
    }

    @Test
    @Order(3)
    void itIsFoundByKeywordByHarvestersAndByTap() throws Exception {
        awaitFound(true);
        try (Opened search = open("/search?q=" + WORD, 1280, ColorScheme.LIGHT)) {
            assertThat(texts(search.page(), ".hits")).contains("rewritten stars");
            picture(search.page(), "08-search");
            search.page().locator(".hits a").first().click();
            assertThat(texts(search.page(), "h1")).contains("rewritten stars");
            picture(search.page(), "09-record");
        }
        assertThat(get("/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + encoded(IVOID)))
                .contains("rewritten stars")
                .doesNotContain("status=\"deleted\"");
        assertThat(listed()).containsOnlyOnce("<identifier>" + IVOID + "</identifier><datestamp>");
        assertThat(tap())
                .contains(IVOID, "https://archive.stsci.edu/palimpsest/cone?", "ivo://ivoa.net/std/conesearch");
    }

    @Test
    @Order(4)
    void pyvoFindsIt() throws Exception {
        assumeTrue(python("import pyvo").code() == 0, "The Debian package python3-pyvo is not installed");
        assertThat(pyvo().said()).contains(IVOID);
    }

    @Test
    @Order(5)
    void twoWhoEditItAtOnceAreShownBothTextsAndLoseNothing() throws Exception {
        Page ann = signedIn("ann");
        ann.navigate(url() + "/staff/records/" + PATH);
        ann.locator("main button", new Page.LocatorOptions().setHasText("Edit"))
                .first()
                .click();
        ann.locator("nav[aria-label=Drafts] a", new Page.LocatorOptions().setHasText("Edit in a form"))
                .click();
        Page bob = signedIn("bob");
        bob.navigate(ann.url());
        unfold(ann);
        unfold(bob);
        field(ann, "title").fill("The " + WORD + " catalogue, by Ann");
        field(ann, "curation/creator/name").fill("Doe, Ann");
        press(ann, "Save");
        ann.locator("[role=status]").waitFor();

        field(bob, "title").fill("The " + WORD + " catalogue, by Bob");
        field(bob, "shortName").fill("Bobs stars");
        press(bob, "Save");
        bob.locator("fieldset.conflict").waitFor();
        assertThat(texts(bob, "[role=alert]")).contains("changed by ann", "Nothing of yours is lost");
        assertThat(texts(bob, "fieldset.conflict")).contains("by Ann", "by Bob", "of rewritten stars");
        picture(bob, "10-merge");
        assertThat(bob.url()).startsWith(url());
        bob.locator("[value=mine]").check();
        bob.locator("button", new Page.LocatorOptions().setHasText("Save the merged text"))
                .click();
        bob.locator("[role=status]").waitFor();
        String text = bob.locator("#xml").inputValue();
        assertThat(text)
                .contains("catalogue, by Bob", "Doe, Ann", "<shortName>Bobs stars</shortName>")
                .doesNotContain("by Ann<");
        picture(bob, "11-merged");
        bob.locator("#reason").fill("both changes");
        bob.locator("button", new Page.LocatorOptions().setHasText("Publish"))
                .first()
                .click();
        bob.locator("[role=status]").waitFor();
        ann.context().close();
        bob.context().close();
    }

    @Test
    @Order(6)
    void itIsRetiredAndBroughtBack() throws Exception {
        Page page = signedIn("ann");
        page.navigate(url() + "/staff/records/" + PATH);
        page.locator("#reason").fill("superseded");
        page.locator("button", new Page.LocatorOptions().setHasText("Retire the record"))
                .click();
        page.locator("h1 .tag", new Page.LocatorOptions().setHasText("deleted")).waitFor();
        picture(page, "12-retired");
        awaitFound(false);
        assertThat(get("/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + encoded(IVOID)))
                .contains("<header status=\"deleted\"><identifier>" + IVOID)
                .doesNotContain("rewritten stars");
        assertThat(listed()).contains("<header status=\"deleted\"><identifier>" + IVOID);
        assertThat(tap()).doesNotContain(IVOID);

        page.locator("main button", new Page.LocatorOptions().setHasText("Bring it back"))
                .click();
        page.locator("#reason").fill("still needed");
        page.locator("button", new Page.LocatorOptions().setHasText("Publish"))
                .first()
                .click();
        page.locator("[role=status]").waitFor();
        awaitFound(true);
        assertThat(get("/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + encoded(IVOID)))
                .contains("catalogue, by Bob")
                .doesNotContain("status=\"deleted\"");
        page.navigate(url() + "/staff");
        assertThat(texts(page, ".latest li")).contains("restored", "still needed", "superseded");
        assertThat(texts(page, ".who tbody")).contains("ann", "bob");
        picture(page, "13-staff-afterwards");
        page.context().close();
    }

    /** Waits until searches and tables have followed. */
    private static void awaitFound(boolean there) {
        await().atMost(LIMIT)
                .until(() -> get("/api/search?q=" + WORD).contains(IVOID) == there && tap().contains(IVOID) == there);
    }

    /** What is at an address, without the blanks between tags. */
    private static String get(String path) throws Exception {
        String body = HTTP.send(
                        HttpRequest.newBuilder(URI.create(url() + path))
                                .timeout(LIMIT)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return body.replaceAll(">\\s+<", "><");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All records of ours as harvesters get them. */
    private static String listed() throws Exception {
        String first = get("/oai?verb=ListRecords&metadataPrefix=ivo_vor&set=ivo_managed");
        StringBuilder all = new StringBuilder(first);
        for (String token = token(first); !token.isEmpty(); ) {
            String page = get("/oai?verb=ListRecords&resumptionToken=" + encoded(token));
            all.append(page);
            token = token(page);
        }
        return all.toString();
    }

    private static String token(String page) {
        return page.contains("<resumptionToken")
                ? page.replaceAll("(?s).*<resumptionToken[^>]*>([^<]*)<.*|.*", "$1")
                : "";
    }

    /** The query that {@code pyvo.registry.search("palimpsest")} sends. */
    private static String tap() throws Exception {
        String plain = "ivoid, res_type, short_name, res_title, content_level, res_description, reference_url,"
                + " creator_seq, created, updated, rights, content_type, source_format, source_value,"
                + " region_of_regard, waveband";
        String query = "SELECT\n" + plain
                + ", \n  ivo_string_agg(COALESCE(access_url, ''), ':::py VO sep:::') AS access_urls, "
                + "\n  ivo_string_agg(COALESCE(standard_id, ''), ':::py VO sep:::') AS standard_ids, "
                + "\n  ivo_string_agg(COALESCE(intf_type, ''), ':::py VO sep:::') AS intf_types, "
                + "\n  ivo_string_agg(COALESCE(intf_role, ''), ':::py VO sep:::') AS intf_roles"
                + "\nFROM\nrr.resource\nNATURAL LEFT OUTER JOIN rr.capability\nNATURAL LEFT OUTER JOIN rr.interface"
                + "\nWHERE\n(ivoid IN (SELECT DISTINCT ivoid FROM rr.resource WHERE 1=ivo_hasword(res_description, '"
                + WORD
                + "') UNION ALL SELECT DISTINCT ivoid FROM rr.resource WHERE 1=ivo_hasword(res_title, '" + WORD
                + "') UNION ALL SELECT DISTINCT ivoid FROM rr.res_subject WHERE rr.res_subject.res_subject ILIKE '%"
                + WORD
                + "%'))\nGROUP BY\n" + plain;
        return get("/tap/sync?REQUEST=doQuery&LANG=ADQL&FORMAT=csv&QUERY=" + encoded(query));
    }

    /** What a program said, and its exit code. */
    private record Outcome(int code, String said) {}

    private static Outcome python(String program, String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said", ".txt");
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", program));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            return new Outcome(-1, e.getMessage());
        }
        try {
            boolean over = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return new Outcome(over ? process.exitValue() : -1, Files.readString(said));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(said);
        }
    }

    /** {@code choose_RegTAP_service} is pyVO's since 1.4; before, the address is a variable of the module. */
    private static Outcome pyvo() throws Exception {
        return python(
                "import sys\nfrom pyvo import registry\nfrom pyvo.registry import regtap\n"
                        + "if hasattr(registry, 'choose_RegTAP_service'): registry.choose_RegTAP_service(sys.argv[1])\n"
                        + "else: regtap.REGISTRY_BASEURL = sys.argv[1]\n"
                        + "found = registry.search(keywords=['" + WORD + "'])\n"
                        + "print(*[resource.ivoid for resource in found])\n",
                url() + "/tap");
    }
}
