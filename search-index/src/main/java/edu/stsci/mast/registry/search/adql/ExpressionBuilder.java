package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.search.adql.grammar.AdqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes the syntax tree of values and conditions, and keeps the two apart: ADQL has no boolean values. */
final class ExpressionBuilder {
    private final SyntaxBuilder queries;

    ExpressionBuilder(SyntaxBuilder queries) {
        this.queries = queries;
    }

    Syntax.Expression expression(AdqlParser.ConditionContext tree) throws AdqlException {
        List<Syntax.Expression> parts = new ArrayList<>();
        for (AdqlParser.ConjunctionContext part : tree.conjunction()) {
            parts.add(conjunction(part));
        }
        return parts.size() == 1 ? parts.get(0) : new Syntax.Any(Spot.of(tree), parts);
    }

    private Syntax.Expression conjunction(AdqlParser.ConjunctionContext tree) throws AdqlException {
        List<Syntax.Expression> parts = new ArrayList<>();
        for (AdqlParser.NegationContext part : tree.negation()) {
            Syntax.Expression predicate = predicate(part.predicate());
            // NOT NOT x is x, three-valued logic included.
            boolean not = part.NOT().size() % 2 == 1;
            if (!part.NOT().isEmpty() && !(predicate instanceof Syntax.Condition)) {
                throw notACondition(predicate.spot());
            }
            parts.add(not ? new Syntax.Not(Spot.of(part), predicate) : predicate);
        }
        return parts.size() == 1 ? parts.get(0) : new Syntax.All(Spot.of(tree), parts);
    }

    static AdqlException notACondition(Spot spot) {
        return new AdqlException(spot, "A condition is needed here, but this is a value.", "Compare it, as in 1 = ….");
    }

    private Syntax.Expression predicate(AdqlParser.PredicateContext tree) throws AdqlException {
        if (tree instanceof AdqlParser.ExistsContext exists) {
            return new Syntax.Exists(Spot.of(tree), queries.query(exists.queryExpression()));
        }
        AdqlParser.ComparedContext compared = (AdqlParser.ComparedContext) tree;
        if (compared.predicateTail() == null) {
            return expression(compared.value());
        }
        return predicate(Spot.of(tree), value(compared.value()), compared.predicateTail());
    }

    private Syntax.Condition predicate(Spot spot, Syntax.Value value, AdqlParser.PredicateTailContext tail)
            throws AdqlException {
        if (tail instanceof AdqlParser.ComparisonContext comparison) {
            return new Syntax.Comparison(spot, comparison.operator.getText(), value, value(comparison.value()));
        } else if (tail instanceof AdqlParser.BetweenContext between) {
            return new Syntax.Between(
                    spot, between.NOT() != null, value, value(between.value(0)), value(between.value(1)));
        } else if (tail instanceof AdqlParser.LikeContext like) {
            return new Syntax.Like(spot, like.NOT() != null, like.ILIKE() != null, value, value(like.value()));
        } else if (tail instanceof AdqlParser.InQueryContext in) {
            return new Syntax.InQuery(spot, in.NOT() != null, value, queries.query(in.queryExpression()));
        } else if (tail instanceof AdqlParser.InListContext in) {
            List<Syntax.Value> list = new ArrayList<>();
            for (AdqlParser.ValueContext item : in.value()) {
                list.add(value(item));
            }
            return new Syntax.InList(spot, in.NOT() != null, value, list);
        }
        return new Syntax.IsNull(spot, ((AdqlParser.IsNullContext) tail).NOT() != null, value);
    }

    private Syntax.Value value(AdqlParser.ValueContext tree) throws AdqlException {
        return value(expression(tree), tree);
    }

    static Syntax.Value value(Syntax.Expression expression, ParserRuleContext tree) throws AdqlException {
        if (expression instanceof Syntax.Value value) {
            return value;
        }
        throw new AdqlException(Spot.of(tree), "A condition can't be used as a value.", "Put it into WHERE or HAVING.");
    }

    private Syntax.Expression expression(AdqlParser.ValueContext tree) throws AdqlException {
        Syntax.Expression first = term(tree.term(0));
        if (tree.ops.isEmpty()) {
            return first;
        }
        List<Syntax.Step> steps = new ArrayList<>();
        for (int i = 0; i < tree.ops.size(); i++) {
            AdqlParser.TermContext term = tree.term(i + 1);
            steps.add(new Syntax.Step(tree.ops.get(i).getText(), value(term(term), term)));
        }
        return new Syntax.Chain(Spot.of(tree), value(first, tree.term(0)), steps);
    }

    private Syntax.Expression term(AdqlParser.TermContext tree) throws AdqlException {
        Syntax.Expression first = factor(tree.factor(0));
        if (tree.ops.isEmpty()) {
            return first;
        }
        List<Syntax.Step> steps = new ArrayList<>();
        for (int i = 0; i < tree.ops.size(); i++) {
            AdqlParser.FactorContext factor = tree.factor(i + 1);
            steps.add(new Syntax.Step(tree.ops.get(i).getText(), value(factor(factor), factor)));
        }
        return new Syntax.Chain(Spot.of(tree), value(first, tree.factor(0)), steps);
    }

    private Syntax.Expression factor(AdqlParser.FactorContext tree) throws AdqlException {
        Syntax.Expression operand = primary(tree.primary());
        if (tree.signs.isEmpty()) {
            return operand;
        }
        long minuses = tree.signs.stream().filter(s -> s.getText().equals("-")).count();
        Syntax.Value value = value(operand, tree.primary());
        if (minuses % 2 == 0) {
            return new Syntax.Negated(Spot.of(tree), new Syntax.Negated(Spot.of(tree), value));
        }
        return new Syntax.Negated(Spot.of(tree), value);
    }

    private Syntax.Expression primary(AdqlParser.PrimaryContext tree) throws AdqlException {
        Spot spot = Spot.of(tree);
        if (tree instanceof AdqlParser.LiteralContext literal) {
            return literal(literal.literal);
        } else if (tree instanceof AdqlParser.CastContext cast) {
            return cast(cast);
        } else if (tree instanceof AdqlParser.CallContext call) {
            return call(call);
        } else if (tree instanceof AdqlParser.ColumnReferenceContext column) {
            List<Syntax.Name> names = queries.names(column.identifier());
            return new Syntax.ColumnName(spot, names.subList(0, names.size() - 1), names.get(names.size() - 1));
        } else if (tree instanceof AdqlParser.ScalarQueryContext query) {
            return new Syntax.ScalarQuery(spot, queries.query(query.queryExpression()));
        }
        return expression(((AdqlParser.ParenthesisedContext) tree).condition());
    }

    private static Syntax.Literal literal(Token token) {
        String text = token.getText();
        Spot spot = Spot.of(token);
        return switch (token.getType()) {
            case AdqlParser.UINT -> new Syntax.Literal(spot, Syntax.LiteralKind.INTEGER, text);
            case AdqlParser.STRING ->
                new Syntax.Literal(
                        spot,
                        Syntax.LiteralKind.STRING,
                        text.substring(1, text.length() - 1).replace("''", "'"));
            case AdqlParser.NULL -> new Syntax.Literal(spot, Syntax.LiteralKind.NULL, text);
            default -> new Syntax.Literal(spot, Syntax.LiteralKind.DECIMAL, text);
        };
    }

    private Syntax.Cast cast(AdqlParser.CastContext tree) throws AdqlException {
        AdqlParser.CastTypeContext type = tree.castType();
        String words = type.words.stream()
                .map(w -> w.getText().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        Optional<Integer> length = Optional.empty();
        if (type.UINT() != null) {
            try {
                length = Optional.of(Integer.parseInt(type.UINT().getText()));
            } catch (NumberFormatException e) {
                throw new AdqlException(Spot.of(type.UINT().getSymbol()), "This length is too large.");
            }
        }
        return new Syntax.Cast(
                Spot.of(tree), value(expression(tree.condition()), tree.condition()), Spot.of(type), words, length);
    }

    private Syntax.Call call(AdqlParser.CallContext tree) throws AdqlException {
        AdqlParser.ArgumentsContext arguments = tree.arguments();
        List<Syntax.Expression> values = new ArrayList<>();
        boolean star = arguments != null && arguments.condition().isEmpty();
        boolean distinct = arguments != null && arguments.DISTINCT() != null;
        if (arguments != null && (distinct || arguments.ALL() != null) && !isAggregate(tree.name.getText())) {
            throw new AdqlException(
                    Spot.of(arguments), "DISTINCT and ALL belong to AVG, COUNT, MAX, MIN and SUM.", "Remove it.");
        }
        if (arguments != null) {
            for (AdqlParser.ConditionContext argument : arguments.condition()) {
                values.add(value(expression(argument), argument));
            }
        }
        return new Syntax.Call(Spot.of(tree), Spot.of(tree.name), tree.name.getText(), distinct, star, values);
    }

    private static boolean isAggregate(String name) {
        return StandardAggregates.isAggregate(name);
    }
}
