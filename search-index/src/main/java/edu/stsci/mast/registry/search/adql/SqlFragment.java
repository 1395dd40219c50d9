package edu.stsci.mast.registry.search.adql;

import java.util.List;

/**
 * A piece of SQL with the values of its {@code ?}: what a function that is resolved while compiling answers.
 *
 * @param sql the text; whatever comes from a query must be a parameter
 * @param parameters Strings, Longs or Doubles in the order of the {@code ?}
 */
public record SqlFragment(String sql, List<Object> parameters) {
    /** Copies the parameters. */
    public SqlFragment {
        parameters = List.copyOf(parameters);
    }

    /** A piece with the given values of its {@code ?}. */
    public static SqlFragment of(String sql, Object... parameters) {
        return new SqlFragment(sql, List.of(parameters));
    }
}
