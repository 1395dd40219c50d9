package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many records at once, on the pages for staff: bulk edits, tables of services, duplicates, and undoing. */
class ConsolidationIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Registry registry;
    private static HttpClient editor;
    private static HttpClient curator;

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"), "registry.tap.enabled", false);
        registry.loadExamples("mast");
        editor = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
        curator = StaffBrowser.signedIn(registry, Role.CURATOR, "archive.stsci.edu");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Document page(HttpClient browser, String path) throws Exception {
        HttpResponse<String> answer = StaffBrowser.get(browser, registry.url() + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body(), registry.url());
    }

    private static String csrf(Document page) {
        return page.selectFirst("input[name=csrf]").attr("value");
    }

    private static HttpResponse<String> post(HttpClient browser, String path, Document page, Map<String, String> fields)
            throws Exception {
        Map<String, String> all = new HashMap<>(fields);
        all.put("csrf", csrf(page));
        return StaffBrowser.post(browser, registry.url(), path, all);
    }

    private static String follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawPath();
    }

    /** The preview of a bulk edit. */
    private static Document preview(HttpClient browser, Map<String, String> fields) throws Exception {
        HttpResponse<String> answer = post(browser, "/staff/bulk", page(browser, "/staff/bulk"), fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body(), registry.url());
    }

    /** Presses a button of the preview, with all that is checked. */
    private static HttpResponse<String> carryOut(HttpClient browser, Document preview, String button) throws Exception {
        Element form = preview.selectFirst("form[action=/staff/bulk/carry-out]");
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.select("input[type=hidden], input[id], input[type=checkbox][checked]")
                .forEach(field -> fields.add(Map.entry(field.attr("name"), field.attr("value"))));
        fields.add(Map.entry("do", button));
        return browser.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/staff/bulk/carry-out"))
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .header("Origin", registry.url())
                        .POST(HttpRequest.BodyPublishers.ofString(fields.stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&"))))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static StoredRecord record(String path) {
        return registry.storage()
                .masterCopy()
                .find(Ivoid.of("ivo://archive.stsci.edu/" + path))
                .orElseThrow();
    }

    private static String text(String path) {
        return new String(record(path).document(), StandardCharsets.UTF_8);
    }

    @Test
    void aBulkEditIsShownPublishedAndUndone() throws Exception {
        Map<String, String> fields = Map.of(
                "ivoids",
                "ivo://archive.stsci.edu/hst\nivo://archive.stsci.edu/ghosts",
                "operation",
                "subject",
                "remove",
                "",
                "add",
                "bulk <subject>");
        Document preview = preview(curator, fields);
        assertThat(preview.select(".one-of-many")).hasSize(2);
        assertThat(preview.select(".comparison ins, .comparison .added").text()).contains("bulk");
        assertThat(preview.text()).contains("Nothing has been changed yet");
        int version = record("hst").version();

        String run = follow(carryOut(curator, preview, "publish"));
        assertThat(text("hst")).contains("<subject>bulk &lt;subject></subject>");
        assertThat(record("hst").version()).isEqualTo(version + 1);
        Document done = page(curator, run);
        assertThat(done.select("section[aria-labelledby=records] tbody tr")).hasSize(2);
        assertThat(page(editor, "/staff/imports").text()).contains("subject 'bulk <subject>' added", "curator");

        String undone = follow(post(curator, run + "/undo", done, Map.of()));
        assertThat(undone).isEqualTo(run);
        assertThat(text("hst")).doesNotContain("bulk");
        assertThat(page(curator, run + "?told=2-0").select("[role=status]").text())
                .contains("2 changes were undone");
        assertThat(page(curator, "/staff/imports").text()).contains("undone");
    }

    @Test
    void anEditorMakesDraftsAndCannotPublish() throws Exception {
        Document preview = preview(
                editor,
                Map.of(
                        "ivoids",
                        "ivo://archive.stsci.edu/stsci-arc",
                        "operation",
                        "contact",
                        "name",
                        "A new desk",
                        "email",
                        "new@stsci.edu"));
        assertThat(preview.select("button[value=publish]")).isEmpty();
        assertThat(carryOut(editor, preview, "publish").statusCode()).isEqualTo(403);
        String run = follow(carryOut(editor, preview, "drafts"));
        Document done = page(editor, run);
        String draft = done.selectFirst("td a[href^=/staff/drafts/]").attr("href");
        assertThat(page(editor, draft).selectFirst("#xml").wholeText()).contains("A new desk", "new@stsci.edu");

        Document again = preview(
                editor,
                Map.of("ivoids", "ivo://archive.stsci.edu/stsci-arc", "operation", "contact", "name", "Another desk"));
        assertThat(again.select(".notice").text()).contains("There is a draft of it already, begun by editor");
        follow(post(editor, run + "/undo", done, Map.of()));
        assertThat(page(editor, draft).selectFirst("h1").text()).contains("discarded");
    }

    @Test
    void formsThatMakeNoSenseAreShownAgain() throws Exception {
        Document form = page(editor, "/staff/bulk");
        HttpResponse<String> answer =
                post(editor, "/staff/bulk", form, Map.of("operation", "text", "element", "a//b", "find", "x"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text()).contains("not a place in a record");
        assertThat(Jsoup.parse(answer.body()).selectFirst("#element").attr("value"))
                .isEqualTo("a//b");
        assertThat(post(editor, "/staff/bulk", form, Map.of("ivoids", "hst", "operation", "subject", "add", "x"))
                        .body())
                .contains("is not an IVOID");
        assertThat(post(editor, "/staff/bulk", form, Map.of()).body()).contains("Choose what is to be done");
        assertThat(post(editor, "/staff/bulk", form, Map.of("operation", "subject", "remove", "no such subject"))
                        .body())
                .contains("None of the records");
        assertThat(post(editor, "/staff/bulk/carry-out", form, Map.of("operation", "subject", "add", "x"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aTableOfServicesBecomesDrafts() throws Exception {
        String table = "kind\tivoid\ttitle\taccessURL\n"
                + "cone-search\tivo://archive.stsci.edu/sheet/cone\tA <cone>\thttps://mast.stsci.edu/cone?\n"
                + "\tivo://archive.stsci.edu/iue\tBetter IUE\t\n" + "\tnothing\tX\t\n";
        Document form = page(editor, "/staff/sheet");
        HttpResponse<String> shown = post(editor, "/staff/sheet", form, Map.of("table", table, "do", "try"));
        Document preview = Jsoup.parse(shown.body());
        assertThat(preview.select("section[aria-labelledby=would] tbody tr").eachText())
                .satisfiesExactly(
                        row -> assertThat(row).contains("sheet/cone", "new"),
                        row -> assertThat(row).contains("iue"),
                        row -> assertThat(row).contains("refused", "not an IVOID"));
        assertThat(preview.selectFirst("#table").wholeText()).isEqualTo(table);
        String run = follow(post(editor, "/staff/sheet", form, Map.of("table", table, "do", "make")));
        Document done = page(editor, run);
        assertThat(done.select("section[aria-labelledby=problems]").text()).contains("Line 4, nothing: ");
        String draft = done.selectFirst("tr:contains(sheet/cone) a[href^=/staff/drafts/]")
                .attr("href");
        assertThat(page(editor, draft).selectFirst("h1").text()).contains("A <cone>");
        assertThat(post(editor, "/staff/sheet", form, Map.of("table", "a,b")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void likelyDuplicatesAreListedAndCompared() throws Exception {
        String twin = text("gsc/gsc2.2").replace("archive.stsci.edu/gsc/gsc2.2<", "archive.stsci.edu/gsc/twin<");
        registry.save(
                List.of(new DocumentNormaliser(SchemaValidator.shared())
                        .normalise(twin.getBytes(StandardCharsets.UTF_8))),
                "a twin");
        Document list = page(editor, "/staff/duplicates");
        Element compare = list.select("a[href^=/staff/duplicates/compare]").stream()
                .filter(link -> link.attr("href").contains("gsc"))
                .findFirst()
                .orElseThrow();
        assertThat(page(editor, compare.attr("href"))
                        .select(".comparison tr.changed")
                        .text())
                .contains("gsc/twin");
        assertThat(record("gsc/twin").status()).isEqualTo(RecordStatus.ACTIVE);
        assertThat(StaffBrowser.get(editor, registry.url() + "/staff/duplicates/compare?first=a&second=b")
                        .statusCode())
                .isEqualTo(404);
    }
}
