package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are written, discussed, merged, published, restored and retired, on pages and by scripts. */
class CurationIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Ivoid HST = Ivoid.of("ivo://archive.stsci.edu/hst");

    private static final AtomicInteger TOKENS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static Registry registry;
    private static HttpClient editor;
    private static HttpClient curator;

    @BeforeAll
    static void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"));
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

    /** Sends the form of a page whose address is this, with what is filled in; where it leads, or the page that it shows instead. */
    private static HttpResponse<String> send(
            HttpClient browser, Document page, String action, Map<String, String> filled) throws Exception {
        Element form = page.selectFirst("form[action=" + action + "]");
        assertThat(form).as(action).isNotNull();
        Map<String, String> fields = new HashMap<>();
        form.select("input[name], textarea[name]")
                .forEach(field -> fields.put(
                        field.attr("name"),
                        field.tagName().equals("textarea") ? field.wholeText() : field.attr("value")));
        fields.putAll(filled);
        return StaffBrowser.post(browser, registry.url(), action, fields);
    }

    private static String follow(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawPath();
    }

    private static StoredRecord record(Ivoid ivoid) {
        return registry.storage().masterCopy().find(ivoid).orElseThrow();
    }

    private static String xml(Ivoid ivoid) {
        return new String(record(ivoid).document(), StandardCharsets.UTF_8);
    }

    /** The path of the draft that is begun by the button on our records' page. */
    private static String begun(HttpClient browser, Ivoid ivoid) throws Exception {
        Document record = page(browser, "/staff/records/" + ivoid.withoutScheme());
        return follow(send(browser, record, "/staff/drafts", Map.of()));
    }

    @Test
    void anEditorWritesAndACuratorPublishes() throws Exception {
        Ivoid ivoid = Ivoid.of("ivo://archive.stsci.edu/stsci-arc");
        String draft = begun(editor, ivoid);
        Document page = page(editor, draft);
        String changed = page.selectFirst("#xml")
                .wholeText()
                .replaceFirst("<title>[^<]*</title>", "<title>The changed title</title>");
        assertThat(follow(send(editor, page, draft, Map.of("xml", changed)))).isEqualTo(draft);
        page = page(editor, draft);
        assertThat(page.select(".comparison tr.changed").text()).contains("The changed title");
        assertThat(page.selectFirst("form[action=" + draft + "/publish]")).isNull();
        send(editor, page, draft + "/submit", Map.of());
        assertThat(page(curator, "/staff/drafts").select("table").text()).contains("The changed title", "in review");

        page = page(curator, draft);
        follow(send(curator, page, draft + "/comments", Map.of("words", "<b>Fine</b> & good")));
        assertThat(page(editor, draft).select(".comment").text()).contains("<b>Fine</b> & good");
        follow(send(curator, page, draft + "/publish", Map.of("reason", "a better title")));
        assertThat(record(ivoid).title()).isEqualTo("The changed title");

        Document history = page(curator, "/staff/records/" + ivoid.withoutScheme());
        assertThat(history.select("section[aria-labelledby=history] tbody tr")
                        .first()
                        .text())
                .contains("curator", "a better title");
        Document comparison = page(curator, "/staff/records/" + ivoid.withoutScheme() + "?before=1&after=2");
        assertThat(comparison.select(".comparison ins").text()).contains("changed");
    }

    @Test
    void twoEditorsAreShownHowTheirTextsGoTogether() throws Exception {
        Ivoid ivoid = Ivoid.of("ivo://archive.stsci.edu/ghosts");
        String draft = begun(editor, ivoid);
        Document first = page(editor, draft);
        Document second = page(curator, draft);
        String text = first.selectFirst("#xml").wholeText();
        follow(send(editor, first, draft, Map.of("xml", text.replaceFirst("<title>[^<]*", "<title>By the editor"))));

        String other = text.replaceFirst("<title>[^<]*", "<title>By the curator")
                .replaceFirst("<shortName>[^<]*", "<shortName>curated");
        HttpResponse<String> answer = send(curator, second, draft, Map.of("xml", other));
        assertThat(answer.statusCode()).isEqualTo(409);
        Document merge = Jsoup.parse(answer.body(), registry.url());
        assertThat(merge.select("[role=alert]").text()).contains("changed by editor", "Nothing of yours is lost");
        assertThat(merge.select("fieldset.conflict").text()).contains("By the editor", "By the curator");
        follow(send(curator, merge, draft + "/merge", Map.of("c0", "theirs")));
        String merged = page(editor, draft).selectFirst("#xml").wholeText();
        assertThat(merged).contains("By the editor", "curated").doesNotContain("By the curator");
    }

    @Test
    void wrongTextsAreKeptOrShownAgainAndNeverLost() throws Exception {
        Ivoid ivoid = Ivoid.of("ivo://archive.stsci.edu/dss/dss1red");
        String draft = begun(curator, ivoid);
        Document page = page(curator, draft);
        String text = page.selectFirst("#xml").wholeText();
        HttpResponse<String> answer = send(curator, page, draft, Map.of("xml", text + "<broken"));
        assertThat(answer.statusCode()).isEqualTo(422);
        Document again = Jsoup.parse(answer.body());
        assertThat(again.selectFirst("#xml").wholeText()).endsWith("<broken");
        assertThat(again.select("[role=alert]").text()).contains("cannot be kept");

        follow(send(curator, page, draft, Map.of("xml", text.replaceFirst("<title>[^<]*</title>", ""))));
        Document invalid = page(curator, draft);
        assertThat(invalid.select(".findings li.error")).isNotEmpty();
        answer = send(curator, invalid, draft + "/publish", Map.of("reason", "?"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text()).contains("not valid");
        assertThat(record(ivoid).version()).isEqualTo(1);
        follow(send(curator, invalid, draft + "/discard", Map.of()));
        assertThat(page(curator, draft).selectFirst("h1").text()).contains("discarded");
    }

    @Test
    void aRecordIsRetiredAndBroughtBack() throws Exception {
        Ivoid ivoid = Ivoid.of("ivo://archive.stsci.edu/gsc/gsc2.2");
        Document page = page(curator, "/staff/records/" + ivoid.withoutScheme());
        assertThat(send(curator, page, "/staff/records/retire", Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(400);
        follow(send(curator, page, "/staff/records/retire", Map.of("reason", "superseded")));
        assertThat(record(ivoid).status().text()).isEqualTo("deleted");
        HttpRequest oai = HttpRequest.newBuilder(
                        URI.create(registry.url() + "/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=" + ivoid))
                .timeout(LIMIT)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(oai, HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("status=\"deleted\"");
        String draft = begun(curator, ivoid);
        follow(send(curator, page(curator, draft), draft + "/publish", Map.of("reason", "still needed")));
        assertThat(record(ivoid).status().text()).isEqualTo("active");
    }

    @Test
    void ourRecordsAreListedAndFound() throws Exception {
        Document all = page(editor, "/staff/records");
        assertThat(all.select("tbody tr")).hasSizeGreaterThan(5);
        Document some = page(editor, "/staff/records?q=HUBBLE+archive");
        assertThat(some.select("tbody tr").size())
                .isBetween(1, all.select("tbody tr").size() - 1);
        assertThat(page(editor, "/staff/records?q=nothingofthekind").text()).contains("There are no such records");
    }

    /** Sends a request with a token of this right. */
    private static HttpResponse<String> script(Right right, String method, String path, String body, String... headers)
            throws Exception {
        Account account = StaffBrowser.account(registry, "script", Role.CURATOR, "archive.stsci.edu");
        String token = registry.accounts()
                .tokens()
                .make(
                        Actor.atCommandLine("test"),
                        account,
                        "token " + TOKENS.incrementAndGet(),
                        right,
                        Instant.now().plus(Duration.ofHours(1)))
                .secret();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/xml")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void scriptsChangeRecordsTheyHaveSeen() throws Exception {
        String path = "/api/records/" + HST.withoutScheme();
        HttpResponse<String> got = script(Right.READ, "GET", path, "");
        assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
        String tag = got.headers().firstValue("ETag").orElseThrow();
        assertThat(got.body()).isEqualTo(xml(HST));
        String changed = got.body().replaceFirst("<title>[^<]*", "<title>By a script");

        assertThat(script(Right.PUBLISH, "PUT", path, changed).statusCode()).isEqualTo(428);
        assertThat(script(Right.PUBLISH, "PUT", path, changed, "If-Match", "\"77\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(script(Right.PUBLISH, "PUT", path, changed, "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(412);
        assertThat(script(Right.EDIT, "PUT", path, changed, "If-Match", tag).statusCode())
                .isEqualTo(403);
        HttpResponse<String> wrong =
                script(Right.PUBLISH, "PUT", path, changed.replaceFirst("<title>[^<]*</title>", ""), "If-Match", tag);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("\"findings\"", "\"severity\" : \"ERROR\"");
        HttpResponse<String> put = script(Right.PUBLISH, "PUT", path + "?reason=nightly", changed, "If-Match", tag);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(put.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(put.body()).contains("By a script", "nightly");

        String fresh = changed.replace(HST + "<", HST + "-two<");
        String freshPath = path + "-two";
        assertThat(script(Right.PUBLISH, "PUT", freshPath, fresh, "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(201);
        assertThat(script(Right.PUBLISH, "DELETE", freshPath, "", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(400);
        assertThat(script(Right.PUBLISH, "DELETE", freshPath + "?reason=a+test", "", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(204);
        assertThat(script(Right.READ, "GET", freshPath, "").statusCode()).isEqualTo(410);
        assertThat(script(Right.READ, "GET", "/api/records?q=hst-two", "").body())
                .contains("\"deleted\"");
    }

    @Test
    void scriptsWriteDrafts() throws Exception {
        Ivoid ivoid = Ivoid.of("ivo://archive.stsci.edu/iue-by-script");
        String text = xml(HST).replace(HST + "<", ivoid + "<");
        HttpResponse<String> begun = script(Right.EDIT, "POST", "/api/drafts", text);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String draft =
                URI.create(begun.headers().firstValue("Location").orElseThrow()).getPath();
        assertThat(script(Right.EDIT, "POST", "/api/drafts", text).statusCode()).isEqualTo(409);
        assertThat(script(Right.READ, "GET", draft + "/document", "").body()).isEqualTo(text);
        String better = text.replaceFirst("<title>[^<]*", "<title>IUE");
        assertThat(script(Right.EDIT, "PUT", draft + "/document", better).statusCode())
                .isEqualTo(428);
        HttpResponse<String> saved = script(Right.EDIT, "PUT", draft + "/document", better, "If-Match", "\"1\"");
        assertThat(saved.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(script(Right.EDIT, "PUT", draft + "/document", text, "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(script(Right.EDIT, "POST", draft + "/publish", "", "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(403);
        assertThat(script(Right.PUBLISH, "POST", draft + "/publish?reason=new", "", "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(record(ivoid).title()).isEqualTo("IUE");
        assertThat(script(Right.EDIT, "DELETE", draft, "", "If-Match", "\"2\"").statusCode())
                .isEqualTo(404);
    }
}
