package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.AuditEntry;
import edu.stsci.mast.registry.model.accounts.AuditLog;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.accounts.Sessions;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and other sites try at the doors for staff, and that nothing comes of it. */
class StaffAttacksIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Registry registry;
    private static Account administrator;

    private static Registry start(String name, Map<String, Object> more) {
        Map<String, Object> settings = TestRegistry.settings(
                folder.resolve(name), "registry.tap.enabled", false, "registry.harvest.enabled", false);
        settings.putAll(more);
        return TestRegistry.start(settings);
    }

    @BeforeAll
    static void start() {
        registry = start("data", Map.of());
        administrator = StaffBrowser.account(registry, Role.ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Sessions.Begun session() {
        return registry.accounts().sessions().begin(administrator, "password", "");
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String csrf(String session) throws Exception {
        return Jsoup.parse(get("/staff", "Cookie", "mast-session=" + session).body())
                .select("input[name=csrf]")
                .first()
                .attr("value");
    }

    private static HttpResponse<String> addAccount(String name, Map<String, String> more, String... headers)
            throws Exception {
        Map<String, String> fields = new java.util.HashMap<>(Map.of("name", name, "role", "administrator"));
        fields.putAll(more);
        return StaffBrowser.post(HTTP, registry.url(), "/staff/accounts", fields, headers);
    }

    private static boolean exists(String name) {
        return registry.accounts().accounts().find(name).isPresent();
    }

    @Test
    void identifiersThatWereNeverGivenOpenNothing() throws Exception {
        Sessions.Begun real = session();
        String id = real.identifier();
        assertThat(get("/staff", "Cookie", "mast-session=" + id).statusCode()).isEqualTo(200);
        for (String forged : List.of(
                "",
                "x",
                id.substring(1),
                id + "A",
                id.toLowerCase(java.util.Locale.ROOT),
                Long.toString(real.session().number()),
                "'%20OR%20'1'='1",
                "A".repeat(43),
                "A".repeat(5000))) {
            assertThat(get("/staff", "Cookie", "mast-session=" + forged).statusCode())
                    .as(forged)
                    .isEqualTo(401);
        }
        assertThat(get("/staff?mast-session=" + id).statusCode())
                .as("never from an address")
                .isEqualTo(401);
    }

    @Test
    void tokensThatWereNeverGivenOpenNothing() throws Exception {
        String token = registry.accounts()
                .tokens()
                .make(
                        Actor.atCommandLine("test"),
                        administrator,
                        "forged",
                        Right.READ,
                        Instant.now().plusSeconds(600))
                .secret();
        String cookie = "mast-session=" + session().identifier();
        assertThat(get("/staff", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        assertThat(get("/staff", "Authorization", "bearer  " + token).statusCode())
                .isEqualTo(200);
        for (String forged : List.of(
                "Bearer",
                "Bearer ",
                "Bearer " + token + "A",
                "Bearer " + token.substring(8),
                "Bearer " + token + " " + token,
                "Bearer mastreg_" + "A".repeat(43))) {
            HttpResponse<String> answer = get("/staff", "Authorization", forged);
            assertThat(answer.statusCode()).as(forged).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"MAST registry\", error=\"invalid_token\"");
            assertThat(get("/staff", "Authorization", forged, "Cookie", cookie).statusCode())
                    .as("a cookie does not mend it")
                    .isEqualTo(401);
        }
    }

    @Test
    void formsOfOtherSitesOrSessionsChangeNothing() throws Exception {
        String id = session().identifier();
        String cookie = "mast-session=" + id;
        String csrf = csrf(id);
        String url = registry.url();
        String others = csrf(session().identifier());
        for (Map<String, String> token : List.of(
                Map.<String, String>of(),
                Map.of("csrf", ""),
                Map.of("csrf", "x"),
                Map.of("csrf", others),
                Map.of("csrf", id))) {
            HttpResponse<String> answer = addAccount("evil", token, "Cookie", cookie, "Origin", url);
            assertThat(answer.statusCode()).as("%s", token).isEqualTo(403);
            assertThat(Jsoup.parse(answer.body()).text()).contains("The form is not one of your present session");
        }
        for (String[] headers : new String[][] {
            {"Cookie", cookie},
            {"Cookie", cookie, "Origin", "https://evil.example"},
            {"Cookie", cookie, "Origin", "null"},
            {"Cookie", cookie, "Origin", url + ".evil.example"},
            {"Cookie", cookie, "Origin", url.replaceFirst(":\\d+$", ":1")},
            {"Cookie", cookie, "Origin", url, "Sec-Fetch-Site", "cross-site"},
            {"Cookie", cookie, "Origin", url, "Sec-Fetch-Site", "same-site"},
        }) {
            HttpResponse<String> answer = addAccount("evil", Map.of("csrf", csrf), headers);
            assertThat(answer.statusCode()).as(String.join(" ", headers)).isEqualTo(403);
            assertThat(Jsoup.parse(answer.body()).text()).contains("was not sent by a page of this registry");
        }
        assertThat(exists("evil")).isFalse();
        assertThat(registry.accounts()
                        .audit()
                        .read(AuditLog.Filter.NONE, Long.MAX_VALUE, 1)
                        .get(0))
                .returns("request", AuditEntry::act)
                .returns(AuditEntry.Outcome.REFUSED, AuditEntry::outcome)
                .returns("POST /staff/accounts", AuditEntry::subject);

        assertThat(addAccount("good1", Map.of("csrf", csrf), "Cookie", cookie, "Origin", url)
                        .statusCode())
                .isEqualTo(200);
        assertThat(addAccount("good2", Map.of(), "Cookie", cookie, "Origin", url, "X-CSRF-Token", csrf)
                        .statusCode())
                .as("as htmx sends it")
                .isEqualTo(200);
        assertThat(exists("good1")).isTrue();
        assertThat(exists("good2")).isTrue();
    }

    @Test
    void requestsWithATokenNeedNoForm() throws Exception {
        String token = registry.accounts()
                .tokens()
                .make(
                        Actor.atCommandLine("test"),
                        administrator,
                        "no form",
                        Right.ADMINISTER,
                        Instant.now().plusSeconds(600))
                .secret();
        assertThat(addAccount("by-token", Map.of(), "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(exists("by-token")).isTrue();
    }

    @Test
    void aNameOfAStrangerThatLeadsToUsChangesNothing() throws Exception {
        String id = session().identifier();
        String body = "name=rebound&role=administrator&csrf=" + csrf(id);
        Registry named = start("named", Map.of("registry.http.public-url", "http://registry.example"));
        try (named) {
            Account there = StaffBrowser.account(named, Role.ADMINISTRATOR);
            String session =
                    named.accounts().sessions().begin(there, "password", "").identifier();
            String local = "http://127.0.0.1:" + port(named);
            RawHttp.Answer answer = new RawHttp(URI.create(local))
                    .exchange(("POST /staff/accounts HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                                    + "Cookie: mast-session=" + session
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("Its pages are at http://registry.example.");
        }
    }

    private static String port(Registry at) throws Exception {
        return java.nio.file.Files.readString(folder.resolve("named").resolve("server.lock"))
                .strip()
                .replaceAll(".*:", "");
    }

    @Test
    void anIdentifierThatSomebodyHasPutIntoTheBrowserIsNotUsed() throws Exception {
        Sessions.Begun attackers =
                registry.accounts().sessions().begin(StaffBrowser.account(registry, Role.EDITOR), "password", "");
        for (String planted : List.of("A".repeat(43), attackers.identifier())) {
            HttpResponse<String> page = get("/staff/login", "Cookie", "mast-sign-in=" + "B".repeat(43));
            String csrf = Jsoup.parse(page.body()).select("input[name=csrf]").attr("value");
            HttpResponse<String> answer = StaffBrowser.post(
                    HTTP,
                    registry.url(),
                    "/staff/login",
                    Map.of("name", "administrator", "password", StaffBrowser.PASSWORD, "csrf", csrf),
                    "Origin",
                    registry.url(),
                    "Cookie",
                    "mast-sign-in=" + "B".repeat(43) + "; mast-session=" + planted);
            assertThat(answer.statusCode()).isEqualTo(303);
            String given = answer.headers().allValues("Set-Cookie").stream()
                    .filter(c -> c.startsWith("mast-session="))
                    .findFirst()
                    .orElseThrow();
            assertThat(given).doesNotContain(planted).endsWith("; Path=/; HttpOnly; SameSite=Lax");
            assertThat(get("/staff", "Cookie", "mast-session=" + planted).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void nobodyCanBeSignedInByAFormOfAnotherSite() throws Exception {
        String key = "C".repeat(43);
        String csrf = Jsoup.parse(
                        get("/staff/login", "Cookie", "mast-sign-in=" + key).body())
                .select("input[name=csrf]")
                .attr("value");
        Map<String, String> right = Map.of("name", "administrator", "password", StaffBrowser.PASSWORD, "csrf", csrf);
        String url = registry.url();
        for (String[] headers : new String[][] {
            {"Origin", url},
            {"Origin", url, "Cookie", "mast-sign-in=" + "D".repeat(43)},
            {"Origin", "https://evil.example", "Cookie", "mast-sign-in=" + key},
            {"Cookie", "mast-sign-in=" + key},
        }) {
            HttpResponse<String> answer = StaffBrowser.post(HTTP, url, "/staff/login", right, headers);
            assertThat(answer.statusCode()).as(String.join(" ", headers)).isEqualTo(403);
            assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(c -> c.startsWith("mast-session"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/staff//evil.example",
                "/staff/../../evil",
                "/staff/..//evil.example",
                "/staff/%2e%2e/search",
                "/staffx",
                "/search",
                "javascript:alert(1)",
                "/staff\r\nSet-Cookie: mast-session=evil",
                "/staff/\r\nLocation: https://evil.example/",
                "/staff/login",
                "/staff/logout",
                "http:/staff",
                "@evil.example/staff",
                "/staff/\u0000",
            })
    void afterSigningInOneStaysHere(String next) throws Exception {
        HttpClient browser = StaffBrowser.browser();
        HttpResponse<String> page = StaffBrowser.get(
                browser, registry.url() + "/staff/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        assertThat(Jsoup.parse(page.body()).select("input[name=next]").attr("value"))
                .isEqualTo("/staff");
        String id = session().identifier();
        HttpResponse<String> led = get(
                "/staff/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8), "Cookie", "mast-session=" + id);
        assertThat(led.statusCode()).isEqualTo(303);
        assertThat(led.headers().firstValue("Location")).contains(registry.url() + "/staff");
        assertThat(led.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void afterSigningInOneIsWhereOneWantedToBe() throws Exception {
        HttpClient browser = StaffBrowser.browser();
        HttpResponse<String> led = StaffBrowser.get(browser, registry.url() + "/staff/audit?act=sign+in&who=a%20b");
        assertThat(led.statusCode()).isEqualTo(303);
        var page = Jsoup.parse(
                StaffBrowser.get(browser, led.headers().firstValue("Location").orElseThrow())
                        .body());
        HttpResponse<String> answer = StaffBrowser.post(
                browser,
                registry.url(),
                "/staff/login",
                Map.of(
                        "name",
                        "administrator",
                        "password",
                        StaffBrowser.PASSWORD,
                        "csrf",
                        page.select("input[name=csrf]").attr("value"),
                        "next",
                        page.select("input[name=next]").attr("value")));
        assertThat(answer.headers().firstValue("Location"))
                .contains(registry.url() + "/staff/audit?act=sign+in&who=a%20b");
    }

    @Test
    void whoGuessesIsSlowedDownButNotTheOwnersBrowser() throws Exception {
        StaffBrowser.account(registry, "victim", Role.EDITOR);
        HttpClient owner = StaffBrowser.browser();
        assertThat(StaffBrowser.signIn(owner, registry.url(), "victim", StaffBrowser.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        HttpClient guesser = StaffBrowser.browser();
        HttpResponse<String> answer = null;
        for (int i = 0; i < 20 && (answer == null || answer.statusCode() == 403); i++) {
            answer = StaffBrowser.signIn(guesser, registry.url(), "VICTIM", "guess number " + i);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isPositive();
        assertThat(Jsoup.parse(answer.body()).select("[role=alert]").text())
                .startsWith("Too many attempts have failed. Try again in ");
        assertThat(StaffBrowser.post(
                                owner,
                                registry.url(),
                                "/staff/logout",
                                Map.of(
                                        "csrf",
                                        Jsoup.parse(StaffBrowser.get(owner, registry.url() + "/staff")
                                                        .body())
                                                .select("input[name=csrf]")
                                                .first()
                                                .attr("value")))
                        .statusCode())
                .isEqualTo(303);
        assertThat(StaffBrowser.signIn(owner, registry.url(), "victim", StaffBrowser.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void wrongNamesAndWrongPasswordsLookTheSame() throws Exception {
        StaffBrowser.account(registry, "known", Role.EDITOR);
        HttpResponse<String> wrongPassword =
                StaffBrowser.signIn(StaffBrowser.browser(), registry.url(), "known", "a wrong password");
        HttpResponse<String> wrongName =
                StaffBrowser.signIn(StaffBrowser.browser(), registry.url(), "unkno", "a wrong password");
        assertThat(wrongName.statusCode()).isEqualTo(wrongPassword.statusCode()).isEqualTo(403);
        assertThat(Jsoup.parse(wrongName.body()).select("[role=alert]").text())
                .isEqualTo(
                        Jsoup.parse(wrongPassword.body()).select("[role=alert]").text())
                .isEqualTo("The name or the password is wrong.");
    }

    @Test
    void namesCannotSmuggleMarkupOrLines() throws Exception {
        for (String name : List.of("<script>alert(1)</script>", "\"><b>", "a\r\nSet-Cookie: evil=1", "\u202e")) {
            HttpResponse<String> answer =
                    StaffBrowser.signIn(StaffBrowser.browser(), registry.url(), name, "a wrong password");
            assertThat(answer.body()).doesNotContain("<script>alert", "\"><b>");
            assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(c -> c.contains("evil"));
            assertThat(Jsoup.parse(answer.body()).select("#name").attr("value")).isEqualToNormalizingNewlines(name);
        }
        assertThat(registry.accounts().audit().read(AuditLog.Filter.NONE, Long.MAX_VALUE, 20))
                .extracting(AuditEntry::subject)
                .noneMatch(subject -> subject.contains("script"));
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() throws Exception {
        String id = session().identifier();
        HttpResponse<String> out = StaffBrowser.post(
                HTTP,
                registry.url(),
                "/staff/logout",
                Map.of("csrf", csrf(id)),
                "Origin",
                registry.url(),
                "Cookie",
                "mast-session=" + id);
        assertThat(out.headers().firstValue("Location")).contains(registry.url() + "/staff/login?told=out");
        assertThat(out.headers().allValues("Set-Cookie"))
                .containsExactly("mast-session=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        assertThat(get("/staff", "Cookie", "mast-session=" + id).statusCode()).isEqualTo(401);
    }

    @Test
    void behindHttpsCookiesTravelByHttpsOnly() throws Exception {
        try (Registry secure = start("named", Map.of("registry.http.public-url", "https://registry.example"))) {
            String local = "http://127.0.0.1:" + port(secure);
            HttpResponse<String> page = HTTP.send(
                    HttpRequest.newBuilder(URI.create(local + "/staff/login")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(page.headers().firstValue("Set-Cookie").orElseThrow())
                    .matches("__Host-mast-sign-in=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure");
            Account there = StaffBrowser.account(secure, Role.ADMINISTRATOR);
            String id =
                    secure.accounts().sessions().begin(there, "password", "").identifier();
            for (String name : List.of("mast-session", "__Host-mast-session")) {
                assertThat(HTTP.send(
                                        HttpRequest.newBuilder(URI.create(local + "/staff"))
                                                .header("Cookie", name + "=" + id)
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .as(name)
                        .isEqualTo(name.startsWith("__Host-") ? 200 : 401);
            }
        }
    }

    @Test
    void aFlashFloodOfBytesIsRefused() throws Exception {
        String large = "name=" + "x".repeat(100_000);
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/staff/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(large))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        HttpResponse<String> chunked = HTTP.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/staff/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.US_ASCII))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void otherWaysToWriteAnAddressLeadPastNothing() throws Exception {
        for (String path :
                List.of("/staff/", "/staff;x=1", "/staff;x=1/harvest", "/staff/harvest;x=1", "//staff/harvest")) {
            assertThat(get(path).statusCode()).as(path).isIn(401, 404);
        }
    }
}
