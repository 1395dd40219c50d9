package edu.stsci.mast.registry.model.accounts;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes and checks what is stored of passwords: PBKDF2 with HMAC-SHA-512 (RFC 8018, section 5.2), a random salt for each, as text with its
 * parameters, so that they can grow.
 */
public final class Passwords {
    /** The fewest iterations that are allowed; OWASP's recommendation for this function. */
    public static final int FEWEST_ITERATIONS = 210_000;

    /** The fewest characters of a password. */
    public static final int SHORTEST = 12;

    /** The most characters of a password. */
    public static final int LONGEST = 256;

    private static final String NAME = "pbkdf2-sha512";
    private static final String FUNCTION = "PBKDF2WithHmacSHA512";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int iterations;
    private final String nobodys;

    /** Hashes with so many iterations. */
    public Passwords(int iterations) {
        this.iterations = iterations;
        // No password is known that has these random bytes; to make them of one would cost each start a quarter of a
        // second.
        this.nobodys = stored(random(SALT_BYTES), random(HASH_BYTES));
    }

    /**
     * Says whether a password may be set.
     *
     * @param name the account's name
     * @throws IllegalArgumentException with a sentence when it is too short, too long, or the name itself
     */
    static void check(String name, char[] password) {
        if (password.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "The password must have at least " + SHORTEST + " characters; several words make a good one");
        }
        if (password.length > LONGEST) {
            throw new IllegalArgumentException("The password may have at most " + LONGEST + " characters");
        }
        String text = new String(password);
        if (text.isBlank()
                || text.equalsIgnoreCase(name)
                || text.chars().distinct().count() < 4) {
            throw new IllegalArgumentException("This password is too easy to guess; several words make a good one");
        }
    }

    /** What to store of a password; another text each time. */
    String hash(char[] password) {
        byte[] salt = random(SALT_BYTES);
        return stored(salt, derive(password, salt, iterations));
    }

    private String stored(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                "$", NAME, Integer.toString(iterations), base64.encodeToString(salt), base64.encodeToString(hash));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** Whether a password is the one of which this is stored; compared in a time that does not depend on how alike they are. */
    boolean matches(char[] password, String stored) {
        String[] parts = stored.split("\\$");
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("What is stored of a password cannot be read; set the password anew");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return MessageDigest.isEqual(
                base64.decode(parts[3]), derive(password, base64.decode(parts[2]), Integer.parseInt(parts[1])));
    }

    /** Takes as long as {@link #matches}, so that the time of an answer does not tell which names have an account. */
    void matchNobody(char[] password) {
        matches(password, nobodys);
    }

    /** Whether this was made with fewer iterations than are made now. */
    boolean outdated(String stored) {
        return Integer.parseInt(stored.split("\\$")[1]) < iterations;
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        // Longer ones are never set; this bounds the work for whoever sends them.
        char[] bounded = password.length > LONGEST ? Arrays.copyOf(password, LONGEST + 1) : password;
        PBEKeySpec spec = new PBEKeySpec(bounded, salt, iterations, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance(FUNCTION).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        } finally {
            spec.clearPassword();
        }
    }
}
