package edu.stsci.mast.registry.oai;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes resumption tokens that nobody can forge: the signature (HMAC-SHA256) and then the text, in the URL-safe Base64 alphabet, so that
 * harvesters which forget to encode them come through, too. Thread-safe.
 */
final class TokenSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 32;

    private final SecretKeySpec key;

    /** A seal with the secret that all nodes of the registry share. */
    TokenSeal(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The token as harvesters get it. */
    String seal(ResumptionToken token) {
        byte[] text = token.encode().getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = Arrays.copyOf(signature(text), SIGNATURE_BYTES + text.length);
        System.arraycopy(text, 0, sealed, SIGNATURE_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The token that a harvester brings back; empty when it is not, to the letter, one that this registry has made. */
    Optional<ResumptionToken> open(String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] signature = Arrays.copyOf(bytes, SIGNATURE_BYTES);
        byte[] text = Arrays.copyOfRange(bytes, SIGNATURE_BYTES, bytes.length);
        if (!MessageDigest.isEqual(signature, signature(text))) {
            return Optional.empty();
        }
        // Base64 has several spellings of the same bytes; only ours is taken.
        return ResumptionToken.decode(new String(text, StandardCharsets.US_ASCII))
                .filter(token -> seal(token).equals(sealed));
    }

    private byte[] signature(byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
