package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;

/** Resolves a whole statement: the WITH queries in their order, each visible to those after it, then the main query. */
final class StatementResolver {
    record Resolved(SqlText sql, ResolvedQuery query) {}

    /** A WITH query under its name in the query and its name in the statement. */
    record WithTable(Syntax.Name name, String alias, ResolvedQuery query) {}

    private final Session session;

    StatementResolver(Session session) {
        this.session = session;
    }

    Resolved resolve(Syntax.Statement statement) throws AdqlException {
        List<WithTable> with = new ArrayList<>();
        List<SqlText> texts = new ArrayList<>();
        for (Syntax.WithQuery query : statement.with()) {
            if (with.stream().anyMatch(w -> query.name().matches(w.name().text()))) {
                throw new AdqlException(
                        query.name().spot(), "WITH names '" + query.name().text() + "' twice.", "Rename one.");
            }
            ResolvedQuery resolved = new QueryResolver(session, with).resolve(query.query(), null);
            String alias = session.newName();
            texts.add(SqlText.of(alias + " AS (", resolved.sql(), ")"));
            with.add(new WithTable(query.name(), alias, resolved));
        }
        ResolvedQuery main = new QueryResolver(session, with).resolve(statement.query(), null);
        SqlText sql = texts.isEmpty() ? main.sql() : SqlText.of("WITH ", SqlText.join(", ", texts), " ", main.sql());
        return new Resolved(sql, main);
    }
}
