package edu.stsci.mast.registry.search.adql;

import java.util.Optional;

/**
 * A column of a query's result.
 *
 * @param name its name: the alias, or the column's own name, or one made from its place; names may repeat
 * @param type its type
 * @param origin the catalogue's column that it shows unchanged, found through aliases, subqueries, WITH and set operations
 *     (of which the left operand counts; ADQL 2.1, section 4.5); empty for computed values
 */
public record OutputColumn(String name, AdqlType type, Optional<CatalogueColumn> origin) {}
