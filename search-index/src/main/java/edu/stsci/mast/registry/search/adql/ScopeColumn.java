package edu.stsci.mast.registry.search.adql;

/**
 * A column that expressions can name.
 *
 * @param origin the catalogue's column that it shows, or null
 * @param table the catalogue's table that it is read from directly, or null
 * @param alias the name of that table in the statement, or null
 */
record ScopeColumn(
        String name, AdqlType type, CatalogueColumn origin, SqlText sql, CatalogueTable table, String alias) {
    ScopeColumn withSql(SqlText other, AdqlType otherType) {
        return new ScopeColumn(name, otherType, origin, other, null, null);
    }

    static SqlText read(CatalogueColumn column, String alias) {
        return column.sql() == null
                ? SqlText.of(alias + "." + SqlText.quotedName(column.name()))
                : SqlText.of("(" + column.sql().replace("$t", alias) + ")");
    }
}
