package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes one SQLite statement of an ADQL 2.1 query. Every name in the statement is the catalogue's or made here, and every
 * literal is bound or quoted anew, so nothing of the query's text reaches SQLite as SQL. Safe for use by many threads.
 *
 * <p>The connection must have {@code case_sensitive_like=ON} and the functions of {@link SqliteFunctions}.
 */
public final class AdqlCompiler {
    private final Catalogue catalogue;
    private final AdqlLimits limits;

    /** A compiler for queries on the catalogue within the limits. */
    public AdqlCompiler(Catalogue catalogue, AdqlLimits limits) {
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /**
     * Compiles a query.
     *
     * @throws AdqlException when the text isn't ADQL, names what the catalogue doesn't have, mixes types, or is too large
     */
    public CompiledQuery compile(String adql) throws AdqlException {
        Syntax.Statement statement = AdqlReader.read(adql, limits);
        Session session = new Session(catalogue, limits);
        StatementResolver.Resolved resolved = new StatementResolver(session).resolve(statement);
        List<Object> parameters = new ArrayList<>();
        String sql = resolved.sql().write(parameters);
        List<OutputColumn> columns =
                resolved.query().columns().stream().map(ResultColumn::output).toList();
        return new CompiledQuery(
                sql,
                parameters,
                columns,
                session.tables(),
                resolved.query().top(),
                resolved.query().offset());
    }
}
