package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Resolves queries and set operations (ADQL 2.1, section 4.5). */
final class QueryResolver {
    private final Session session;
    private final List<StatementResolver.WithTable> with;

    QueryResolver(Session session, List<StatementResolver.WithTable> with) {
        this.session = session;
        this.with = with;
    }

    Session session() {
        return session;
    }

    List<StatementResolver.WithTable> with() {
        return with;
    }

    /** The query's SQL; {@code outer} is the scope around a subquery, or null. */
    ResolvedQuery resolve(Syntax.Query query, Scope outer) throws AdqlException {
        return resolve(query, outer, new ArrayList<>());
    }

    /** The same, adding to {@code uses} the columns of queries around that it names. */
    ResolvedQuery resolve(Syntax.Query query, Scope outer, List<Scope.Use> uses) throws AdqlException {
        if (query.body() instanceof Syntax.Select select) {
            return new SelectResolver(this, outer, uses).resolve(select, query.order(), query.offset());
        }
        ResolvedQuery body = body(query.body(), outer, uses);
        if (query.order().isEmpty() && query.offset().isEmpty()) {
            return body;
        }
        return ordered(body, query, outer);
    }

    private ResolvedQuery body(Syntax.Body body, Scope outer, List<Scope.Use> uses) throws AdqlException {
        if (body instanceof Syntax.Select select) {
            return new SelectResolver(this, outer, uses).resolve(select, List.of(), OptionalLong.empty());
        } else if (body instanceof Syntax.Nested nested) {
            return resolve(nested.query(), outer, uses);
        }
        Syntax.SetOperation operation = (Syntax.SetOperation) body;
        ResolvedQuery left = body(operation.left(), outer, uses);
        ResolvedQuery right = body(operation.right(), outer, uses);
        return combine(operation, left, right);
    }

    private ResolvedQuery combine(Syntax.SetOperation operation, ResolvedQuery left, ResolvedQuery right)
            throws AdqlException {
        int size = left.columns().size();
        if (size != right.columns().size()) {
            throw new AdqlException(
                    operation.spot(),
                    operation.operator() + " needs two queries with the same number of columns; these have " + size
                            + " and " + right.columns().size() + ".");
        }
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ResultColumn l = left.columns().get(i);
            ResultColumn r = right.columns().get(i);
            if (!l.type().goesWith(r.type())) {
                throw new AdqlException(
                        operation.spot(),
                        operation.operator() + " combines " + l.type().family() + " with "
                                + r.type().family() + " in column " + (i + 1) + ".",
                        "Use CAST on one of them.");
            }
            columns.add(new ResultColumn(l.name(), l.type().or(r.type()), l.origin()));
        }
        SqlText sql = operation.all() && operation.operator() != Syntax.SetOperator.UNION
                ? keepingDuplicates(operation, left, right)
                : SqlText.of(
                        left.operand(),
                        " " + operation.operator() + (operation.all() ? " ALL " : " "),
                        right.operand());
        return new ResolvedQuery(sql, columns, OptionalLong.empty(), OptionalLong.empty(), false);
    }

    /** SQLite has no EXCEPT ALL and INTERSECT ALL: numbering equal rows makes them different. */
    private static SqlText keepingDuplicates(Syntax.SetOperation operation, ResolvedQuery left, ResolvedQuery right) {
        String columns = columnList(left.columns().size(), "");
        String numbered = "SELECT " + columns + ", row_number() OVER (PARTITION BY " + columns + ") FROM (";
        return SqlText.of(
                "SELECT " + columns + " FROM (" + numbered,
                left.sql(),
                ") " + operation.operator() + " " + "SELECT *, row_number() OVER (PARTITION BY "
                        + columnList(right.columns().size(), "") + ") FROM (",
                right.sql(),
                "))");
    }

    private ResolvedQuery ordered(ResolvedQuery body, Syntax.Query query, Scope outer) throws AdqlException {
        String alias = session.newName();
        TableSource source = body.as(new Syntax.Name(query.spot(), "", true), alias);
        Scope scope = new Scope(outer, List.of(source), source.columns());
        OrderResolver order = new OrderResolver(
                new ExpressionResolver(this, scope, ExpressionResolver.Clause.ORDER_BY), body.columns());
        SqlText sql = SqlText.of(
                "SELECT " + columnList(body.columns().size(), alias + ".") + " FROM (",
                body.sql(),
                ") AS " + alias,
                order.resolve(query.order()),
                ResolvedQuery.limit(OptionalLong.empty(), query.offset()));
        return new ResolvedQuery(sql, body.columns(), OptionalLong.empty(), query.offset(), false);
    }

    private static String columnList(int size, String qualifier) {
        StringBuilder list = new StringBuilder();
        for (int i = 1; i <= size; i++) {
            list.append(i == 1 ? "" : ", ").append(qualifier).append('c').append(i);
            if (!qualifier.isEmpty()) {
                list.append(" AS c").append(i);
            }
        }
        return list.toString();
    }
}
