package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.ApiTokens;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.model.accounts.Sessions;
import edu.stsci.mast.registry.server.Registry;
import edu.stsci.mast.registry.server.accounts.OpenToAll;
import edu.stsci.mast.registry.server.accounts.Requires;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets through which door: every resource method that is for staff, asked by everybody whom there can be. */
class StaffDoorsIT {
    /** Resources whose methods that change something are for everybody by their standards. */
    private static final Set<String> OPEN_BY_STANDARD =
            Set.of("OaiResource", "TapResource", "UwsResource", "NvoInterface");

    /** An address of each door, and what it needs. Nothing is at these numbers, so that who gets in changes nothing. */
    private static final List<Door> DOORS = List.of(
            new Door("GET", "/staff", Right.READ, false),
            new Door("POST", "/staff/logout", Right.READ, true),
            new Door("GET", "/staff/account", Right.READ, true),
            new Door("POST", "/staff/account/password", Right.READ, true),
            new Door("POST", "/staff/account/tokens", Right.READ, true),
            new Door("POST", "/staff/account/tokens/999999/revoke", Right.READ, true),
            new Door("GET", "/staff/accounts", Right.ADMINISTER, false),
            new Door("POST", "/staff/accounts", Right.ADMINISTER, false),
            new Door("GET", "/staff/accounts/999999", Right.ADMINISTER, false),
            new Door("POST", "/staff/accounts/999999/rights", Right.ADMINISTER, false),
            new Door("POST", "/staff/accounts/999999/disabled", Right.ADMINISTER, false),
            new Door("POST", "/staff/accounts/999999/password", Right.ADMINISTER, false),
            new Door("POST", "/staff/accounts/999999/tokens/1/revoke", Right.ADMINISTER, false),
            new Door("GET", "/staff/audit", Right.ADMINISTER, false),
            new Door("GET", "/staff/checks", Right.READ, false),
            new Door("GET", "/staff/checks/ours", Right.READ, false),
            new Door("POST", "/staff/checks", Right.EDIT, false),
            new Door("GET", "/staff/records", Right.READ, false),
            new Door("GET", "/staff/records/archive.stsci.edu/none", Right.READ, false),
            new Door("POST", "/staff/records/retire", Right.PUBLISH, false),
            new Door("GET", "/staff/drafts", Right.READ, false),
            new Door("POST", "/staff/drafts", Right.EDIT, false),
            new Door("GET", "/staff/drafts/new", Right.EDIT, false),
            new Door("POST", "/staff/drafts/new", Right.EDIT, false),
            new Door("GET", "/staff/drafts/999999/form", Right.READ, false),
            new Door("POST", "/staff/drafts/999999/form", Right.EDIT, false),
            new Door("GET", "/staff/drafts/999999", Right.READ, false),
            new Door("POST", "/staff/drafts/999999", Right.EDIT, false),
            new Door("GET", "/staff/drafts/999999/merge", Right.READ, false),
            new Door("POST", "/staff/drafts/999999/merge", Right.EDIT, false),
            new Door("POST", "/staff/drafts/999999/submit", Right.EDIT, false),
            new Door("POST", "/staff/drafts/999999/give-back", Right.EDIT, false),
            new Door("POST", "/staff/drafts/999999/discard", Right.EDIT, false),
            new Door("POST", "/staff/drafts/999999/publish", Right.PUBLISH, false),
            new Door("POST", "/staff/drafts/999999/comments", Right.EDIT, false),
            new Door("GET", "/staff/suggestions/subject", Right.READ, false),
            new Door("GET", "/staff/usage", Right.READ, false),
            new Door("GET", "/staff/bulk", Right.EDIT, false),
            new Door("POST", "/staff/bulk", Right.EDIT, false),
            new Door("POST", "/staff/bulk/carry-out", Right.EDIT, false),
            new Door("GET", "/staff/proposals", Right.READ, false),
            new Door("POST", "/staff/proposals", Right.EDIT, false),
            new Door("GET", "/staff/proposals/999999", Right.READ, false),
            new Door("POST", "/staff/proposals/999999/accept", Right.EDIT, false),
            new Door("POST", "/staff/proposals/999999/reject", Right.EDIT, false),
            new Door("GET", "/staff/sheet", Right.EDIT, false),
            new Door("POST", "/staff/sheet", Right.EDIT, false),
            new Door("GET", "/staff/duplicates", Right.READ, false),
            new Door("GET", "/staff/duplicates/compare", Right.READ, false),
            new Door("GET", "/staff/imports", Right.READ, false),
            new Door("GET", "/staff/imports/999999", Right.READ, false),
            new Door("POST", "/staff/imports/999999/undo", Right.EDIT, false),
            new Door("GET", "/api/records", Right.READ, false),
            new Door("GET", "/api/records/archive.stsci.edu/none", Right.READ, false),
            new Door("PUT", "/api/records/archive.stsci.edu/none", Right.PUBLISH, false),
            new Door("DELETE", "/api/records/archive.stsci.edu/none", Right.PUBLISH, false),
            new Door("POST", "/api/validate", Right.READ, false),
            new Door("POST", "/api/bulk", Right.PUBLISH, false),
            new Door("GET", "/api/drafts", Right.READ, false),
            new Door("POST", "/api/drafts", Right.EDIT, false),
            new Door("GET", "/api/drafts/999999", Right.READ, false),
            new Door("GET", "/api/drafts/999999/document", Right.READ, false),
            new Door("PUT", "/api/drafts/999999/document", Right.EDIT, false),
            new Door("POST", "/api/drafts/999999/submit", Right.EDIT, false),
            new Door("POST", "/api/drafts/999999/publish", Right.PUBLISH, false),
            new Door("DELETE", "/api/drafts/999999", Right.EDIT, false),
            new Door("GET", "/staff/harvest", Right.READ, false),
            new Door("GET", "/staff/harvest/999999", Right.READ, false),
            new Door("GET", "/staff/harvest/runs/999999", Right.READ, false),
            new Door("GET", "/staff/harvest/anomalies", Right.READ, false),
            new Door("POST", "/staff/harvest/sources", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/discover", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/proposals/999999/accept", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/quarantine/999999/retry", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/quarantine/999999/discard", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/999999/harvest", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/999999/reconcile", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/999999/stop", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/999999/enabled", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/999999/schedule", Right.ADMINISTER, false),
            new Door("POST", "/staff/harvest/999999/removals/approve", Right.ADMINISTER, false));

    @TempDir
    static java.nio.file.Path folder;

    private static Registry registry;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private record Door(String method, String path, Right needs, boolean session) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Somebody at a door; {@code has} is empty for who cannot be known. */
    private record Visitor(String name, Optional<Right> has, Optional<String> session, Optional<String> token) {}

    @BeforeAll
    static void start() {
        registry = TestRegistry.start(folder, "registry.tap.enabled", false, "registry.harvest.enabled", false);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    static Stream<Door> doors() {
        return DOORS.stream();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void onlyWhoHasTheRightGetsIn(Door door) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Visitor visitor : visitors()) {
            for (boolean browser : new boolean[] {true, false}) {
                HttpResponse<String> answer = ask(door, visitor, browser);
                String expected = expected(door, visitor, browser);
                String got = got(answer);
                if (!got.equals(expected)) {
                    wrong.add(visitor.name() + (browser ? " in a browser" : " by a program") + ": " + got
                            + " instead of " + expected);
                }
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                        .isEmpty();
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String expected(Door door, Visitor visitor, boolean browser) {
        if (visitor.has().isEmpty()) {
            boolean led = browser
                    && door.method().equals("GET")
                    && visitor.token().isEmpty()
                    && !door.path().startsWith("/api/");
            return led ? "to the page to sign in" : "401";
        }
        boolean allowed = visitor.has().get().includes(door.needs())
                && !(door.session() && visitor.token().isPresent());
        return allowed ? "in" : "403";
    }

    /** Refusals come with a sentence. */
    private static String got(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            assertThat(Jsoup.parse(answer.body()).text()).matches("(?s).+ .+\\.( To the pages for staff.*|\" })?");
            return Integer.toString(status);
        }
        boolean led = answer.headers()
                .firstValue("Location")
                .filter(to -> to.startsWith(registry.url() + "/staff/login") && !to.contains("told=out"))
                .isPresent();
        return led ? "to the page to sign in" : status < 500 ? "in" : Integer.toString(status);
    }

    private static List<Visitor> visitors() {
        Account editor = StaffBrowser.account(registry, Role.EDITOR, "archive.stsci.edu");
        Account foreign = StaffBrowser.account(registry, "foreign", Role.CURATOR, "other.example");
        Account curator = StaffBrowser.account(registry, Role.CURATOR, "all");
        Account administrator = StaffBrowser.account(registry, Role.ADMINISTRATOR);
        Account disabled = StaffBrowser.account(registry, "disabled", Role.ADMINISTRATOR);
        registry.accounts().accounts().setDisabled(Actor.atCommandLine("test"), disabled.id(), true);
        Clock yesterday = Clock.fixed(Instant.now().minus(Duration.ofDays(1)), ZoneOffset.UTC);
        javax.sql.DataSource database = registry.storage().database().dataSource();
        Sessions old = new Sessions(database, yesterday, Duration.ofHours(1), Duration.ofHours(12));
        ApiTokens oldTokens = new ApiTokens(database, yesterday);
        String revoked = token(registry.accounts().tokens(), administrator, Right.ADMINISTER, Instant.now());
        registry.accounts().tokens().of(administrator.id()).stream()
                .filter(token -> token.revoked().isEmpty())
                .forEach(token ->
                        registry.accounts().tokens().revoke(Actor.atCommandLine("test"), administrator, token.id()));
        return List.of(
                new Visitor("nobody", Optional.empty(), Optional.empty(), Optional.empty()),
                session("editor", Right.EDIT, editor),
                session("curator of another authority", Right.PUBLISH, foreign),
                session("curator", Right.PUBLISH, curator),
                session("administrator", Right.ADMINISTER, administrator),
                token("read token", Right.READ, administrator),
                token("edit token", Right.EDIT, administrator),
                token("publish token", Right.PUBLISH, administrator),
                token("admin token", Right.ADMINISTER, administrator),
                token("editor's token", Right.EDIT, editor),
                new Visitor(
                        "ended session",
                        Optional.empty(),
                        Optional.of(old.begin(administrator, "password", "").identifier()),
                        Optional.empty()),
                new Visitor(
                        "session of a disabled account",
                        Optional.empty(),
                        Optional.of(registry.accounts()
                                .sessions()
                                .begin(disabled, "password", "")
                                .identifier()),
                        Optional.empty()),
                new Visitor(
                        "token of a disabled account",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(token(registry.accounts().tokens(), disabled, Right.ADMINISTER, Instant.now()))),
                new Visitor(
                        "expired token",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(token(oldTokens, administrator, Right.ADMINISTER, yesterday.instant()))),
                new Visitor("revoked token", Optional.empty(), Optional.empty(), Optional.of(revoked)));
    }

    private static Visitor session(String name, Right has, Account account) {
        return new Visitor(
                name,
                Optional.of(has),
                Optional.of(registry.accounts()
                        .sessions()
                        .begin(account, "password", "")
                        .identifier()),
                Optional.empty());
    }

    private static Visitor token(String name, Right has, Account account) {
        return new Visitor(
                name,
                Optional.of(has),
                Optional.empty(),
                Optional.of(token(registry.accounts().tokens(), account, has, Instant.now())));
    }

    private static int tokens;

    private static String token(ApiTokens store, Account account, Right scope, Instant now) {
        return store.make(Actor.atCommandLine("test"), account, "t" + tokens++, scope, now.plusSeconds(3600))
                .secret();
    }

    private static HttpResponse<String> ask(Door door, Visitor visitor, boolean browser) throws Exception {
        Optional<String> session = visitor.session();
        if (session.isPresent() && visitor.has().isPresent() && door.path().equals("/staff/logout")) {
            session = session(
                            "again",
                            visitor.has().get(),
                            registry.accounts()
                                    .sessions()
                                    .find(session.get(), false)
                                    .orElseThrow()
                                    .account())
                    .session();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + door.path()))
                .header("Accept", browser ? "text/html,*/*;q=0.8" : "*/*");
        session.ifPresent(id -> request.header("Cookie", "mast-session=" + id));
        visitor.token().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        if (!door.method().equals("GET")) {
            String csrf = session.isPresent() && visitor.has().isPresent() ? csrf(session.get()) : "none";
            boolean script = door.path().startsWith("/api/");
            request.header("Content-Type", script ? "application/xml" : "application/x-www-form-urlencoded")
                    .header("X-CSRF-Token", csrf)
                    .header("Origin", registry.url())
                    .method(door.method(), HttpRequest.BodyPublishers.ofString(script ? "<a/>" : "csrf=" + csrf));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String csrf(String session) throws Exception {
        return Jsoup.parse(HTTP.send(
                                HttpRequest.newBuilder(URI.create(registry.url() + "/staff"))
                                        .header("Cookie", "mast-session=" + session)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .select("input[name=csrf]")
                .first()
                .attr("value");
    }

    @Test
    void everyDoorForStaffSaysWhoMayUseIt() {
        List<String> silent = new ArrayList<>();
        Set<String> doors = new TreeSet<>();
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("edu.stsci.mast.registry.server")) {
            Class<?> type = found.reflect();
            if (!type.isAnnotationPresent(Path.class)) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                String verb = verb(method);
                String path = type.getAnnotation(Path.class).value()
                        + (method.isAnnotationPresent(Path.class)
                                ? "/" + method.getAnnotation(Path.class).value()
                                : "");
                boolean staff = path.matches("/?staff(/.*)?");
                boolean changes =
                        !verb.isEmpty() && !Set.of("GET", "HEAD", "OPTIONS").contains(verb);
                boolean says = method.isAnnotationPresent(OpenToAll.class)
                        || method.isAnnotationPresent(Requires.class)
                        || type.isAnnotationPresent(Requires.class);
                boolean aDoor = !verb.isEmpty() || method.isAnnotationPresent(Path.class);
                if (aDoor && !says && (staff || changes && !OPEN_BY_STANDARD.contains(type.getSimpleName()))) {
                    silent.add(verb + " " + path);
                }
                if (aDoor && says && !method.isAnnotationPresent(OpenToAll.class)) {
                    doors.add(verb + " " + path);
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(doors).as("each is in the table of this test").hasSameSizeAs(DOORS);
        assertThat(doors).allSatisfy(door -> assertThat(DOORS).as(door).anyMatch(known -> known.toString()
                .matches(pattern(door))));
    }

    private static String verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value();
            }
        }
        return "";
    }

    /** A path with regular expressions for its parameters. */
    private static String pattern(String template) {
        return template.replaceAll("\\{\\w+: (\\[0-9])\\{1,18}}", "$1+")
                .replaceAll("\\{\\w+: (\\[a-z]\\+)}", "$1")
                .replaceAll("\\{\\w+: (\\w+)\\|(\\w+)}", "($1|$2)")
                .replaceAll("\\{\\w+: \\.\\+}", ".+");
    }

    @Test
    void whatSaysNothingIsClosed() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/staff/harvest"))
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("This address is open to nobody.\n");
    }
}
