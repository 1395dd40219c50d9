package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are begun and edited in forms. */
class FormsIT {
    @TempDir
    static Path folder;

    private static Registry registry;
    private static HttpClient editor;

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"));
        registry.loadExamples("mast");
        editor = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Document page(String path) throws Exception {
        HttpResponse<String> answer = StaffBrowser.get(editor, registry.url() + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body(), registry.url());
    }

    /** All that a browser would send of a form when the button {@code act} is pressed. */
    private static HttpResponse<String> press(Document page, String act, Map<String, String> filled) throws Exception {
        Element form = page.selectFirst("form.record-form");
        Map<String, String> sent = new HashMap<>();
        form.select("input[name]:not([type=checkbox])")
                .forEach(field -> sent.put(field.attr("name"), field.attr("value")));
        form.select("textarea[name]")
                .forEach(field -> sent.put(field.attr("name"), field.wholeText().replaceFirst("^\n", "")));
        form.select("select[name]").forEach(field -> {
            Element chosen = field.selectFirst("option[selected]");
            sent.put(field.attr("name"), (chosen == null ? field.selectFirst("option") : chosen).attr("value"));
        });
        sent.putAll(filled);
        sent.put("do", act);
        return StaffBrowser.post(editor, registry.url(), form.attr("action"), sent);
    }

    private static String follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawPath();
    }

    private static String begun(Map<String, String> choice) throws Exception {
        Map<String, String> sent = new HashMap<>(choice);
        sent.put(
                "csrf",
                page("/staff/drafts/new").selectFirst("input[name=csrf]").attr("value"));
        return follow(StaffBrowser.post(editor, registry.url(), "/staff/drafts/new", sent));
    }

    private static String xml(String form) throws Exception {
        return page(form.replace("/form", "")).selectFirst("#xml").wholeText();
    }

    private static String value(Document page, String path) {
        Element field = page.selectFirst("[name=\"f:" + path + "\"]");
        assertThat(field).as(path).isNotNull();
        return field.tagName().equals("textarea") ? field.wholeText().replaceFirst("^\n", "") : field.attr("value");
    }

    @Test
    void aRecordIsBegunFromATemplateAndFilledIn() throws Exception {
        String form = begun(Map.of("ivoid", "ivo://archive.stsci.edu/new/cone", "template", "cone-search"));
        Document page = page(form);
        assertThat(value(page, "curation/publisher")).contains("Mikulski");
        assertThat(value(page, "title")).isEqualTo("TODO: title");
        String rows =
                "name\tunit\tucd\tdatatype\nra\tdeg\tpos.eq.ra;meta.main\tdouble\ndec\tdeg\tpos.eq.dec;meta.main\tdouble\n";
        String columns = "tableset/schema/table/column[*]";
        follow(press(
                page,
                "rows " + columns,
                Map.of("f:title", "A < B & C", "r:" + columns, rows, "f:content/description", "One.\r\nTwo.")));
        String xml = xml(form);
        assertThat(xml)
                .contains("<title>A &lt; B &amp; C</title>", "<ucd>pos.eq.dec;meta.main</ucd>")
                .doesNotContain("name of the first column");
        Document filled = page(form);
        assertThat(value(filled, "content/description")).isEqualTo("One.\nTwo.");
        assertThat(value(filled, "tableset/schema/table/column[2]/name")).isEqualTo("dec");
        assertThat(filled.select("td [aria-label=\"Column 2: Name\"]")).hasSize(1);
    }

    @Test
    void aFormThatIsSavedUnchangedLeavesTheText() throws Exception {
        String form =
                begun(Map.of("ivoid", "ivo://archive.stsci.edu/copied", "copy", "ivo://archive.stsci.edu/siap/hst"));
        String before = xml(form);
        assertThat(before).contains("ivo://archive.stsci.edu/copied").doesNotContain("<date", "created=");
        follow(press(page(form), "save", Map.of()));
        assertThat(xml(form)).isEqualTo(before);
    }

    @Test
    void elementsAreAddedMovedAndRemovedByButtons() throws Exception {
        String form = begun(Map.of("ivoid", "ivo://archive.stsci.edu/buttons", "template", "web-page"));
        follow(press(page(form), "add content/subject[*]", Map.of("f:content/subject", "stars")));
        follow(press(page(form), "up content/subject[2]", Map.of("f:content/subject[2]", "galaxies")));
        assertThat(xml(form)).containsSubsequence("<subject>galaxies</subject>", "<subject>stars</subject>");
        follow(press(page(form), "remove content/subject[2]", Map.of()));
        follow(press(page(form), "add capability[*]", Map.of("t:capability[*]", "cs:ConeSearch")));
        assertThat(xml(form)).doesNotContain("stars").contains("xsi:type=\"cs:ConeSearch\"");
        HttpResponse<String> lost = press(page(form), "add title", Map.of("f:title", "Typed"));
        assertThat(lost.statusCode()).isEqualTo(422);
        assertThat(value(Jsoup.parse(lost.body()), "title")).isEqualTo("Typed");
    }

    @Test
    void aChangeOfTypeTellsWhatIsLostFirst() throws Exception {
        String form = begun(Map.of("ivoid", "ivo://archive.stsci.edu/typed", "template", "cone-search"));
        HttpResponse<String> asked =
                press(page(form), "type capability", Map.of("t:capability", "sia:SimpleImageAccess"));
        assertThat(asked.statusCode()).isEqualTo(422);
        Document question = Jsoup.parse(asked.body());
        assertThat(question.selectFirst("[role=alert]").text()).contains("capability/maxSR: 180");
        follow(press(question, "type capability", Map.of("lose", "yes")));
        assertThat(xml(form)).contains("sia:SimpleImageAccess").doesNotContain("maxSR");
    }

    @Test
    void thePageCanBeReadByAll() throws Exception {
        Document page = page(begun(Map.of("ivoid", "ivo://archive.stsci.edu/read", "template", "tap")));
        page.select(".record-form input:not([type=hidden]), .record-form select, .record-form textarea")
                .forEach(field -> assertThat(field.hasAttr("aria-label")
                                || page.select("label[for=\"" + field.id() + "\"]")
                                                .size()
                                        == 1)
                        .as(field.outerHtml())
                        .isTrue());
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        page.select("[aria-describedby]").forEach(field -> assertThat(ids)
                .as(field.outerHtml())
                .contains(field.attr("aria-describedby").split(" ")));
        page.select("[list]").forEach(field -> assertThat(ids).contains(field.attr("list")));
        assertThat(page.select("[aria-invalid]"))
                .allSatisfy(field -> assertThat(field.attr("aria-describedby")).contains("-wrong"));
        assertThat(page.select(".record-form fieldset > legend")).hasSameSizeAs(page.select(".record-form fieldset"));
        assertThat(page.select("[style], script:not([src])")).isEmpty();
    }
}
