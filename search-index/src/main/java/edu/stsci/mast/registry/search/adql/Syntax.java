package edu.stsci.mast.registry.search.adql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The syntax tree of a query: what was written, before any name has a meaning. */
final class Syntax {
    private Syntax() {}

    record Statement(List<WithQuery> with, Query query) {}

    record WithQuery(Name name, Query query) {}

    /** An identifier; a regular one matches without regard to case (ADQL 2.1, section 2.1.5). */
    record Name(Spot spot, String text, boolean delimited) {
        boolean matches(String name) {
            return delimited ? text.equals(name) : text.equalsIgnoreCase(name);
        }
    }

    record Query(Spot spot, Body body, List<OrderTerm> order, OptionalLong offset) {}

    record OrderTerm(Spot spot, Expression expression, boolean descending) {}

    sealed interface Body permits Select, SetOperation, Nested {}

    record Nested(Query query) implements Body {}

    enum SetOperator {
        UNION,
        EXCEPT,
        INTERSECT
    }

    record SetOperation(Spot spot, SetOperator operator, boolean all, Body left, Body right) implements Body {}

    record Select(
            Spot spot,
            boolean distinct,
            OptionalLong top,
            List<Item> items,
            List<From> from,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having)
            implements Body {}

    sealed interface Item permits Everything, Derived {}

    /** {@code *}, or {@code t.*} with a qualifier. */
    record Everything(Spot spot, List<Name> qualifier) implements Item {}

    record Derived(Expression expression, Optional<Name> alias) implements Item {}

    sealed interface From permits NamedTable, DerivedTable, Joined {}

    record NamedTable(Spot spot, List<Name> name, Optional<Name> alias) implements From {}

    record DerivedTable(Query query, Name alias) implements From {}

    enum JoinType {
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /** Without NATURAL, either {@code on} or {@code using} is there. */
    record Joined(
            Spot spot, From left, From right, JoinType type, boolean natural, Optional<Expression> on, List<Name> using)
            implements From {}

    sealed interface Expression permits Value, Condition {
        Spot spot();
    }

    sealed interface Value extends Expression permits Literal, ColumnName, Call, Cast, Negated, Chain, ScalarQuery {}

    enum LiteralKind {
        INTEGER,
        DECIMAL,
        STRING,
        NULL
    }

    record Literal(Spot spot, LiteralKind kind, String text) implements Value {}

    record ColumnName(Spot spot, List<Name> qualifier, Name name) implements Value {}

    record Call(Spot spot, Spot nameSpot, String name, boolean distinct, boolean star, List<Expression> arguments)
            implements Value {}

    record Cast(Spot spot, Expression value, Spot typeSpot, String type, Optional<Integer> length) implements Value {}

    record Negated(Spot spot, Value value) implements Value {}

    /** Operands of operators of one precedence, from left to right. */
    record Chain(Spot spot, Value first, List<Step> steps) implements Value {}

    record Step(String operator, Value operand) {}

    record ScalarQuery(Spot spot, Query query) implements Value {}

    sealed interface Condition extends Expression
            permits All, Any, Not, Comparison, Between, Like, InQuery, InList, IsNull, Exists {}

    record All(Spot spot, List<Expression> conditions) implements Condition {}

    record Any(Spot spot, List<Expression> conditions) implements Condition {}

    record Not(Spot spot, Expression condition) implements Condition {}

    record Comparison(Spot spot, String operator, Value left, Value right) implements Condition {}

    record Between(Spot spot, boolean not, Value value, Value low, Value high) implements Condition {}

    record Like(Spot spot, boolean not, boolean ignoringCase, Value value, Value pattern) implements Condition {}

    record InQuery(Spot spot, boolean not, Value value, Query query) implements Condition {}

    record InList(Spot spot, boolean not, Value value, List<Value> list) implements Condition {}

    record IsNull(Spot spot, boolean not, Value value) implements Condition {}

    record Exists(Spot spot, Query query) implements Condition {}
}
