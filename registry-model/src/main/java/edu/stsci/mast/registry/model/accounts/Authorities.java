package edu.stsci.mast.registry.model.accounts;

import edu.stsci.mast.registry.model.Ivoid;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The naming authorities whose records an account may change.
 *
 * @param all whether it may change those of every authority
 * @param names the authorities in lower case; not looked at when {@code all}
 */
public record Authorities(boolean all, Set<String> names) {
    /** Every authority. */
    public static final Authorities ALL = new Authorities(true, Set.of());

    /** Keeps a copy of the names. */
    public Authorities {
        names = Set.copyOf(names);
    }

    /**
     * These authorities, as people write them: {@code archive.stsci.edu}, {@code ivo://archive.stsci.edu}; {@code all} or {@code *} for
     * every one.
     *
     * @throws IllegalArgumentException with a sentence when one of them is no authority
     */
    public static Authorities of(Collection<String> texts) {
        Set<String> names = new TreeSet<>();
        for (String text : texts) {
            String name = text.strip();
            if (name.equalsIgnoreCase("all") || name.equals("*")) {
                return ALL;
            }
            if (!name.isEmpty()) {
                names.add(authority(name));
            }
        }
        return new Authorities(false, names);
    }

    private static String authority(String name) {
        Ivoid ivoid;
        try {
            ivoid = Ivoid.of(name.regionMatches(true, 0, "ivo://", 0, 6) ? name : "ivo://" + name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no naming authority; one looks like archive.stsci.edu", e);
        }
        if (!ivoid.equals(ivoid.authorityIvoid())) {
            throw new IllegalArgumentException(
                    "'" + name + "' is the identifier of a record; its authority is " + ivoid.authority());
        }
        return ivoid.authority();
    }

    /** Whether a record's authority is among them. */
    public boolean cover(Ivoid ivoid) {
        return all || names.contains(ivoid.authority());
    }

    /** For people: {@code all}, {@code none}, or the names. */
    public String text() {
        if (all) {
            return "all";
        }
        return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
    }
}
