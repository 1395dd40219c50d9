package edu.stsci.mast.registry.search.adql;

import java.util.Objects;

/**
 * A column that queries may name, with what VOTable says of it.
 *
 * @param name the name in the case in which results show it
 * @param type its type
 * @param nullable whether it may be NULL
 * @param ucd its UCD, or null
 * @param unit its unit in VOUnits syntax, or null
 * @param utype its utype, or null
 * @param description what it means, or null
 * @param sql how SQLite reads it: null for the column of the same name; otherwise an expression in which {@code $t} stands
 *     for the table, such as {@code coalesce($t."seq", 0)}
 */
public record CatalogueColumn(
        String name,
        AdqlType type,
        boolean nullable,
        String ucd,
        String unit,
        String utype,
        String description,
        String sql) {
    /** Refuses a column without name or type. */
    public CatalogueColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** A nullable column of which only name and type are known. */
    public static CatalogueColumn of(String name, AdqlType type) {
        return new CatalogueColumn(name, type, true, null, null, null, null, null);
    }

    /** The column with its values in another unit; how SQLite reads that is not told. */
    CatalogueColumn inUnit(String other, AdqlType otherType) {
        return new CatalogueColumn(name, otherType, nullable, ucd, other, utype, description, null);
    }

    /** The name as queries write it: in double quotes when it is no regular identifier (ADQL 2.1, section 2.1.3). */
    public String written() {
        boolean regular = name.matches("[A-Za-z][A-Za-z0-9_]*") && !ReservedWords.isReserved(name);
        return regular ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
