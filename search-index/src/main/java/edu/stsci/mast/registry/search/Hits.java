package edu.stsci.mast.registry.search;

import java.util.List;

/**
 * Hits of a search without anything around them.
 *
 * @param list in the order that was asked for
 * @param more whether there are others, beyond as many as were wanted
 */
public record Hits(List<Hit> list, boolean more) {
    /** Copies the list. */
    public Hits {
        list = List.copyOf(list);
    }
}
