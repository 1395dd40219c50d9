package edu.stsci.mast.registry.server.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Marks texts so that nobody without the key can make or change one (HMAC-SHA-256). */
final class Seal {
    private static final String FUNCTION = "HmacSHA256";

    private final SecretKeySpec key;

    Seal(byte[] key) {
        this.key = new SecretKeySpec(key, FUNCTION);
    }

    /** The mark of a text, URL-safe. */
    String of(String text) {
        try {
            Mac mac = Mac.getInstance(FUNCTION);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Whether this is the mark of a text; compared in a time that does not depend on how alike they are. */
    boolean matches(String text, String mark) {
        return MessageDigest.isEqual(of(text).getBytes(StandardCharsets.UTF_8), mark.getBytes(StandardCharsets.UTF_8));
    }
}
