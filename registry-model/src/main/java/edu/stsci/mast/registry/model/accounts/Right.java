package edu.stsci.mast.registry.model.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may do; each right includes those before it. Also the scope of a token. */
public enum Right {
    /** See what is shown to staff only. */
    READ("read"),
    /** Change records of one's authorities, without publishing them. */
    EDIT("edit"),
    /** Publish records of one's authorities. */
    PUBLISH("publish"),
    /** Steer harvests, change accounts, and everything else. */
    ADMINISTER("admin");

    private final String word;

    Right(String word) {
        this.word = word;
    }

    /** What it is called in commands, pages and tokens. */
    public String word() {
        return word;
    }

    /** Whether it includes another right. */
    public boolean includes(Right other) {
        return compareTo(other) >= 0;
    }

    /** The right that two have in common. */
    public Right and(Right other) {
        return includes(other) ? other : this;
    }

    /**
     * The right of this word.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    public static Right of(String word) {
        return Arrays.stream(values())
                .filter(right -> right.word.equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no scope; there are "
                        + Arrays.stream(values()).map(Right::word).collect(Collectors.joining(", "))));
    }
}
