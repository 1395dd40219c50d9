package edu.stsci.mast.registry.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identifier of a resource in the Virtual Observatory (IVOA Identifiers 2.0): {@code ivo://authority/path}. It is kept as it was
 * written and compared without regard to case (section 2.1 there).
 *
 * <p>Only the registry part is an identifier of a resource record; references to a data set or a part of one, with a query or a fragment,
 * are refused here.
 */
public final class Ivoid implements Comparable<Ivoid> {
    /** The longest identifier that the registry keeps, in characters. */
    public static final int MAX_LENGTH = 400;

    private static final String SCHEME = "ivo://";
    // Identifiers 2.0, section 2.3.1: an authority starts with a letter or digit and has at least three characters.
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{2,}");
    // Section 2.3.2: path segments of unreserved characters, sub-delims and (legacy) '@', ':' and percent escapes.
    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)*");

    private final String text;
    private final String key;
    private final int authorityEnd;

    private Ivoid(String text, int authorityEnd) {
        this.text = text;
        this.key = text.toLowerCase(Locale.ROOT);
        this.authorityEnd = authorityEnd;
    }

    /**
     * Reads an identifier.
     *
     * @param text the identifier; surrounding white space is ignored
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    public static Ivoid of(String text) {
        String trimmed = text == null ? "" : text.strip();
        if (!trimmed.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new IllegalArgumentException(
                    "'" + shortened(trimmed) + "' is not an IVOID: it must begin with ivo://");
        }
        if (trimmed.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("'" + shortened(trimmed) + "' is longer than the " + MAX_LENGTH
                    + " characters an IVOID may have here");
        }
        int slash = trimmed.indexOf('/', SCHEME.length());
        int authorityEnd = slash < 0 ? trimmed.length() : slash;
        if (!AUTHORITY.matcher(trimmed.substring(SCHEME.length(), authorityEnd)).matches()) {
            throw new IllegalArgumentException("'" + shortened(trimmed)
                    + "' is not an IVOID: its authority must have at least three letters, digits or -._~");
        }
        if (!PATH.matcher(trimmed.substring(authorityEnd)).matches()) {
            throw new IllegalArgumentException(
                    "'" + shortened(trimmed)
                            + "' is not the IVOID of a resource: its path may hold neither empty segments, ? and #, nor blanks");
        }
        return new Ivoid(trimmed, authorityEnd);
    }

    /** Reads an identifier; empty when it is not one. */
    public static Optional<Ivoid> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The naming authority in lower case, for instance {@code archive.stsci.edu}. */
    public String authority() {
        return key.substring(SCHEME.length(), authorityEnd);
    }

    /** The identifier of the authority itself, {@code ivo://authority}. */
    public Ivoid authorityIvoid() {
        return new Ivoid(text.substring(0, authorityEnd), authorityEnd);
    }

    /** What follows {@code ivo://}, as written; the last part of a record's address in the registry's pages. */
    public String withoutScheme() {
        return text.substring(SCHEME.length());
    }

    /** The identifier in lower case: equal for equal identifiers, and what databases and indexes should use as a key. */
    public String key() {
        return key;
    }

    @Override
    public int compareTo(Ivoid other) {
        return key.compareTo(other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ivoid ivoid && key.equals(ivoid.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The identifier as it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static String shortened(String s) {
        return s.length() <= 120 ? s : s.substring(0, 117) + "...";
    }
}
