package edu.stsci.mast.registry.search.adql;

import java.util.List;
import java.util.OptionalLong;

/**
 * An ADQL query as one SQLite statement.
 *
 * @param sql the statement; its result's columns are {@code c1}, {@code c2} … in the order of {@code columns}
 * @param parameters the values of the statement's {@code ?} in order: Strings, Longs and Doubles
 * @param columns the result's columns
 * @param tables the catalogue's tables that are read, each once
 * @param top the outermost TOP, already in the statement
 * @param offset the outermost OFFSET, already in the statement
 */
public record CompiledQuery(
        String sql,
        List<Object> parameters,
        List<OutputColumn> columns,
        List<CatalogueTable> tables,
        OptionalLong top,
        OptionalLong offset) {
    /** Copies the lists. */
    public CompiledQuery {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        tables = List.copyOf(tables);
    }
}
