package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.consolidation.VosiProposals;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.rules.RecordRules;
import edu.stsci.mast.registry.model.store.Anomalies;
import edu.stsci.mast.registry.model.store.RecordChecks;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.pages.staff.StaffFrontPage;
import edu.stsci.mast.registry.server.pages.staff.StaffWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The staff's front page tells what needs attention, and what was done this week by whom. */
class StaffFrontPageIT {
    private static final String HST = "ivo://archive.stsci.edu/hst";

    @TempDir
    Path folder;

    private Registry registry;
    private HttpClient editor;

    @BeforeEach
    void start() throws Exception {
        registry = TestRegistry.start(folder.resolve("data"), "registry.tap.enabled", false);
        registry.loadExamples("mast");
        editor = StaffBrowser.signedIn(registry, Role.EDITOR, "archive.stsci.edu");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Document page() throws Exception {
        HttpResponse<String> answer = StaffBrowser.get(editor, registry.url() + "/staff");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jsoup.parse(answer.body(), registry.url());
    }

    private static String panel(Document page, String title) {
        return page.select(".work section:has(h3:contains(" + title + "))").text();
    }

    @Test
    void aRegistryInOrderSaysSo() throws Exception {
        Document page = page();
        assertThat(page.select("section[aria-labelledby=attention]").text())
                .contains("Nothing does.", "The stored records have not been looked at again yet.");
        assertThat(page.select(".weekchart rect.published")).hasSize(1);
        assertThat(page.select(".who tbody").text()).startsWith("registry ");
        assertThat(page.select("section[aria-labelledby=where] a[href]").eachAttr("href"))
                .contains("/staff/records", "/staff/drafts", "/staff/checks", "/staff/harvest")
                .doesNotContain("/staff/audit");
    }

    @Test
    void whatWaitsIsThereWithItsLinkAndTheOldestFirst() throws Exception {
        ApiScript script =
                new ApiScript(registry, StaffBrowser.account(registry, "script", Role.CURATOR, "archive.stsci.edu"));
        submitted(script, "ivo://archive.stsci.edu/first", "The first draft");
        submitted(script, "ivo://archive.stsci.edu/second", "The second draft <b>");
        failing(HST, "LINK-02", "It answered with status 500.");
        failing("ivo://archive.stsci.edu/iue", "LINK-01", "The page is gone.");
        HttpServer other = TestHarvests.registry(
                "ivo://observatory.example/registry",
                query -> OaiXml.page("", OaiXml.item("ivo://archive.stsci.edu/taken")));
        HttpServer broken = TestHarvests.registry("ivo://broken.example/registry", query -> "<html><p>Sorry</html>");
        try {
            HarvestSource quarantined = TestHarvests.add(registry, "The Observatory", TestHarvests.address(other));
            TestHarvests.harvest(registry, quarantined, true);
            HarvestSource failed = TestHarvests.add(registry, "A broken one", TestHarvests.address(broken));
            TestHarvests.harvest(registry, failed, true);

            Document page = page();
            assertThat(panel(page, "Drafts to be reviewed"))
                    .containsSubsequence("reviewed 2", "The first draft", "The second draft <b>");
            assertThat(page.select(".work a:contains(The first draft)").attr("href"))
                    .startsWith("/staff/drafts/");
            assertThat(panel(page, "Services that fail")).contains("fail 1", HST, "status 500");
            assertThat(panel(page, "Broken links"))
                    .contains("links 1", "ivo://archive.stsci.edu/iue", "The page is gone.");
            assertThat(panel(page, "Our records with errors")).contains("errors 1", "1 error");
            assertThat(panel(page, "Harvests in trouble")).contains("trouble 1", "A broken one", "never complete");
            assertThat(panel(page, "Records in quarantine"))
                    .contains("quarantine 1", "ivo://archive.stsci.edu/taken", "The Observatory");
            assertThat(page.select(".work a:contains(archive.stsci.edu/taken)").attr("href"))
                    .isEqualTo("/staff/harvest/" + quarantined.id() + "#quarantine");
            assertThat(panel(page, "Wrong between registries")).contains("Authorities that no registry declares: 2");
            for (String address : page.select(".work a[href]").eachAttr("href")) {
                assertThat(StaffBrowser.get(editor, registry.url() + address.replaceAll("#.*", ""))
                                .statusCode())
                        .as(address)
                        .isEqualTo(200);
            }
        } finally {
            other.stop(0);
            broken.stop(0);
        }
    }

    @Test
    void whatWasDoneThisWeekIsCountedByPerson() throws Exception {
        ApiScript script =
                new ApiScript(registry, StaffBrowser.account(registry, "carla", Role.CURATOR, "archive.stsci.edu"));
        String path = "/api/records/archive.stsci.edu/hst";
        String text = script.send(Right.READ, "GET", path, "").body();
        assertThat(script.send(Right.PUBLISH, "DELETE", path + "?reason=too+old", "", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(204);
        assertThat(script.send(Right.PUBLISH, "PUT", path + "?reason=still+needed", text, "If-Match", "\"2\"")
                        .statusCode())
                .isEqualTo(200);
        String better = script.send(Right.READ, "GET", path, "").body().replaceFirst("<title>[^<]*", "<title>Better");
        assertThat(script.send(Right.PUBLISH, "PUT", path + "?reason=a+title", better, "If-Match", "\"3\"")
                        .statusCode())
                .isEqualTo(200);

        Document page = page();
        assertThat(page.select(".who tbody tr:has(th:contains(carla))").text()).isEqualTo("carla 1 1 1");
        assertThat(page.select(".latest li").eachText().subList(0, 3))
                .satisfiesExactly(
                        latest -> assertThat(latest).contains("Better", "published", "by carla: a title"),
                        before -> assertThat(before).contains("restored", "by carla: still needed"),
                        first -> assertThat(first).contains("retired", "by carla: too old"));
        assertThat(page.select(".weekchart rect").eachAttr("class")).contains("published", "restored", "retired");
        assertThat(page.select(".weekchart").attr("aria-label")).contains("1 restored, 1 retired");
    }

    /** Each kind costs the same statements, however much there is. */
    @Test
    void fiftyOfEachCostAsManyStatementsAsOne() throws Exception {
        fill(0, 1);
        Counted one = counted();
        fill(1, 50);
        Counted fifty = counted();
        assertThat(one.page().waiting()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(fifty.page().waiting())
                .filteredOn(group -> group.count() == 50)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(group -> assertThat(group.lines()).hasSize(5))
                .allSatisfy(group -> assertThat(group.more()).isEqualTo(45));
        assertThat(fifty.statements()).isEqualTo(one.statements()).isLessThan(40);
    }

    /** A page and how many statements it has cost. */
    private record Counted(StaffFrontPage page, int statements) {}

    private Counted counted() {
        AtomicInteger statements = new AtomicInteger();
        DataSource counting = counting(registry.storage().database().dataSource(), statements);
        Clock clock = Clock.systemUTC();
        Drafts drafts = new Drafts(
                counting,
                registry.storage().masterCopy(),
                new DocumentNormaliser(SchemaValidator.shared(), new RecordRules(clock)),
                registry.accounts().audit(),
                clock);
        StaffFrontPage page = new StaffWork(
                        counting,
                        drafts,
                        new VosiProposals(counting, registry.storage().masterCopy(), drafts, clock),
                        new Anomalies(counting, Set.of("archive.stsci.edu")),
                        Ivoid.of("ivo://archive.stsci.edu/registry"),
                        clock)
                .now();
        return new Counted(page, statements.get());
    }

    private static DataSource counting(DataSource real, AtomicInteger statements) {
        return proxy(
                DataSource.class,
                real,
                (method, result) -> result instanceof Connection connection
                        ? proxy(Connection.class, connection, (inner, statement) -> {
                            if (inner.startsWith("prepare") || inner.equals("createStatement")) {
                                statements.incrementAndGet();
                            }
                            return statement;
                        })
                        : result);
    }

    /** Sees what a method of a real object returns. */
    @FunctionalInterface
    private interface Watch {
        Object seen(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T real, Watch watch) {
        return type.cast(Proxy.newProxyInstance(
                StaffFrontPageIT.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return watch.seen(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void submitted(ApiScript script, String ivoid, String title) throws Exception {
        String text = new String(
                        registry.storage()
                                .masterCopy()
                                .find(Ivoid.of(HST))
                                .orElseThrow()
                                .document(),
                        StandardCharsets.UTF_8)
                .replace(HST + "<", ivoid + "<")
                .replaceFirst("<title>[^<]*", "<title>" + title.replace("<", "&lt;"));
        HttpResponse<String> begun = script.send(Right.EDIT, "POST", "/api/drafts", text);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String draft = java.net
                .URI
                .create(begun.headers().firstValue("Location").orElseThrow())
                .getPath();
        assertThat(script.send(Right.EDIT, "POST", draft + "/submit", "", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
    }

    private void failing(String ivoid, String code, String message) {
        RecordChecks records = registry.checks().records();
        RecordChecks.Target target = records.targets(true, 0, 1000).stream()
                .filter(found -> found.ivoid().equals(Ivoid.of(ivoid)))
                .findFirst()
                .orElseThrow();
        Instant now = Instant.now();
        List<Finding> findings = ivoid.equals(HST)
                ? List.of(Finding.error("RES-06", 1, 1, "Resource", "There is no title."))
                : List.of();
        assertThat(records.save(
                        target,
                        findings,
                        Optional.of(List.of(new RecordChecks.Link(
                                "https://example.org/", code, 500, message, 1, now, Optional.of(now), 1))),
                        now))
                .isTrue();
    }

    /** Puts things of each kind into the tables, those numbered from {@code from} to just before {@code to}. */
    private void fill(int from, int to) throws Exception {
        try (Connection connection = registry.storage().database().dataSource().getConnection()) {
            if (from == 0) {
                insert(
                        connection,
                        0,
                        "INSERT INTO harvest_source (id, name, name_key, base_url, oai_set, harvest_times, enabled, created)"
                                + " VALUES (900000 + ?, 'Filled', 'filled', 'http://filled.example/oai', '', 'every day', 0,"
                                + " '2020-01-01 00:00:00')");
            }
            for (int i = from; i < to; i++) {
                insert(connection, i, draft("IN_REVIEW", "r"));
                insert(connection, i, draft("SCHEDULED", "s"));
                String record =
                        "SELECT r.id FROM record r WHERE r.managed = 1 ORDER BY r.id OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY";
                insert(connection, i, link(record, "LINK-01", "10000"));
                insert(connection, i, link(record, "LINK-02", "20000"));
                insert(
                        connection,
                        i,
                        "INSERT INTO harvest_quarantine (id, source_id, run_id, problem_key, identifier, reason, excerpt, quarantined_at)"
                                + " SELECT 900000 + n, 900000, 1, CONCAT('k', n), CONCAT('ivo://x.example/', n), 'No', '',"
                                + " '2020-01-01 00:00:00' FROM (SELECT CAST(? AS INT) AS n) t");
                insert(
                        connection,
                        i,
                        "INSERT INTO harvest_removal (id, source_id, record_key, ivoid, kind, run_id, removal_state, announced)"
                                + " SELECT 900000 + n, 900000, CONCAT('k', n), CONCAT('ivo://x.example/', n), 'DELETED', 1, 'HELD',"
                                + " '2020-01-01 00:00:00' FROM (SELECT CAST(? AS INT) AS n) t");
                insert(
                        connection,
                        i,
                        "INSERT INTO harvest_proposal (id, kind, registry, registry_key, title, old_url, new_url, proposal_state,"
                                + " first_seen, last_seen) SELECT 900000 + n, 'NEW', CONCAT('ivo://x.example/', n),"
                                + " CONCAT('ivo://x.example/', n), 'T', '', 'http://x.example/', 'OPEN', '2020-01-01 00:00:00',"
                                + " '2020-01-01 00:00:00' FROM (SELECT CAST(? AS INT) AS n) t");
                insert(
                        connection,
                        i,
                        "INSERT INTO record (id, ivoid, ivoid_key, authority, managed, home_registry, status, resource_type, title,"
                                + " short_name, version, sequence, datestamp, citable) SELECT 900000 + n, CONCAT('ivo://archive.stsci.edu/f', n),"
                                + " CONCAT('ivo://archive.stsci.edu/f', n), 'archive.stsci.edu', 1, NULL, 'ACTIVE', 'vr:Service', 'T', '', 1,"
                                + " 900000 + n, '2020-01-01 00:00:00', 0 FROM (SELECT CAST(? AS INT) AS n) t");
                insert(
                        connection,
                        i,
                        "INSERT INTO finding (record_id, position, severity, code, line_no, column_no, element, message)"
                                + " VALUES (900000 + ?, 1, 'ERROR', 'RES-06', 1, 1, '', 'No title')");
            }
        }
    }

    private static String draft(String state, String letter) {
        return "INSERT INTO draft (id, ivoid, ivoid_key, draft_place, base_version, draft_state, revision, resource_type, title,"
                + " publish_at, created, created_by, changed, changed_by) SELECT "
                + (letter.equals("r") ? 800000 : 900000)
                + " + n, CONCAT('ivo://archive.stsci.edu/" + letter + "', n), CONCAT('ivo://archive.stsci.edu/" + letter
                + "', n), CONCAT('ivo://archive.stsci.edu/" + letter + "', n), 0, '" + state
                + "', 1, 'vr:Service', 'T', "
                + (state.equals("SCHEDULED") ? "'2099-01-01 00:00:00'" : "NULL")
                + ", '2020-01-01 00:00:00', 'x', '2020-01-01 00:00:00', 'x' FROM (SELECT CAST(? AS INT) AS n) t";
    }

    private static String link(String record, String code, String positions) {
        return "INSERT INTO link_check (record_id, position, url, code, status, message, millis, checked_at, failing_since, failures)"
                + " SELECT (" + record + "), " + positions + " + n, 'http://x.example/', '" + code
                + "', 500, 'No', 1, '2020-01-01 00:00:00', '2020-01-01 00:00:00', 1 FROM (SELECT CAST(? AS INT) AS n) t";
    }

    private static void insert(Connection connection, int number, String sql) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, number);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
