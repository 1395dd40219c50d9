package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;

/** Resolves ORDER BY, whose terms are positions, names of result columns, or expressions. */
final class OrderResolver {
    private final ExpressionResolver expressions;
    private final List<ResultColumn> columns;

    OrderResolver(ExpressionResolver expressions, List<ResultColumn> columns) {
        this.expressions = expressions;
        this.columns = columns;
    }

    SqlText resolve(List<Syntax.OrderTerm> terms) throws AdqlException {
        if (terms.isEmpty()) {
            return SqlText.of("");
        }
        List<SqlText> texts = new ArrayList<>();
        for (Syntax.OrderTerm term : terms) {
            texts.add(SqlText.of(term(term), term.descending() ? " DESC" : ""));
        }
        return SqlText.of(" ORDER BY ", SqlText.join(", ", texts));
    }

    private SqlText term(Syntax.OrderTerm term) throws AdqlException {
        if (term.expression() instanceof Syntax.Literal literal) {
            return SqlText.of(Integer.toString(position(literal)));
        }
        if (term.expression() instanceof Syntax.ColumnName name
                && name.qualifier().isEmpty()) {
            int found = 0;
            for (int i = 0; i < columns.size() && found == 0; i++) {
                found = name.name().matches(columns.get(i).name()) ? i + 1 : 0;
            }
            if (found > 0) {
                return SqlText.of(Integer.toString(found));
            }
        }
        Evaluated value = expressions.value(term.expression());
        if (value.constant().isPresent()) {
            throw new AdqlException(term.spot(), "A constant gives no order.", "Name a column, or its position.");
        }
        return value.sql();
    }

    private int position(Syntax.Literal literal) throws AdqlException {
        try {
            int position = Integer.parseInt(literal.text());
            if (literal.kind() == Syntax.LiteralKind.INTEGER && position >= 1 && position <= columns.size()) {
                return position;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw new AdqlException(
                literal.spot(),
                "ORDER BY can't use this: the result has the columns 1 to " + columns.size() + ".",
                "Name a column, or its position.");
    }
}
