package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gives the values and conditions of one clause their types and SQL. */
final class ExpressionResolver {
    /** Where an expression stands. */
    enum Clause {
        SELECT("SELECT"),
        ON("ON"),
        WHERE("WHERE"),
        GROUP_BY("GROUP BY"),
        HAVING("HAVING"),
        ORDER_BY("ORDER BY");

        private final String words;

        Clause(String words) {
            this.words = words;
        }

        boolean allowsAggregates() {
            return this == SELECT || this == HAVING || this == ORDER_BY;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final QueryResolver queries;
    private final Scope scope;
    private final Clause clause;
    private final Set<String> groupKeys;
    private final List<Scope.Use> uses = new ArrayList<>();
    private final ConditionResolver conditions = new ConditionResolver(this);
    private final FunctionResolver functions = new FunctionResolver(this);
    private boolean aggregates;
    private boolean insideAggregate;

    ExpressionResolver(QueryResolver queries, Scope scope, Clause clause) {
        this(queries, scope, clause, Set.of());
    }

    /** {@code groupKeys} are the GROUP BY terms; columns within them don't count as used. */
    ExpressionResolver(QueryResolver queries, Scope scope, Clause clause, Set<String> groupKeys) {
        this.queries = queries;
        this.scope = scope;
        this.clause = clause;
        this.groupKeys = groupKeys;
    }

    QueryResolver queries() {
        return queries;
    }

    Clause clause() {
        return clause;
    }

    /** The columns used outside of aggregates and GROUP BY terms, those of queries around included. */
    List<Scope.Use> uses() {
        return uses;
    }

    boolean hasAggregates() {
        return aggregates;
    }

    SqlText condition(Syntax.Expression expression) throws AdqlException {
        if (expression instanceof Syntax.Condition condition) {
            return conditions.resolve(condition);
        }
        throw ExpressionBuilder.notACondition(expression.spot());
    }

    Evaluated value(Syntax.Expression expression) throws AdqlException {
        if (!(expression instanceof Syntax.Value value)) {
            throw new AdqlException(
                    expression.spot(), "A condition can't be used as a value.", "Put it into WHERE or HAVING.");
        }
        int before = uses.size();
        Evaluated evaluated = resolve(value);
        if (!groupKeys.isEmpty()
                && uses.size() > before
                && groupKeys.contains(evaluated.sql().key())) {
            uses.subList(before, uses.size()).clear();
        }
        return evaluated;
    }

    /** A value that must be a number; what it is for is said in the error. */
    Evaluated number(Syntax.Value value, String what) throws AdqlException {
        Evaluated evaluated = value(value);
        if (!evaluated.type().isNumber() && !evaluated.type().isUnknown()) {
            throw new AdqlException(
                    value.spot(),
                    what + " needs numbers, but this is " + evaluated.type().family() + ".",
                    evaluated.type().isText() ? "CAST(… AS DOUBLE PRECISION) makes numbers of text." : "");
        }
        return evaluated;
    }

    /** A value that must be text. */
    Evaluated text(Syntax.Value value, String what) throws AdqlException {
        Evaluated evaluated = value(value);
        AdqlType.Family family = evaluated.type().family();
        if (family != AdqlType.Family.TEXT && family != AdqlType.Family.ANY) {
            throw new AdqlException(
                    value.spot(),
                    what + " needs text, but this is " + family + ".",
                    "CAST(… AS VARCHAR) makes text of numbers.");
        }
        return evaluated;
    }

    private Evaluated resolve(Syntax.Value value) throws AdqlException {
        if (value instanceof Syntax.Literal literal) {
            return literal(literal);
        } else if (value instanceof Syntax.ColumnName column) {
            return Evaluated.of(scope.find(column, uses));
        } else if (value instanceof Syntax.Chain chain) {
            return chain(chain);
        } else if (value instanceof Syntax.Negated negated) {
            return negated(negated);
        } else if (value instanceof Syntax.Call call) {
            return functions.resolve(call);
        } else if (value instanceof Syntax.Cast cast) {
            return CastResolver.resolve(cast, value(cast.value()));
        }
        Syntax.ScalarQuery query = (Syntax.ScalarQuery) value;
        ResolvedQuery resolved = subquery(query.query());
        if (resolved.columns().size() != 1) {
            throw new AdqlException(
                    query.spot(),
                    "A subquery used as a value must have one column, not "
                            + resolved.columns().size() + ".");
        }
        return Evaluated.of(
                SqlText.of("(", resolved.sql(), ")"), resolved.columns().get(0).type());
    }

    /** A subquery in this clause; what it uses of this query counts as used here. */
    ResolvedQuery subquery(Syntax.Query query) throws AdqlException {
        return queries.resolve(query, scope, uses);
    }

    /** Runs over the arguments of an aggregate: their columns needn't be grouped, and they hold no other aggregate. */
    Evaluated aggregateArgument(Syntax.Call call, Syntax.Expression argument) throws AdqlException {
        enterAggregate(call);
        int before = uses.size();
        insideAggregate = true;
        try {
            return value(argument);
        } finally {
            insideAggregate = false;
            uses.subList(before, uses.size()).removeIf(u -> u.scope() == scope);
        }
    }

    void enterAggregate(Syntax.Call call) throws AdqlException {
        if (!clause.allowsAggregates()) {
            throw new AdqlException(
                    call.nameSpot(),
                    call.name() + " works on groups of rows and can't be used in " + clause + ".",
                    "Conditions on groups belong into HAVING.");
        }
        if (insideAggregate) {
            throw new AdqlException(
                    call.nameSpot(), "An aggregate can't contain another one.", "Use a subquery in FROM.");
        }
        aggregates = true;
    }

    static Evaluated literal(Syntax.Literal literal) throws AdqlException {
        switch (literal.kind()) {
            case NULL:
                return Evaluated.of(SqlText.of("NULL"), AdqlType.of(AdqlType.Kind.UNKNOWN));
            case STRING:
                boolean ascii = literal.text().chars().allMatch(c -> c < 128);
                return Evaluated.constant(
                        SqlText.value(literal.text()), ascii ? AdqlType.text() : AdqlType.unicode(), literal.text());
            case INTEGER:
                try {
                    long number = Long.parseLong(literal.text());
                    boolean small = number <= Integer.MAX_VALUE;
                    return Evaluated.constant(
                            SqlText.of(Long.toString(number)),
                            AdqlType.of(small ? AdqlType.Kind.INTEGER : AdqlType.Kind.BIGINT),
                            number);
                } catch (NumberFormatException e) {
                    return decimal(literal);
                }
            default:
                return decimal(literal);
        }
    }

    private static Evaluated decimal(Syntax.Literal literal) throws AdqlException {
        double number = Double.parseDouble(literal.text());
        if (Double.isInfinite(number)) {
            throw new AdqlException(literal.spot(), "This number is too large for DOUBLE PRECISION.");
        }
        return Evaluated.constant(SqlText.of(Double.toString(number)), AdqlType.of(AdqlType.Kind.DOUBLE), number);
    }

    private Evaluated negated(Syntax.Negated negated) throws AdqlException {
        Evaluated value = number(negated.value(), "A sign");
        // A space keeps two minuses from becoming a comment.
        SqlText sql = SqlText.of("(- ", value.sql(), ")");
        if (value.constant().isPresent()) {
            Object constant = value.constant().get();
            return Evaluated.constant(
                    sql, value.type(), constant instanceof Long l ? (Object) (-l) : (Object) (-(Double) constant));
        }
        return Evaluated.of(sql, value.type());
    }

    private Evaluated chain(Syntax.Chain chain) throws AdqlException {
        boolean text = chain.steps().stream().anyMatch(s -> s.operator().equals("||"));
        if (text && chain.steps().stream().allMatch(s -> s.operator().equals("||"))) {
            return concatenation(chain);
        }
        if (text) {
            throw new AdqlException(chain.spot(), "|| joins text and can't stand beside + and -.", "Use parentheses.");
        }
        if (chain.steps().size() > queries.session().limits().terms()) {
            throw new AdqlException(
                    chain.spot(),
                    "This sum or product has more than "
                            + queries.session().limits().terms() + " terms.",
                    "Shorten it.");
        }
        String operator = chain.steps().get(0).operator();
        Evaluated first = number(chain.first(), "'" + operator + "'");
        AdqlType type = first.type();
        List<Object> parts = new ArrayList<>(List.of("(", first.sql()));
        for (Syntax.Step step : chain.steps()) {
            Evaluated operand = number(step.operand(), "'" + step.operator() + "'");
            parts.add(" " + step.operator() + " ");
            parts.add(operand.sql());
            type = type.or(operand.type());
        }
        parts.add(")");
        return Evaluated.of(SqlText.of(parts.toArray()), computed(type));
    }

    /** The result's type without the xtype and array size of the column that it came from. */
    private static AdqlType computed(AdqlType type) {
        return AdqlType.of(type.kind());
    }

    private Evaluated concatenation(Syntax.Chain chain) throws AdqlException {
        List<SqlText> operands = new ArrayList<>();
        Evaluated first = text(chain.first(), "'||'");
        operands.add(first.sql());
        AdqlType type = AdqlType.text().or(first.type());
        for (Syntax.Step step : chain.steps()) {
            Evaluated operand = text(step.operand(), "'||'");
            operands.add(operand.sql());
            type = type.or(operand.type());
        }
        return Evaluated.of(SqlText.balanced(" || ", operands), type.isText() ? type : AdqlType.text());
    }
}
