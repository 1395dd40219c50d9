package edu.stsci.mast.registry.search.adql;

import java.util.List;
import java.util.Objects;

/**
 * A table that queries may name.
 *
 * @param schema its schema, such as {@code rr}; null for a table without
 * @param name its name without the schema
 * @param columns its columns in the order of {@code SELECT *}
 * @param sql how SQLite reads it: null for the table of the same name; otherwise a table's quoted name or a query in
 *     parentheses
 */
public record CatalogueTable(String schema, String name, List<CatalogueColumn> columns, String sql) {
    /** Copies the columns. */
    public CatalogueTable {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
    }

    /** The name as queries write it. */
    public String qualifiedName() {
        return schema == null ? name : schema + "." + name;
    }

    String from() {
        return sql == null ? SqlText.quotedName(name) : sql;
    }
}
