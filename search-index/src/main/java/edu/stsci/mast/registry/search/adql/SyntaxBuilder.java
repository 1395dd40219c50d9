package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.Syntax.Name;
import edu.stsci.mast.registry.search.adql.grammar.AdqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes the syntax tree of statements, queries and tables from the parse tree. */
final class SyntaxBuilder {
    private final ExpressionBuilder expressions = new ExpressionBuilder(this);

    Syntax.Statement statement(AdqlParser.StatementContext tree) throws AdqlException {
        List<Syntax.WithQuery> with = new ArrayList<>();
        for (AdqlParser.WithQueryContext query : tree.withQuery()) {
            with.add(new Syntax.WithQuery(name(query.identifier()), query(query.queryExpression())));
        }
        return new Syntax.Statement(with, query(tree.queryExpression()));
    }

    Syntax.Query query(AdqlParser.QueryExpressionContext tree) throws AdqlException {
        List<Syntax.OrderTerm> order = new ArrayList<>();
        for (AdqlParser.OrderTermContext term : tree.orderTerm()) {
            order.add(
                    new Syntax.OrderTerm(Spot.of(term), expressions.expression(term.condition()), term.DESC() != null));
        }
        return new Syntax.Query(Spot.of(tree), setExpression(tree.setExpression()), order, number(tree.UINT()));
    }

    private Syntax.Body setExpression(AdqlParser.SetExpressionContext tree) throws AdqlException {
        Syntax.Body body = setTerm(tree.setTerm(0));
        for (int i = 1; i < tree.setTerm().size(); i++) {
            AdqlParser.SetOperatorContext operator = tree.setOperator(i - 1);
            body = new Syntax.SetOperation(
                    Spot.of(operator),
                    operator.UNION() != null ? Syntax.SetOperator.UNION : Syntax.SetOperator.EXCEPT,
                    operator.ALL() != null,
                    body,
                    setTerm(tree.setTerm(i)));
        }
        return body;
    }

    private Syntax.Body setTerm(AdqlParser.SetTermContext tree) throws AdqlException {
        Syntax.Body body = null;
        Spot operator = null;
        boolean all = false;
        for (int i = 0; i < tree.getChildCount(); i++) {
            if (tree.getChild(i) instanceof AdqlParser.SetPrimaryContext operand) {
                Syntax.Body right = operand.select() != null
                        ? select(operand.select())
                        : new Syntax.Nested(query(operand.queryExpression()));
                body = body == null
                        ? right
                        : new Syntax.SetOperation(operator, Syntax.SetOperator.INTERSECT, all, body, right);
                all = false;
            } else {
                Token token = ((TerminalNode) tree.getChild(i)).getSymbol();
                all = token.getType() == AdqlParser.ALL;
                operator = all ? operator : Spot.of(token);
            }
        }
        return body;
    }

    private Syntax.Select select(AdqlParser.SelectContext tree) throws AdqlException {
        List<Syntax.Item> items = new ArrayList<>();
        for (AdqlParser.SelectItemContext item : tree.selectItem()) {
            items.add(item(item));
        }
        List<Syntax.From> from = new ArrayList<>();
        for (AdqlParser.TableReferenceContext table : tree.tableReference()) {
            from.add(table(table));
        }
        List<Syntax.Expression> groups = new ArrayList<>();
        if (tree.groupTerms() != null) {
            for (AdqlParser.ConditionContext group : tree.groupTerms().condition()) {
                groups.add(expressions.expression(group));
            }
        }
        return new Syntax.Select(
                Spot.of(tree.SELECT().getSymbol()),
                tree.DISTINCT() != null,
                number(tree.UINT()),
                items,
                from,
                tree.condition() == null ? Optional.empty() : Optional.of(expressions.expression(tree.condition())),
                groups,
                tree.having() == null
                        ? Optional.empty()
                        : Optional.of(expressions.expression(tree.having().condition())));
    }

    private Syntax.Item item(AdqlParser.SelectItemContext tree) throws AdqlException {
        if (tree instanceof AdqlParser.EverythingContext) {
            return new Syntax.Everything(Spot.of(tree), List.of());
        }
        if (tree instanceof AdqlParser.EverythingOfContext all) {
            return new Syntax.Everything(Spot.of(tree), names(all.identifier()));
        }
        AdqlParser.DerivedColumnContext column = (AdqlParser.DerivedColumnContext) tree;
        return new Syntax.Derived(expressions.expression(column.condition()), alias(column.identifier()));
    }

    private Syntax.From table(AdqlParser.TableReferenceContext tree) throws AdqlException {
        Syntax.From table = primary(tree.tablePrimary());
        for (AdqlParser.JoinContext join : tree.join()) {
            table = join(table, join);
        }
        return table;
    }

    private Syntax.From primary(AdqlParser.TablePrimaryContext tree) throws AdqlException {
        if (tree instanceof AdqlParser.NamedTableContext table) {
            return new Syntax.NamedTable(
                    Spot.of(table.tableName()), names(table.tableName().identifier()), alias(table.identifier()));
        }
        if (tree instanceof AdqlParser.DerivedTableContext derived) {
            return new Syntax.DerivedTable(query(derived.queryExpression()), name(derived.identifier()));
        }
        return table(((AdqlParser.NestedJoinContext) tree).tableReference());
    }

    private Syntax.Joined join(Syntax.From left, AdqlParser.JoinContext tree) throws AdqlException {
        Syntax.JoinType type = tree.LEFT() != null
                ? Syntax.JoinType.LEFT
                : tree.RIGHT() != null
                        ? Syntax.JoinType.RIGHT
                        : tree.FULL() != null ? Syntax.JoinType.FULL : Syntax.JoinType.INNER;
        Spot spot = Spot.of(tree.JOIN().getSymbol());
        boolean natural = tree.NATURAL() != null;
        AdqlParser.JoinSpecificationContext how = tree.joinSpecification();
        if (natural && how != null) {
            throw new AdqlException(Spot.of(how), "A NATURAL join takes neither ON nor USING.", "Drop one of them.");
        }
        if (!natural && how == null) {
            throw new AdqlException(
                    spot, "This join doesn't say which rows belong together.", "Add ON …, USING (…), or NATURAL.");
        }
        Optional<Syntax.Expression> on = how == null || how.condition() == null
                ? Optional.empty()
                : Optional.of(expressions.expression(how.condition()));
        List<Name> using = how == null ? List.of() : names(how.identifier());
        return new Syntax.Joined(spot, left, primary(tree.tablePrimary()), type, natural, on, using);
    }

    private Optional<Name> alias(AdqlParser.IdentifierContext tree) {
        return tree == null ? Optional.empty() : Optional.of(name(tree));
    }

    List<Name> names(List<AdqlParser.IdentifierContext> trees) {
        return trees.stream().map(this::name).toList();
    }

    Name name(AdqlParser.IdentifierContext tree) {
        String text = tree.getText();
        if (tree.DELIMITED() == null) {
            return new Name(Spot.of(tree), text, false);
        }
        return new Name(Spot.of(tree), text.substring(1, text.length() - 1).replace("\"\"", "\""), true);
    }

    private static OptionalLong number(TerminalNode node) throws AdqlException {
        if (node == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(node.getText()));
        } catch (NumberFormatException e) {
            throw new AdqlException(Spot.of(node.getSymbol()), "This number of rows is too large.");
        }
    }
}
