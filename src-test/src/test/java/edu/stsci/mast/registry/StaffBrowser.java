package edu.stsci.mast.registry;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Authorities;
import edu.stsci.mast.registry.model.accounts.NewAccount;
import edu.stsci.mast.registry.model.accounts.Role;
import edu.stsci.mast.registry.server.Registry;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Signs in as members of staff, by the page that they use. */
final class StaffBrowser {
    static final String PASSWORD = "a password for tests";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private StaffBrowser() {}

    /** The account that is called as its role, for the given authorities; made when it is missing. */
    static Account account(Registry registry, Role role, String... authorities) {
        return account(registry, role.word(), role, authorities);
    }

    /** The account of a name; made when it is missing. */
    static Account account(Registry registry, String name, Role role, String... authorities) {
        return registry.accounts().accounts().find(name).orElseGet(() -> registry.accounts()
                .accounts()
                .add(
                        Actor.atCommandLine("test"),
                        new NewAccount(name, role, Authorities.of(List.of(authorities))),
                        PASSWORD.toCharArray()));
    }

    /** A browser in which an account of this role has signed in; it follows no redirects. */
    static HttpClient signedIn(Registry registry, Role role, String... authorities) throws Exception {
        HttpClient browser = browser();
        HttpResponse<String> answer = signIn(
                browser, registry.url(), account(registry, role, authorities).name(), PASSWORD);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return browser;
    }

    /** A browser that keeps cookies. */
    static HttpClient browser() {
        return HttpClient.newBuilder()
                .connectTimeout(LIMIT)
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
    }

    /** Fills the page to sign in and sends it. */
    static HttpResponse<String> signIn(HttpClient browser, String url, String name, String password) throws Exception {
        Document page = Jsoup.parse(get(browser, url + "/staff/login").body());
        return post(
                browser,
                url,
                "/staff/login",
                Map.of(
                        "name",
                        name,
                        "password",
                        password,
                        "csrf",
                        page.select("input[name=csrf]").attr("value")));
    }

    /** A page, asked for as browsers do. */
    static HttpResponse<String> get(HttpClient browser, String address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(LIMIT)
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Sends a form as a page of this registry does. */
    static HttpResponse<String> post(HttpClient browser, String url, String path, Map<String, String> fields)
            throws Exception {
        return post(browser, url, path, fields, "Origin", url, "Sec-Fetch-Site", "same-origin");
    }

    /** Sends a form with the given headers. */
    static HttpResponse<String> post(
            HttpClient browser, String url, String path, Map<String, String> fields, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
