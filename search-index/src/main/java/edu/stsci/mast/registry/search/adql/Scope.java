package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns that a query's expressions can name, within those of the query around it. */
final class Scope {
    /** A column that was named: in which query's scope it is, and where it was written. */
    record Use(Scope scope, Spot spot, String name) {}

    private final Scope outer;
    private final List<TableSource> sources;
    private final List<ScopeColumn> columns;
    private final List<Use> outerUses = new ArrayList<>();

    /** {@code columns} are what {@code *} and names without qualifier mean: joined columns once, and first. */
    Scope(Scope outer, List<TableSource> sources, List<ScopeColumn> columns) {
        this.outer = outer;
        this.sources = sources;
        this.columns = columns;
    }

    List<ScopeColumn> columns() {
        return columns;
    }

    /** The columns of queries around this one that it has named. */
    List<Use> outerUses() {
        return outerUses;
    }

    List<ScopeColumn> columnsOf(Syntax.Everything all) throws AdqlException {
        List<TableSource> meant =
                sources.stream().filter(s -> s.isMeantBy(all.qualifier())).toList();
        if (meant.size() == 1) {
            return meant.get(0).columns();
        }
        throw unknownQualifier(all.qualifier(), meant.size() > 1);
    }

    /** Finds a column, here or in the queries around, and notes the use. */
    ScopeColumn find(Syntax.ColumnName column, List<Use> uses) throws AdqlException {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<ScopeColumn> found = scope.here(column);
            if (found.size() > 1) {
                throw ambiguous(column, scope);
            }
            if (found.size() == 1) {
                Use use = new Use(scope, column.spot(), found.get(0).name());
                uses.add(use);
                for (Scope inner = this; inner != scope; inner = inner.outer) {
                    inner.outerUses.add(use);
                }
                return found.get(0);
            }
        }
        throw unknown(column);
    }

    private List<ScopeColumn> here(Syntax.ColumnName column) {
        List<ScopeColumn> found = new ArrayList<>();
        if (column.qualifier().isEmpty()) {
            columns.stream().filter(c -> column.name().matches(c.name())).forEach(found::add);
            return found;
        }
        for (TableSource source : sources) {
            if (source.isMeantBy(column.qualifier())) {
                source.columns().stream()
                        .filter(c -> column.name().matches(c.name()))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private AdqlException ambiguous(Syntax.ColumnName column, Scope scope) {
        List<String> places = scope.sources.stream()
                .filter(s -> s.columns().stream().anyMatch(c -> column.name().matches(c.name())))
                .map(s -> s.words() + "." + column.name().text())
                .toList();
        return new AdqlException(
                column.spot(),
                "More than one column is called '" + column.name().text() + "'.",
                "Say which: " + String.join(" or ", places) + ".");
    }

    private AdqlException unknown(Syntax.ColumnName column) {
        String name = column.name().text();
        if (!column.qualifier().isEmpty()) {
            List<TableSource> meant = visible().stream()
                    .filter(s -> s.isMeantBy(column.qualifier()))
                    .toList();
            if (meant.isEmpty()) {
                return unknownQualifier(column.qualifier(), false);
            }
            return new AdqlException(
                    column.name().spot(),
                    meant.get(0).words() + " has no column '" + name + "'.",
                    Suggestions.near(
                            name,
                            meant.get(0).columns().stream()
                                    .map(ScopeColumn::name)
                                    .toList()));
        }
        if (column.name().delimited()) {
            return new AdqlException(
                    column.spot(),
                    "There is no column \"" + name + "\".",
                    "If it is text, write " + SqlText.quotedString(name) + " in single quotes.");
        }
        Set<String> names = new LinkedHashSet<>();
        for (TableSource source : visible()) {
            source.columns().forEach(c -> names.add(source.words() + "." + c.name()));
        }
        return new AdqlException(
                column.spot(), "There is no column '" + name + "' here.", Suggestions.near(name, names));
    }

    private AdqlException unknownQualifier(List<Syntax.Name> qualifier, boolean twice) {
        String words =
                String.join(".", qualifier.stream().map(Syntax.Name::text).toList());
        Spot spot = qualifier.get(0).spot();
        if (twice) {
            return new AdqlException(spot, "'" + words + "' means more than one table.", "Give the tables aliases.");
        }
        List<String> names = visible().stream().map(TableSource::words).toList();
        return new AdqlException(
                spot,
                "No table in FROM is called '" + words + "'.",
                names.isEmpty() ? "" : "There are: " + String.join(", ", names) + ".");
    }

    private List<TableSource> visible() {
        List<TableSource> all = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            all.addAll(scope.sources);
        }
        return all;
    }
}
