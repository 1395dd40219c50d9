package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in at an OpenID provider. */
class OpenIdIT {
    private static final String ISSUER = "mast";
    private static final String CLIENT = "registry";

    @TempDir
    static Path folder;

    private static MockOAuth2Server provider;
    private static Registry registry;

    private static Registry start(String name, String issuer, Map<String, Object> more) {
        Map<String, Object> settings = TestRegistry.settings(folder.resolve(name));
        settings.put("registry.tap.enabled", false);
        settings.put("registry.harvest.enabled", false);
        settings.put("registry.accounts.oidc.issuer", issuer);
        settings.put("registry.accounts.oidc.client-id", CLIENT);
        settings.put("registry.accounts.oidc.client-secret", "a secret for tests");
        settings.put("registry.accounts.oidc.roles-claim", "realm_access.roles");
        settings.put("registry.accounts.oidc.administrators", List.of("registry-admins"));
        settings.put("registry.accounts.oidc.curators", List.of("registry-curators"));
        settings.put("registry.accounts.oidc.editors", List.of("registry-editors", "staff"));
        settings.put("registry.accounts.oidc.authorities-claim", "authorities");
        settings.putAll(more);
        return TestRegistry.start(settings);
    }

    @BeforeAll
    static void start() {
        provider = new MockOAuth2Server();
        provider.start();
        registry = start("data", issuer(ISSUER), Map.of());
    }

    @AfterAll
    static void stop() {
        registry.close();
        provider.shutdown();
    }

    private static String issuer(String name) {
        return provider.issuerUrl(name).toString();
    }

    private static void willSay(String subject, Map<String, Object> claims) {
        willSay(subject, List.of(CLIENT), 3600, claims);
    }

    private static void willSay(String subject, List<String> audience, long seconds, Map<String, Object> claims) {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", audience, claims, seconds));
    }

    private static Map<String, Object> claims(String name, String role, String... authorities) {
        return Map.of(
                "preferred_username",
                name,
                "realm_access",
                Map.of("roles", List.of("offline_access", role)),
                "authorities",
                List.of(authorities));
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** Asks the provider, as the button does; the address that it sends the browser back to. */
    private static String asked(HttpClient browser, Registry at, String next) throws Exception {
        String question = location(StaffBrowser.get(browser, at.url() + "/staff/login/openid?next=" + next));
        assertThat(question)
                .startsWith(issuer(ISSUER) + "/authorize?")
                .contains("code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "response_type=code");
        return location(StaffBrowser.get(browser, question));
    }

    private static HttpResponse<String> signIn(HttpClient browser, Registry at) throws Exception {
        return StaffBrowser.get(browser, asked(browser, at, "/staff/account"));
    }

    private static String sentence(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body()).select(".notice").text();
    }

    private static Account account(String name) {
        return registry.accounts().accounts().find(name).orElseThrow();
    }

    @Test
    void whoHasARoleThereGetsAnAccountHere() throws Exception {
        HttpClient browser = StaffBrowser.browser();
        assertThat(StaffBrowser.get(browser, registry.url() + "/staff/login").body())
                .contains("Sign in with single sign-on");
        willSay("1", claims("Ann", "registry-curators", "archive.stsci.edu", "not one", "Hubble.example"));

        assertThat(location(signIn(browser, registry))).isEqualTo(registry.url() + "/staff/account");

        Account ann = account("ann");
        assertThat(ann.elsewhere()).isTrue();
        assertThat(ann.role()).isEqualTo(Role.CURATOR);
        assertThat(ann.authorities()).isEqualTo(new Authorities(false, Set.of("archive.stsci.edu", "hubble.example")));
        var page = Jsoup.parse(
                StaffBrowser.get(browser, registry.url() + "/staff/account").body());
        assertThat(page.select("dl.facts").text()).contains("Ann", "curator", "at the OpenID provider");
        assertThat(page.select("form[action$=password]")).isEmpty();
        assertThat(StaffBrowser.get(browser, registry.url() + "/staff/audit").statusCode())
                .isEqualTo(403);

        // The provider knows better at the next sign-in; who it is depends on the subject, not on the name.
        willSay("1", claims("Ann.Married", "registry-admins"));
        HttpClient later = StaffBrowser.browser();
        signIn(later, registry);
        assertThat(account("ann").role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(registry.accounts().accounts().find("ann.married")).isEmpty();
        assertThat(StaffBrowser.get(browser, registry.url() + "/staff/audit").statusCode())
                .as("also in sessions that had begun")
                .isEqualTo(200);
    }

    @Test
    void whoHasNoRoleThereIsNotLetIn() throws Exception {
        HttpClient browser = StaffBrowser.browser();
        willSay("2", claims("bob", "visitors"));
        HttpResponse<String> answer = signIn(browser, registry);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(sentence(answer)).isEqualTo("The OpenID provider gives you no role in this registry.");
        assertThat(registry.accounts().accounts().find("bob")).isEmpty();
        assertThat(location(StaffBrowser.get(browser, registry.url() + "/staff")))
                .contains("/staff/login");
    }

    @Test
    void aDisabledAccountStaysOut() throws Exception {
        willSay("3", claims("carol", "staff"));
        signIn(StaffBrowser.browser(), registry);
        registry.accounts()
                .accounts()
                .setDisabled(Actor.atCommandLine("test"), account("carol").id(), true);
        willSay("3", claims("carol", "staff"));
        HttpResponse<String> answer = signIn(StaffBrowser.browser(), registry);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(sentence(answer)).isEqualTo("Your account carol is disabled.");
    }

    @Test
    void nobodyTakesAnAccountOverByItsName() throws Exception {
        StaffBrowser.account(registry, "local", Role.ADMINISTRATOR);
        willSay("4", claims("LOCAL", "staff"));
        HttpResponse<String> answer = signIn(StaffBrowser.browser(), registry);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(sentence(answer)).isEqualTo("The account local belongs to somebody else.");

        willSay("5", claims("dave", "staff"));
        signIn(StaffBrowser.browser(), registry);
        willSay("6", claims("dave", "staff"));
        assertThat(sentence(signIn(StaffBrowser.browser(), registry)))
                .isEqualTo("The account dave belongs to somebody else.");
        for (String name : List.of("", "<b>", "a b")) {
            willSay("7" + name, claims(name, "staff"));
            assertThat(signIn(StaffBrowser.browser(), registry).statusCode())
                    .as(name)
                    .isEqualTo(403);
        }
    }

    @Test
    void anAnswerIsGoodOnlyOnceAndOnlyWhereItWasAskedFor() throws Exception {
        HttpClient browser = StaffBrowser.browser();
        HttpClient another = StaffBrowser.browser();
        String answer = asked(browser, registry, "/staff");
        HttpResponse<String> stolen = StaffBrowser.get(another, answer);
        assertThat(stolen.statusCode()).isEqualTo(403);
        assertThat(sentence(stolen)).contains("Nobody has begun to sign in in this browser");
        asked(another, registry, "/staff");
        assertThat(sentence(StaffBrowser.get(another, answer))).contains("is not for this browser");
        assertThat(StaffBrowser.get(browser, answer.replaceAll("state=[^&]*", "state=x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(StaffBrowser.get(browser, answer).statusCode())
                .as("one failure ends the attempt")
                .isEqualTo(403);

        willSay("8", claims("erin", "staff"));
        String good = asked(browser, registry, "/staff");
        location(StaffBrowser.get(browser, good));
        assertThat(StaffBrowser.get(browser, good).statusCode()).isEqualTo(403);
        for (String nonsense : List.of("", "?code=x", "?state=x", "?error=access_denied&state=x")) {
            assertThat(StaffBrowser.get(browser, registry.url() + "/staff/login/openid/return" + nonsense)
                            .statusCode())
                    .as(nonsense)
                    .isEqualTo(403);
        }
    }

    @Test
    void theWordOfTheProviderIsRefusedWhenItSaysNo() throws Exception {
        HttpClient browser = StaffBrowser.browser();
        String state = asked(browser, registry, "/staff").replaceAll(".*state=([^&]*).*", "$1");
        HttpResponse<String> answer = StaffBrowser.get(
                browser,
                registry.url()
                        + "/staff/login/openid/return?error=access_denied&error_description=%3Cb%3Eno%0D%0A&state="
                        + state);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(sentence(answer)).isEqualTo("The OpenID provider has not let you in.");
    }

    @Test
    void idTokensThatAreNotForUsOrNotNowAreRefused() throws Exception {
        for (Map<String, Object> wrong : List.of(
                Map.<String, Object>of("aud", "another client"),
                Map.<String, Object>of("iss", "https://evil.example"),
                Map.<String, Object>of("nonce", "another"))) {
            Map<String, Object> all = new HashMap<>(claims("frank", "registry-admins"));
            all.putAll(wrong);
            willSay("9", all);
            HttpResponse<String> answer = signIn(StaffBrowser.browser(), registry);
            assertThat(answer.statusCode()).as("%s", wrong).isEqualTo(502);
            assertThat(sentence(answer)).isEqualTo("The OpenID provider's answer is not valid. Please try again.");
        }
        willSay("9", List.of(CLIENT), -3600, claims("frank", "registry-admins"));
        assertThat(signIn(StaffBrowser.browser(), registry).statusCode()).isEqualTo(502);
        assertThat(registry.accounts().accounts().find("frank")).isEmpty();
    }

    @Test
    void idTokensThatAnotherKeyHasSignedAreRefused() throws Exception {
        String keys = StaffBrowser.get(HttpClient.newHttpClient(), issuer(ISSUER) + "/jwks")
                .body();
        RSAKey another = new RSAKeyGenerator(2048).keyID(ISSUER).generate();
        AtomicReference<String> published = new AtomicReference<>();
        HttpServer between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String own = "http://127.0.0.1:" + between.getAddress().getPort();
        serve(between, "/keys", published::get);
        serve(between, "/.well-known/openid-configuration", () ->
                """
                {"issuer": "%s", "authorization_endpoint": "%s/authorize", "token_endpoint": "%s/token", "jwks_uri": "%s/keys",
                 "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(own, issuer(ISSUER), issuer(ISSUER), own));
        between.start();
        Map<String, Object> claims = new HashMap<>(claims("heidi", "registry-admins"));
        claims.put("iss", own);
        try {
            for (String key : List.of(new JWKSet(another.toPublicJWK()).toString(), keys)) {
                published.set(key);
                try (Registry deceived = start("deceived", own, Map.of())) {
                    willSay("11", claims);
                    HttpResponse<String> answer = signIn(StaffBrowser.browser(), deceived);
                    assertThat(answer.statusCode()).isEqualTo(key.equals(keys) ? 303 : 502);
                }
            }
        } finally {
            between.stop(0);
        }
    }

    private static void serve(HttpServer server, String path, Supplier<String> json) {
        server.createContext(path, exchange -> {
            byte[] bytes = json.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void aProviderThatCannotBeReachedIsToldInASentence() throws Exception {
        try (Registry alone = start("alone", "http://127.0.0.1:1/none", Map.of())) {
            HttpResponse<String> answer = StaffBrowser.get(StaffBrowser.browser(), alone.url() + "/staff/login/openid");
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(sentence(answer)).startsWith("The OpenID provider cannot be reached");
            assertThat(StaffBrowser.signedIn(alone, Role.EDITOR))
                    .as("by password")
                    .isNotNull();
        }
    }

    @Test
    void rolesCanBeOursWhileTheProviderKnowsThePeople() throws Exception {
        try (Registry ours = start(
                "ours",
                issuer(ISSUER),
                Map.of("registry.accounts.oidc.roles-from", "accounts", "registry.accounts.passwords", false))) {
            willSay("10", claims("grace", "registry-admins"));
            assertThat(sentence(signIn(StaffBrowser.browser(), ours))).startsWith("There is no account grace here");
            ours.accounts()
                    .accounts()
                    .addElsewhere(
                            Actor.atCommandLine("test"),
                            new NewAccount("grace", Role.EDITOR, Authorities.of(List.of("archive.stsci.edu"))));
            willSay("10", claims("Grace", "registry-admins"));
            HttpClient browser = StaffBrowser.browser();
            assertThat(location(signIn(browser, ours))).endsWith("/staff/account");
            assertThat(ours.accounts().accounts().find("grace").orElseThrow().role())
                    .isEqualTo(Role.EDITOR);
            assertThat(StaffBrowser.get(StaffBrowser.browser(), ours.url() + "/staff/login")
                            .body())
                    .doesNotContain("type=\"password\"");
            StaffBrowser.account(ours, "pat", Role.ADMINISTRATOR);
            assertThat(StaffBrowser.signIn(StaffBrowser.browser(), ours.url(), "pat", StaffBrowser.PASSWORD)
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
