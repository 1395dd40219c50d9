package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** Resolves one SELECT with its ORDER BY and OFFSET, clause by clause in the order in which SQL gives them meaning. */
final class SelectResolver {
    private final QueryResolver queries;
    private final Scope outer;
    private final List<Scope.Use> outerUses;
    private final List<ResultColumn> columns = new ArrayList<>();
    private final List<SqlText> items = new ArrayList<>();
    private final List<Scope.Use> ungrouped = new ArrayList<>();
    private Scope scope;
    private boolean grouped;
    private boolean oneGroup;

    SelectResolver(QueryResolver queries, Scope outer, List<Scope.Use> outerUses) {
        this.queries = queries;
        this.outer = outer;
        this.outerUses = outerUses;
    }

    ResolvedQuery resolve(Syntax.Select select, List<Syntax.OrderTerm> order, OptionalLong offset)
            throws AdqlException {
        FromResolver.Resolved from = new FromResolver(queries, outer).resolve(select.from());
        scope = new Scope(outer, from.sources(), from.columns());
        SqlText where = SqlText.of("");
        if (select.where().isPresent()) {
            where = SqlText.of(
                    " WHERE ",
                    in(ExpressionResolver.Clause.WHERE, Set.of())
                            .condition(select.where().get()));
        }
        Set<String> keys = new HashSet<>();
        SqlText groupBy = groupBy(select, keys);
        items(select, keys);
        SqlText having = having(select, keys);
        ExpressionResolver orderExpressions = in(ExpressionResolver.Clause.ORDER_BY, keys);
        SqlText orderBy = new OrderResolver(orderExpressions, columns).resolve(order);
        note(orderExpressions);
        checkGrouping();
        outerUses.addAll(scope.outerUses());
        SqlText sql = SqlText.of(
                select.distinct() ? "SELECT DISTINCT " : "SELECT ",
                SqlText.join(", ", items),
                " FROM ",
                from.sql(),
                where,
                groupBy,
                having,
                orderBy,
                ResolvedQuery.limit(select.top(), offset));
        boolean plain = order.isEmpty() && select.top().isEmpty() && offset.isEmpty();
        return new ResolvedQuery(sql, columns, select.top(), offset, plain);
    }

    private ExpressionResolver in(ExpressionResolver.Clause clause, Set<String> keys) {
        return new ExpressionResolver(queries, scope, clause, keys);
    }

    private SqlText groupBy(Syntax.Select select, Set<String> keys) throws AdqlException {
        List<SqlText> groups = new ArrayList<>();
        for (Syntax.Expression term : select.groupBy()) {
            Evaluated value = in(ExpressionResolver.Clause.GROUP_BY, Set.of()).value(term);
            if (value.constant().isPresent()) {
                throw new AdqlException(
                        term.spot(), "GROUP BY needs columns or expressions, not constants.", "Name the column.");
            }
            keys.add(value.sql().key());
            groups.add(value.sql());
        }
        oneGroup = groups.isEmpty() && select.having().isPresent();
        grouped = !groups.isEmpty() || select.having().isPresent();
        return groups.isEmpty() ? SqlText.of("") : SqlText.of(" GROUP BY ", SqlText.join(", ", groups));
    }

    private SqlText having(Syntax.Select select, Set<String> keys) throws AdqlException {
        if (select.having().isEmpty()) {
            return SqlText.of("");
        }
        ExpressionResolver expressions = in(ExpressionResolver.Clause.HAVING, keys);
        SqlText condition = expressions.condition(select.having().get());
        note(expressions);
        return SqlText.of(" HAVING ", condition);
    }

    private void items(Syntax.Select select, Set<String> keys) throws AdqlException {
        for (Syntax.Item item : select.items()) {
            if (item instanceof Syntax.Everything all) {
                List<ScopeColumn> meant = all.qualifier().isEmpty() ? scope.columns() : scope.columnsOf(all);
                for (ScopeColumn column : meant) {
                    add(new ResultColumn(column.name(), column.type(), column.origin()), column.sql());
                    if (!keys.contains(column.sql().key())) {
                        ungrouped.add(new Scope.Use(scope, all.spot(), column.name()));
                    }
                }
            } else {
                derived((Syntax.Derived) item, keys);
            }
        }
    }

    private void derived(Syntax.Derived item, Set<String> keys) throws AdqlException {
        ExpressionResolver expressions = in(ExpressionResolver.Clause.SELECT, keys);
        Evaluated value = expressions.value(item.expression());
        note(expressions);
        String name = item.alias().isPresent() ? item.alias().get().text() : name(item.expression(), value);
        CatalogueColumn origin = value.column() == null ? null : value.column().origin();
        add(new ResultColumn(name, value.type(), origin), value.sql());
    }

    private void add(ResultColumn column, SqlText sql) {
        // Without GROUP BY, HAVING makes all rows one group; SQLite sees that only by an aggregate in SELECT.
        SqlText item = oneGroup && columns.isEmpty() ? SqlText.of("iif(count(*) >= 0, ", sql, ", NULL)") : sql;
        columns.add(column);
        items.add(SqlText.of(item, " AS c" + columns.size()));
    }

    /** The name of a column without alias: its own, its function's, or its place. */
    private String name(Syntax.Expression expression, Evaluated value) {
        if (value.column() != null) {
            return value.column().name();
        }
        return expression instanceof Syntax.Call call
                ? call.name().toLowerCase(Locale.ROOT)
                : "col" + (columns.size() + 1);
    }

    private void note(ExpressionResolver expressions) {
        grouped |= expressions.hasAggregates();
        ungrouped.addAll(expressions.uses());
    }

    /** SQL-92, 7.9: beside aggregates and GROUP BY, a column has no single value unless it is grouped by. */
    private void checkGrouping() throws AdqlException {
        if (!grouped) {
            return;
        }
        for (Scope.Use use : ungrouped) {
            if (use.scope() == scope) {
                throw new AdqlException(
                        use.spot(),
                        "'" + use.name() + "' has many values in each group.",
                        "Add it to GROUP BY, or use an aggregate such as MIN(" + use.name() + ").");
            }
        }
    }
}
