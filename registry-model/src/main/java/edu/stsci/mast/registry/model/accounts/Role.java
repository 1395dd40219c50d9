package edu.stsci.mast.registry.model.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an account is for; each role includes those before it. */
public enum Role {
    /** Changes records of its authorities; what it changes a curator publishes. */
    EDITOR(Right.EDIT),
    /** Publishes records of its authorities, too. */
    CURATOR(Right.PUBLISH),
    /** Keeps accounts, steers harvests, and may do everything with all records. */
    ADMINISTRATOR(Right.ADMINISTER);

    private final Right right;

    Role(Right right) {
        this.right = right;
    }

    /** What accounts of this role may do. */
    public Right right() {
        return right;
    }

    /** What it is called in commands, settings and pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of this word.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no role; there are "
                        + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "))));
    }
}
