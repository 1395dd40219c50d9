package edu.stsci.mast.registry.model.accounts;

import java.util.regex.Pattern;

/**
 * An account as it is made.
 *
 * @param name letters, digits and {@code . _ @ + -}, at most 100; it begins with a letter or digit
 * @param role what it is for
 * @param authorities whose records it may change
 */
public record NewAccount(String name, Role role, Authorities authorities) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException with a sentence when it cannot be one
     */
    public NewAccount {
        name = name.strip();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of an account begins with a letter or a digit, and has letters,"
                            + " digits and . _ @ + - only, at most 100");
        }
    }
}
