package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a call's arguments.
 *
 * @param clause where the call stands
 */
record KnownArguments(List<Evaluated> arguments, ExpressionResolver.Clause clause) implements FunctionDeclaration.Call {
    @Override
    public Optional<Object> constant(int argument) {
        return arguments.get(argument).constant();
    }

    @Override
    public Optional<CatalogueColumn> column(int argument) {
        return table(argument).map(t -> arguments.get(argument).column().origin());
    }

    @Override
    public Optional<CatalogueTable> table(int argument) {
        ScopeColumn column = arguments.get(argument).column();
        return column == null ? Optional.empty() : Optional.ofNullable(column.table());
    }

    @Override
    public Optional<String> sibling(int argument, String column) {
        if (!singleRows() || table(argument).isEmpty()) {
            return Optional.empty();
        }
        ScopeColumn known = arguments.get(argument).column();
        return known.table().columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(column))
                .findFirst()
                .map(c -> ScopeColumn.read(c, known.alias()).write(new ArrayList<>()));
    }

    @Override
    public Optional<String> hidden(int argument, String column) {
        boolean stored = table(argument).map(table -> table.sql() == null).orElse(false);
        return singleRows() && stored
                ? Optional.of(arguments.get(argument).column().alias() + "." + SqlText.quotedName(column))
                : Optional.empty();
    }

    private boolean singleRows() {
        return clause == ExpressionResolver.Clause.WHERE || clause == ExpressionResolver.Clause.ON;
    }
}
