package edu.stsci.mast.registry;

import edu.stsci.mast.registry.model.accounts.Account;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.server.Registry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A program that uses the interface for scripts with tokens of an account. */
final class ApiScript {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    private final Registry registry;
    private final Account account;
    private final Map<Right, String> tokens = new ConcurrentHashMap<>();

    ApiScript(Registry registry, Account account) {
        this.registry = registry;
        this.account = account;
    }

    /** A token with this scope. */
    String token(Right scope) {
        return tokens.computeIfAbsent(scope, right -> registry.accounts()
                .tokens()
                .make(
                        Actor.atCommandLine("test"),
                        account,
                        "script " + right,
                        right,
                        Instant.now().plus(Duration.ofHours(1)))
                .secret());
    }

    /** Sends a request; the body is XML if the headers say nothing else. */
    HttpResponse<String> send(Right scope, String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .timeout(LIMIT)
                .setHeader("Authorization", "Bearer " + token(scope))
                .setHeader("Content-Type", "application/xml")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
