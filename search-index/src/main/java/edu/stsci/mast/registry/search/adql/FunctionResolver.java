package edu.stsci.mast.registry.search.adql;

import edu.stsci.mast.registry.model.units.VoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Resolves function calls: aggregates, the standard's functions, and the declared ones. */
final class FunctionResolver {
    private final ExpressionResolver values;

    FunctionResolver(ExpressionResolver values) {
        this.values = values;
    }

    Evaluated resolve(Syntax.Call call) throws AdqlException {
        String name = call.name().toUpperCase(Locale.ROOT);
        if (StandardAggregates.isAggregate(name)) {
            return aggregate(name, call);
        }
        if (call.star()) {
            throw new AdqlException(call.spot(), "Only COUNT takes *.", "Name the arguments.");
        }
        return switch (name) {
            case "COALESCE" -> coalesce(call);
            case "ROUND", "TRUNCATE" -> rounded(name, call);
            case "IN_UNIT" -> inUnit(call);
            case "POINT", "CIRCLE", "POLYGON", "BOX" -> geometry(name, call);
            default -> declared(call, candidates(call));
        };
    }

    private Evaluated aggregate(String name, Syntax.Call call) throws AdqlException {
        if (call.star()) {
            if (!name.equals("COUNT")) {
                throw new AdqlException(call.spot(), name + " needs a column; only COUNT takes *.");
            }
            values.enterAggregate(call);
            return Evaluated.of(SqlText.of("count(*)"), AdqlType.of(AdqlType.Kind.BIGINT));
        }
        if (call.arguments().size() != 1) {
            throw counts(call, "1");
        }
        Evaluated value = values.aggregateArgument(call, call.arguments().get(0));
        AdqlType type = value.type();
        if ((name.equals("SUM") || name.equals("AVG")) && !type.isNumber() && !type.isUnknown()) {
            throw new AdqlException(
                    call.arguments().get(0).spot(), name + " needs numbers, but this is " + type.family() + ".");
        }
        AdqlType result =
                switch (name) {
                    case "COUNT" -> AdqlType.of(AdqlType.Kind.BIGINT);
                    case "AVG" -> AdqlType.of(AdqlType.Kind.DOUBLE);
                    case "SUM" -> AdqlType.of(type.isInteger() ? AdqlType.Kind.BIGINT : AdqlType.Kind.DOUBLE);
                    default -> type;
                };
        String quantifier = call.distinct() ? "(DISTINCT " : "(";
        return Evaluated.of(SqlText.of(name.toLowerCase(Locale.ROOT) + quantifier, value.sql(), ")"), result);
    }

    private Evaluated coalesce(Syntax.Call call) throws AdqlException {
        List<Evaluated> arguments = evaluate(call);
        if (arguments.isEmpty()) {
            throw counts(call, "at least 1");
        }
        AdqlType type = arguments.get(0).type();
        for (int i = 1; i < arguments.size(); i++) {
            AdqlType other = arguments.get(i).type();
            if (!type.goesWith(other)) {
                throw new AdqlException(
                        call.arguments().get(i).spot(),
                        "COALESCE mixes " + type.family() + " with " + other.family() + ".",
                        "Use CAST on one of them.");
            }
            type = type.or(other);
        }
        if (arguments.size() == 1) {
            return arguments.get(0);
        }
        List<SqlText> texts = arguments.stream().map(Evaluated::sql).toList();
        return Evaluated.of(SqlText.of("coalesce(", SqlText.join(", ", texts), ")"), type);
    }

    /** ROUND and TRUNCATE; the number of places is an integer literal by the grammar. */
    private Evaluated rounded(String name, Syntax.Call call) throws AdqlException {
        List<Evaluated> arguments = evaluate(call);
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw counts(call, "1 or 2");
        }
        if (!arguments.get(0).type().isNumber() && !arguments.get(0).type().isUnknown()) {
            throw wrongType(call, 0, arguments.get(0), AdqlType.of(AdqlType.Kind.DOUBLE));
        }
        long places = 0;
        if (arguments.size() == 2) {
            Optional<Object> constant = arguments.get(1).constant();
            if (constant.isEmpty() || !(constant.get() instanceof Long given) || Math.abs(given) > 30) {
                throw new AdqlException(
                        call.arguments().get(1).spot(), "The number of places must be a whole number up to 30.");
            }
            places = given;
        }
        SqlText x = arguments.get(0).sql();
        String factor = "1e" + Math.abs(places);
        SqlText sql;
        if (name.equals("ROUND")) {
            sql = places >= 0
                    ? SqlText.of("round(", x, ", " + places + ")")
                    : SqlText.of("(round(", x, " / " + factor + ") * " + factor + ")");
        } else {
            sql = places >= 0
                    ? SqlText.of("(trunc((", x, ") * " + factor + ") / " + factor + ")")
                    : SqlText.of("(trunc((", x, ") / " + factor + ") * " + factor + ")");
        }
        return Evaluated.of(sql, AdqlType.of(AdqlType.Kind.DOUBLE));
    }

    /**
     * IN_UNIT (ADQL 2.1, section 4.7): a column that has a unit, in another one. What is calculated from columns has no unit that we know.
     */
    private Evaluated inUnit(Syntax.Call call) throws AdqlException {
        List<Evaluated> arguments = evaluate(call);
        if (arguments.size() != 2) {
            throw counts(call, "2");
        }
        if (!arguments.get(0).type().isNumber()) {
            throw wrongType(call, 0, arguments.get(0), AdqlType.of(AdqlType.Kind.DOUBLE));
        }
        ScopeColumn column = arguments.get(0).column();
        CatalogueColumn origin = column == null ? null : column.origin();
        Spot spot = call.arguments().get(0).spot();
        if (origin == null) {
            throw new AdqlException(
                    spot,
                    "The unit of this value isn't known.",
                    "Write IN_UNIT(column, 'unit') first, and calculate with that.");
        }
        if (origin.unit() == null || origin.unit().isBlank()) {
            throw new AdqlException(spot, "The column '" + column.name() + "' has no unit.");
        }
        if (!(arguments.get(1).constant().orElse(null) instanceof String wanted)) {
            throw new AdqlException(
                    call.arguments().get(1).spot(),
                    "The second argument of IN_UNIT must be a unit.",
                    "Write it as in 'km/s'.");
        }
        VoUnit.Conversion conversion = unit(origin.unit(), spot)
                .to(matching(
                        unit(origin.unit(), spot),
                        wanted,
                        call.arguments().get(1).spot()));
        SqlText sql = SqlText.of(
                "(CAST(",
                arguments.get(0).sql(),
                " AS REAL) " + (conversion.divides() ? "/ " : "* ") + conversion.factor() + ")");
        AdqlType type = AdqlType.of(AdqlType.Kind.DOUBLE);
        return Evaluated.of(new ScopeColumn("in_unit", type, origin.inUnit(wanted.strip(), type), sql, null, null));
    }

    private static VoUnit matching(VoUnit from, String wanted, Spot spot) throws AdqlException {
        VoUnit to = unit(wanted, spot);
        if (!from.goesWith(to)) {
            throw new AdqlException(spot, "Quantities in '" + from + "' can't be told in '" + to + "'.");
        }
        return to;
    }

    private static VoUnit unit(String text, Spot spot) throws AdqlException {
        try {
            return VoUnit.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AdqlException(spot, e.getMessage());
        }
    }

    /**
     * The constructors of geometries. Their first argument may be the name of a coordinate system, which is deprecated
     * and has no effect (ADQL 2.1, section 4.1.4).
     */
    private Evaluated geometry(String name, Syntax.Call call) throws AdqlException {
        List<Evaluated> arguments = new ArrayList<>(evaluate(call));
        int dropped = !arguments.isEmpty() && arguments.get(0).type().isText() ? 1 : 0;
        if (dropped == 1) {
            if (arguments.get(0).constant().isEmpty()) {
                throw new AdqlException(
                        call.arguments().get(0).spot(), "A coordinate system must be a string.", "Drop it.");
            }
            arguments.remove(0);
        }
        boolean points = !arguments.isEmpty() && arguments.get(0).type().kind() == AdqlType.Kind.POINT;
        int size = arguments.size();
        boolean right =
                switch (name) {
                    case "POINT" -> !points && size == 2;
                    case "CIRCLE" -> size == (points ? 2 : 3);
                    case "BOX" -> size == (points ? 3 : 4);
                    default -> points ? size >= 3 : size >= 6 && size % 2 == 0;
                };
        if (!right || size > 100) {
            throw new AdqlException(
                    call.spot(), name + " can't be made of " + size + " arguments.", GeometryForms.of(name));
        }
        for (int i = 0; i < size; i++) {
            boolean point = points && (i == 0 || name.equals("POLYGON"));
            AdqlType type = arguments.get(i).type();
            if (!type.isUnknown() && (point ? type.kind() != AdqlType.Kind.POINT : !type.isNumber())) {
                throw wrongType(
                        call,
                        i + dropped,
                        arguments.get(i),
                        AdqlType.of(point ? AdqlType.Kind.POINT : AdqlType.Kind.DOUBLE));
            }
        }
        AdqlType.Kind kind = name.equals("BOX") ? AdqlType.Kind.POLYGON : AdqlType.Kind.valueOf(name);
        List<SqlText> texts = arguments.stream().map(Evaluated::sql).toList();
        return Evaluated.of(
                SqlText.of("adql_" + name.toLowerCase(Locale.ROOT) + "(", SqlText.join(", ", texts), ")"),
                AdqlType.of(kind));
    }

    private List<FunctionDeclaration> candidates(Syntax.Call call) throws AdqlException {
        List<FunctionDeclaration> found = values.queries().session().catalogue().functions(call.name());
        if (found.isEmpty()) {
            found = BuiltInFunctions.named(call.name());
        }
        if (!found.isEmpty()) {
            return found;
        }
        Set<String> names =
                new LinkedHashSet<>(values.queries().session().catalogue().functionNames());
        names.addAll(BuiltInFunctions.names());
        throw new AdqlException(
                call.nameSpot(), "There is no function '" + call.name() + "'.", Suggestions.near(call.name(), names));
    }

    private Evaluated declared(Syntax.Call call, List<FunctionDeclaration> candidates) throws AdqlException {
        boolean aggregate = candidates.get(0).aggregate();
        List<Evaluated> arguments = new ArrayList<>();
        if (aggregate) {
            values.enterAggregate(call);
            for (Syntax.Expression argument : call.arguments()) {
                arguments.add(values.aggregateArgument(call, argument));
            }
        } else {
            arguments.addAll(evaluate(call));
        }
        FunctionDeclaration function = choose(call, candidates, arguments);
        return new FunctionWriter(function, arguments, values).write();
    }

    private static FunctionDeclaration choose(
            Syntax.Call call, List<FunctionDeclaration> candidates, List<Evaluated> arguments) throws AdqlException {
        List<FunctionDeclaration> sized = candidates.stream()
                .filter(f -> f.parameters().size() == arguments.size())
                .toList();
        if (sized.isEmpty()) {
            throw counts(
                    call,
                    candidates.stream()
                            .map(f -> Integer.toString(f.parameters().size()))
                            .distinct()
                            .collect(Collectors.joining(" or ")));
        }
        for (FunctionDeclaration function : sized) {
            if (mismatch(function, arguments) < 0) {
                return function;
            }
        }
        int wrong = mismatch(sized.get(0), arguments);
        throw wrongType(
                call,
                wrong,
                arguments.get(wrong),
                sized.get(0).parameters().get(wrong).type());
    }

    private static int mismatch(FunctionDeclaration function, List<Evaluated> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            AdqlType wanted = function.parameters().get(i).type();
            AdqlType given = arguments.get(i).type();
            boolean geometry = wanted.family() == AdqlType.Family.GEOMETRY && wanted.kind() != AdqlType.Kind.REGION;
            boolean dateText = wanted.kind() == AdqlType.Kind.TIMESTAMP && given.isText();
            if (!dateText
                    && (!wanted.goesWith(given) || geometry && !given.isUnknown() && wanted.kind() != given.kind())) {
                return i;
            }
        }
        return -1;
    }

    private List<Evaluated> evaluate(Syntax.Call call) throws AdqlException {
        List<Evaluated> arguments = new ArrayList<>();
        for (Syntax.Expression argument : call.arguments()) {
            arguments.add(values.value(argument));
        }
        return arguments;
    }

    private static AdqlException counts(Syntax.Call call, String wanted) {
        return new AdqlException(
                call.spot(),
                call.name() + " takes " + wanted + (wanted.endsWith("1") ? " argument" : " arguments") + ", not "
                        + call.arguments().size() + ".");
    }

    private static AdqlException wrongType(Syntax.Call call, int argument, Evaluated given, AdqlType wanted) {
        String words = wanted.family() == AdqlType.Family.GEOMETRY && wanted.kind() != AdqlType.Kind.REGION
                ? "a " + wanted.kind()
                : wanted.family().toString();
        return new AdqlException(
                call.arguments().get(argument).spot(),
                "Argument " + (argument + 1) + " of " + call.name() + " must be " + words + ", but this is "
                        + given.type().family() + ".");
    }
}
