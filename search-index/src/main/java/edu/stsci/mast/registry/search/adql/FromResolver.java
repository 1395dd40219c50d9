package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resolves FROM: tables, subqueries and joins (ADQL 2.1, section 2.2.2). NATURAL and USING become conditions, and their
 * columns appear once, before the others, as SQL-92 (7.5) has it.
 */
final class FromResolver {
    /** A table or join: its SQL, the tables in it, and its columns in order. */
    record Resolved(SqlText sql, List<TableSource> sources, List<ScopeColumn> columns, boolean outerJoin) {}

    private final QueryResolver queries;
    private final Scope outer;

    FromResolver(QueryResolver queries, Scope outer) {
        this.queries = queries;
        this.outer = outer;
    }

    Resolved resolve(List<Syntax.From> items) throws AdqlException {
        List<SqlText> texts = new ArrayList<>();
        List<TableSource> sources = new ArrayList<>();
        List<ScopeColumn> columns = new ArrayList<>();
        for (Syntax.From item : items) {
            Resolved resolved = resolve(item);
            // SQLite gives comma and JOIN one precedence; only RIGHT and FULL can tell the difference.
            texts.add(resolved.outerJoin() && !texts.isEmpty() ? SqlText.of("(", resolved.sql(), ")") : resolved.sql());
            sources.addAll(resolved.sources());
            columns.addAll(resolved.columns());
        }
        checkNames(items, sources);
        return new Resolved(SqlText.join(", ", texts), sources, columns, false);
    }

    private static void checkNames(List<Syntax.From> items, List<TableSource> sources) throws AdqlException {
        Set<String> names = new LinkedHashSet<>();
        for (TableSource source : sources) {
            if (!names.add(source.words().toLowerCase(java.util.Locale.ROOT))) {
                throw new AdqlException(
                        spot(items.get(items.size() - 1)),
                        "FROM has two tables called '" + source.words() + "'.",
                        "Give one an alias, as in " + source.words() + " AS other.");
            }
        }
    }

    private static Spot spot(Syntax.From from) {
        if (from instanceof Syntax.NamedTable table) {
            return table.spot();
        }
        return from instanceof Syntax.DerivedTable derived ? derived.alias().spot() : ((Syntax.Joined) from).spot();
    }

    private Resolved resolve(Syntax.From from) throws AdqlException {
        if (from instanceof Syntax.NamedTable table) {
            return table(table);
        } else if (from instanceof Syntax.DerivedTable derived) {
            // A derived table doesn't see the other tables of its FROM, nor, in SQLite, the query around.
            ResolvedQuery query = queries.resolve(derived.query(), null);
            String alias = queries.session().newName();
            TableSource source = query.as(derived.alias(), alias);
            return single(SqlText.of("(", query.sql(), ") AS " + alias), source);
        }
        return join((Syntax.Joined) from);
    }

    private static Resolved single(SqlText sql, TableSource source) {
        return new Resolved(sql, List.of(source), source.columns(), false);
    }

    private Resolved table(Syntax.NamedTable table) throws AdqlException {
        String alias = queries.session().newName();
        if (table.name().size() == 1) {
            for (StatementResolver.WithTable with : queries.with()) {
                if (table.name().get(0).matches(with.name().text())) {
                    TableSource source = with.query().as(table.alias().orElse(with.name()), alias);
                    return single(SqlText.of(with.alias() + " AS " + alias), source);
                }
            }
        }
        CatalogueTable found = find(table);
        queries.session().reads(found, table.spot());
        List<ScopeColumn> columns = new ArrayList<>();
        for (CatalogueColumn column : found.columns()) {
            columns.add(new ScopeColumn(
                    column.name(), column.type(), column, ScopeColumn.read(column, alias), found, alias));
        }
        TableSource source = table.alias().isPresent()
                ? new TableSource(null, table.alias().get().text(), columns)
                : new TableSource(found.schema(), found.name(), columns);
        return single(SqlText.of(found.from() + " AS " + alias), source);
    }

    private CatalogueTable find(Syntax.NamedTable table) throws AdqlException {
        List<CatalogueTable> found = new ArrayList<>();
        List<Syntax.Name> name = table.name();
        Syntax.Name last = name.get(name.size() - 1);
        for (CatalogueTable candidate : queries.session().catalogue().tables()) {
            boolean schema = name.size() == 1
                    || name.size() == 2
                            && candidate.schema() != null
                            && name.get(0).matches(candidate.schema());
            if (schema && last.matches(candidate.name())) {
                found.add(candidate);
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> names = queries.session().catalogue().tables().stream()
                .map(CatalogueTable::qualifiedName)
                .toList();
        String written = String.join(".", name.stream().map(Syntax.Name::text).toList());
        if (found.isEmpty()) {
            throw new AdqlException(
                    table.spot(), "There is no table '" + written + "'.", Suggestions.near(last.text(), names));
        }
        throw new AdqlException(
                table.spot(),
                "More than one table is called '" + written + "'.",
                "Say which: "
                        + String.join(
                                " or ",
                                found.stream()
                                        .map(CatalogueTable::qualifiedName)
                                        .toList()) + ".");
    }

    private Resolved join(Syntax.Joined join) throws AdqlException {
        Resolved left = resolve(join.left());
        Resolved right = resolve(join.right());
        List<TableSource> sources = new ArrayList<>(left.sources());
        sources.addAll(right.sources());
        boolean parentheses = join.right() instanceof Syntax.Joined;
        Map<ScopeColumn, ScopeColumn> pairs = pairs(join, left, right);
        List<ScopeColumn> columns = columns(join.type(), pairs, left, right);
        SqlText condition;
        if (join.on().isPresent()) {
            Scope scope = new Scope(outer, sources, columns);
            condition = new ExpressionResolver(queries, scope, ExpressionResolver.Clause.ON)
                    .condition(join.on().get());
        } else {
            List<SqlText> equal = new ArrayList<>();
            pairs.forEach((l, r) -> equal.add(SqlText.of(l.sql(), " = ", r.sql())));
            // A NATURAL join without common columns pairs all rows (SQL-92, 7.5).
            condition = equal.isEmpty() ? SqlText.of("1") : SqlText.join(" AND ", equal);
        }
        SqlText sql = SqlText.of(
                left.sql(),
                " " + join.type() + " JOIN ",
                parentheses ? SqlText.of("(", right.sql(), ")") : right.sql(),
                " ON ",
                condition);
        boolean outerJoin = left.outerJoin()
                || right.outerJoin()
                || join.type() == Syntax.JoinType.RIGHT
                || join.type() == Syntax.JoinType.FULL;
        return new Resolved(sql, sources, columns, outerJoin);
    }

    /** The left columns that are joined by name, each with its partner. */
    private static Map<ScopeColumn, ScopeColumn> pairs(Syntax.Joined join, Resolved left, Resolved right)
            throws AdqlException {
        Map<ScopeColumn, ScopeColumn> pairs = new LinkedHashMap<>();
        if (join.natural()) {
            for (ScopeColumn column : left.columns()) {
                List<ScopeColumn> partners = named(column.name(), right);
                if (!partners.isEmpty()) {
                    only(named(column.name(), left), column.name(), join.spot());
                    pairs.put(column, comparable(column, only(partners, column.name(), join.spot()), join.spot()));
                }
            }
        }
        for (Syntax.Name name : join.using()) {
            ScopeColumn l = used(name, left, "before");
            pairs.put(l, comparable(l, used(name, right, "after"), name.spot()));
        }
        return pairs;
    }

    private static ScopeColumn used(Syntax.Name name, Resolved side, String where) throws AdqlException {
        List<ScopeColumn> found =
                side.columns().stream().filter(c -> name.matches(c.name())).toList();
        if (found.isEmpty()) {
            throw new AdqlException(
                    name.spot(),
                    "USING needs '" + name.text() + "' on both sides, but the table " + where
                            + " JOIN has no such column.",
                    Suggestions.near(
                            name.text(),
                            side.columns().stream().map(ScopeColumn::name).toList()));
        }
        return only(found, name.text(), name.spot());
    }

    private static List<ScopeColumn> named(String name, Resolved side) {
        return side.columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(name))
                .toList();
    }

    private static ScopeColumn only(List<ScopeColumn> columns, String name, Spot spot) throws AdqlException {
        if (columns.size() > 1) {
            throw new AdqlException(
                    spot, "Joining by '" + name + "' is ambiguous: one side has it twice.", "Use ON instead.");
        }
        return columns.get(0);
    }

    private static ScopeColumn comparable(ScopeColumn left, ScopeColumn right, Spot spot) throws AdqlException {
        if (!left.type().goesWith(right.type())) {
            throw new AdqlException(
                    spot,
                    "The join compares '" + left.name() + "', " + left.type().family() + ", with "
                            + right.type().family() + ".",
                    "Use ON instead.");
        }
        return right;
    }

    private static List<ScopeColumn> columns(
            Syntax.JoinType type, Map<ScopeColumn, ScopeColumn> pairs, Resolved left, Resolved right) {
        List<ScopeColumn> columns = new ArrayList<>();
        pairs.forEach((l, r) -> columns.add(
                switch (type) {
                    case INNER, LEFT -> l;
                    case RIGHT -> r;
                    case FULL ->
                        l.withSql(
                                SqlText.of("coalesce(", l.sql(), ", ", r.sql(), ")"),
                                l.type().or(r.type()));
                }));
        left.columns().stream().filter(c -> !pairs.containsKey(c)).forEach(columns::add);
        right.columns().stream().filter(c -> !pairs.containsValue(c)).forEach(columns::add);
        return columns;
    }
}
