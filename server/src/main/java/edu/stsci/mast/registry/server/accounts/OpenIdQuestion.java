package edu.stsci.mast.registry.server.accounts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser keeps, sealed, while its user signs in at the OpenID provider: any node can take the answer, and only in the browser that
 * has asked.
 *
 * @param state what the answer must repeat (RFC 6749, section 10.12)
 * @param nonce what the ID token must repeat (OpenID Connect Core, section 3.1.2.1)
 * @param verifier what proves that who has asked redeems the code (RFC 7636)
 * @param next where to go then
 * @param asked when
 */
record OpenIdQuestion(String state, String nonce, String verifier, String next, Instant asked) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** As the value of a cookie. */
    String sealed(Seal seal) {
        String text = String.join("\n", state, nonce, verifier, next, Long.toString(asked.getEpochSecond()));
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return value + "." + seal.of("openid\n" + value);
    }

    /** The question in a cookie's value; empty when we have not sealed it, or too long ago. */
    static Optional<OpenIdQuestion> unsealed(String cookie, Seal seal, Instant now) {
        String[] parts = cookie.split("\\.", 2);
        if (parts.length != 2 || !seal.matches("openid\n" + parts[0], parts[1])) {
            return Optional.empty();
        }
        String[] texts = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8).split("\n");
        OpenIdQuestion question = new OpenIdQuestion(
                texts[0], texts[1], texts[2], texts[3], Instant.ofEpochSecond(Long.parseLong(texts[4])));
        return Optional.of(question).filter(q -> now.isBefore(q.asked().plus(LONGEST)));
    }
}
