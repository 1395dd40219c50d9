package edu.stsci.mast.registry.search.tap;

import edu.stsci.mast.registry.search.adql.CatalogueTable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table as the service describes it.
 *
 * @param table what queries see
 * @param view whether it is derived from other tables
 * @param description what its rows are
 * @param utype its utype, or null
 * @param indexed the names of the columns by which rows are found fast
 * @param principal the names of the columns that a first look wants to see
 * @param standard the names of the columns that a standard defines
 * @param keys its references to other tables
 */
public record PublishedTable(
        CatalogueTable table,
        boolean view,
        String description,
        String utype,
        Set<String> indexed,
        Set<String> principal,
        Set<String> standard,
        List<Key> keys) {
    /**
     * A reference to the rows of another table.
     *
     * @param target that table's qualified name
     * @param columns the column here to the column there, in order
     */
    public record Key(String target, Map<String, String> columns) {}

    /** Copies the collections. */
    public PublishedTable {
        indexed = Set.copyOf(indexed);
        principal = Set.copyOf(principal);
        standard = Set.copyOf(standard);
        keys = List.copyOf(keys);
    }
}
