package edu.stsci.mast.registry.oai;

import java.util.Arrays;
import java.util.Optional;

/** The sets that the registry serves (section 2.6). */
public enum OaiSet {
    /** The records that originate here; reserved and required by Registry Interfaces 1.1, section 2.6. */
    IVO_MANAGED("ivo_managed", "Resources whose records originate from this registry");

    private final String spec;
    private final String title;

    OaiSet(String spec, String title) {
        this.spec = spec;
        this.title = title;
    }

    /** The name by which requests choose the set. */
    public String spec() {
        return spec;
    }

    /** The name for people. */
    public String title() {
        return title;
    }

    /** The set of this name; empty when there is none. */
    public static Optional<OaiSet> of(String spec) {
        return Arrays.stream(values()).filter(s -> s.spec.equals(spec)).findFirst();
    }
}
