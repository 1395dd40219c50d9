package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;

/** Gives conditions their SQL (ADQL 2.1, section 2.2.3), and refuses comparisons of different types. */
final class ConditionResolver {
    private final ExpressionResolver values;

    ConditionResolver(ExpressionResolver values) {
        this.values = values;
    }

    SqlText resolve(Syntax.Condition condition) throws AdqlException {
        if (condition instanceof Syntax.All all) {
            return SqlText.balanced(" AND ", all(all.conditions()));
        } else if (condition instanceof Syntax.Any any) {
            return SqlText.balanced(" OR ", all(any.conditions()));
        } else if (condition instanceof Syntax.Not not) {
            return SqlText.of("(NOT ", values.condition(not.condition()), ")");
        } else if (condition instanceof Syntax.Comparison comparison) {
            return comparison(comparison);
        } else if (condition instanceof Syntax.Between between) {
            return between(between);
        } else if (condition instanceof Syntax.Like like) {
            return like(like);
        } else if (condition instanceof Syntax.InQuery in) {
            return in(in);
        } else if (condition instanceof Syntax.InList in) {
            return in(in);
        } else if (condition instanceof Syntax.IsNull isNull) {
            return SqlText.of("(", values.value(isNull.value()).sql(), isNull.not() ? " IS NOT NULL)" : " IS NULL)");
        }
        Syntax.Exists exists = (Syntax.Exists) condition;
        return SqlText.of("EXISTS (", values.subquery(exists.query()).sql(), ")");
    }

    private List<SqlText> all(List<Syntax.Expression> conditions) throws AdqlException {
        List<SqlText> texts = new ArrayList<>();
        for (Syntax.Expression condition : conditions) {
            texts.add(values.condition(condition));
        }
        return texts;
    }

    private SqlText comparison(Syntax.Comparison comparison) throws AdqlException {
        Evaluated left = values.value(comparison.left());
        Evaluated right = values.value(comparison.right());
        SqlText truth = truth(comparison.operator(), left, right);
        if (truth != null) {
            return truth;
        }
        SqlText[] sides = comparable(comparison.spot(), comparison.left(), left, comparison.right(), right);
        String operator = comparison.operator().equals("!=") ? "<>" : comparison.operator();
        return SqlText.of("(", sides[0], " " + operator + " ", sides[1], ")");
    }

    /** {@code 1 = f(…)} of a function that is a condition: the bare condition, or its opposite; null otherwise. */
    private static SqlText truth(String operator, Evaluated left, Evaluated right) {
        Evaluated function = left.condition() != null ? left : right;
        Evaluated number = function == left ? right : left;
        boolean equal = operator.equals("=");
        if (function.condition() == null
                || !equal && !operator.equals("<>") && !operator.equals("!=")
                || !number.isConstant(0) && !number.isConstant(1)) {
            return null;
        }
        return number.isConstant(1) == equal
                ? SqlText.of("(", function.condition(), ")")
                : SqlText.of("(NOT (", function.condition(), "))");
    }

    private SqlText between(Syntax.Between between) throws AdqlException {
        Evaluated value = values.value(between.value());
        Evaluated low = values.value(between.low());
        Evaluated high = values.value(between.high());
        SqlText[] lower = comparable(between.spot(), between.value(), value, between.low(), low);
        SqlText[] upper = comparable(between.spot(), between.value(), value, between.high(), high);
        comparable(between.spot(), between.low(), low, between.high(), high);
        return SqlText.of(
                "(", lower[0], between.not() ? " NOT BETWEEN " : " BETWEEN ", lower[1], " AND ", upper[1], ")");
    }

    private SqlText like(Syntax.Like like) throws AdqlException {
        String what = like.ignoringCase() ? "ILIKE" : "LIKE";
        Evaluated value = values.text(like.value(), what);
        Evaluated pattern = values.text(like.pattern(), what);
        String not = like.not() ? " NOT LIKE " : " LIKE ";
        if (like.ignoringCase()) {
            return SqlText.of(
                    "(",
                    like.not()
                            ? CaselessPattern.mismatch(value, pattern)
                            : CaselessPattern.match(values, value, pattern),
                    ")");
        }
        // A pattern in the text, rather than bound, lets SQLite use an index for patterns like 'ivo://…%'.
        SqlText sql = pattern.constant().isPresent()
                ? SqlText.of(SqlText.quotedString((String) pattern.constant().get()))
                : pattern.sql();
        return SqlText.of("(", value.sql(), not, sql, ")");
    }

    private SqlText in(Syntax.InQuery in) throws AdqlException {
        Evaluated value = values.value(in.value());
        ResolvedQuery query = values.subquery(in.query());
        if (query.columns().size() != 1) {
            throw new AdqlException(
                    in.spot(),
                    "The subquery of IN must have one column, not "
                            + query.columns().size() + ".");
        }
        AdqlType type = query.columns().get(0).type();
        if (!value.type().goesWith(type)) {
            throw mixed(in.spot(), value.type(), type);
        }
        return SqlText.of("(", value.sql(), in.not() ? " NOT IN (" : " IN (", query.sql(), "))");
    }

    private SqlText in(Syntax.InList in) throws AdqlException {
        Evaluated value = values.value(in.value());
        List<SqlText> list = new ArrayList<>();
        for (Syntax.Value item : in.list()) {
            list.add(comparable(item.spot(), in.value(), value, item, values.value(item))[1]);
        }
        return SqlText.of("(", value.sql(), in.not() ? " NOT IN (" : " IN (", SqlText.join(", ", list), "))");
    }

    /** The SQL of both sides of a comparison. Text beside a timestamp must be a date, in the form of stored ones. */
    private static SqlText[] comparable(Spot spot, Syntax.Value left, Evaluated l, Syntax.Value right, Evaluated r)
            throws AdqlException {
        boolean leftTime = l.type().family() == AdqlType.Family.TIME;
        boolean rightTime = r.type().family() == AdqlType.Family.TIME;
        if (leftTime && r.type().isText()) {
            return new SqlText[] {l.sql(), CastResolver.timestamp(right.spot(), r)};
        }
        if (rightTime && l.type().isText()) {
            return new SqlText[] {CastResolver.timestamp(left.spot(), l), r.sql()};
        }
        if (!l.type().goesWith(r.type())) {
            throw mixed(spot, l.type(), r.type());
        }
        AdqlType.Family family =
                l.type().isUnknown() ? r.type().family() : l.type().family();
        if (family == AdqlType.Family.GEOMETRY) {
            throw new AdqlException(spot, "Geometries can't be compared.", "Use CONTAINS, INTERSECTS or DISTANCE.");
        }
        return new SqlText[] {l.sql(), r.sql()};
    }

    private static AdqlException mixed(Spot spot, AdqlType left, AdqlType right) {
        boolean number = left.isNumber() || right.isNumber();
        boolean text = left.isText() || right.isText();
        return new AdqlException(
                spot,
                "This compares " + left.family() + " with " + right.family() + ".",
                number && text
                        ? "Numbers are written without quotes, text in single quotes; CAST turns one into the other."
                        : "");
    }
}
