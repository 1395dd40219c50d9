package edu.stsci.mast.registry.search.tap;

/**
 * A query whose result becomes a table of this name.
 *
 * @param name of the table
 * @param adql the query
 */
public record NamedQuery(String name, String adql) {}
