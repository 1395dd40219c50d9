package edu.stsci.mast.registry.search.tap;

import java.util.List;

/**
 * A schema as the service describes it in {@code TAP_SCHEMA} and in its VOSI tables.
 *
 * @param name its name, such as {@code rr}
 * @param description what is in it
 * @param utype its utype, or null
 * @param tables its tables in the order in which they are shown
 */
public record PublishedSchema(String name, String description, String utype, List<PublishedTable> tables) {
    /** Copies the list. */
    public PublishedSchema {
        tables = List.copyOf(tables);
    }
}
