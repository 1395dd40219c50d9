package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a call of a declared function. */
final class FunctionWriter {
    private static final Pattern ARGUMENT = Pattern.compile("\\$(\\d)");

    private final FunctionDeclaration function;
    private final List<Evaluated> arguments;
    private final ExpressionResolver values;

    FunctionWriter(FunctionDeclaration function, List<Evaluated> arguments, ExpressionResolver values) {
        this.function = function;
        this.arguments = arguments;
        this.values = values;
    }

    Evaluated write() {
        return write(function.body());
    }

    private Evaluated write(FunctionDeclaration.Body body) {
        if (body instanceof FunctionDeclaration.Template template) {
            return Evaluated.of(fill(template.sql()), type());
        } else if (body instanceof FunctionDeclaration.SqliteFunction native_) {
            List<SqlText> texts = arguments.stream().map(Evaluated::sql).toList();
            return Evaluated.of(SqlText.of(native_.name() + "(", SqlText.join(", ", texts), ")"), type());
        } else if (body instanceof FunctionDeclaration.Condition condition) {
            return Evaluated.truth(fill(condition.sql()), type());
        } else if (body instanceof FunctionDeclaration.CaselessPattern) {
            SqlText match = CaselessPattern.match(values, arguments.get(0), arguments.get(1));
            return Evaluated.truth(
                    SqlText.of(
                            match,
                            " AND ",
                            arguments.get(0).sql(),
                            " IS NOT NULL AND ",
                            arguments.get(1).sql(),
                            " IS NOT NULL"),
                    type());
        }
        if (body instanceof FunctionDeclaration.Regions regions) {
            return Evaluated.truth(regions(regions.contains()), type());
        }
        FunctionDeclaration.Compiled compiled = (FunctionDeclaration.Compiled) body;
        Optional<SqlFragment> fragment = compiled.compiler().compile(new KnownArguments(arguments, values.clause()));
        return fragment.isPresent() ? Evaluated.truth(SqlText.of(fragment.get()), type()) : write(compiled.otherwise());
    }

    /** With a look at coarse cells first, where a row has them. */
    private SqlText regions(boolean contains) {
        FunctionDeclaration.Call call = new KnownArguments(arguments, values.clause());
        List<SqlText> conditions = new ArrayList<>();
        for (int argument = 0; argument < 2; argument++) {
            Optional<String> cells =
                    values.queries().session().catalogue().fast().cells(call, argument);
            if (cells.isPresent()) {
                conditions.add(SqlText.of(
                        "(" + cells.get() + " & adql_cells(",
                        arguments.get(1 - argument).sql(),
                        ")) <> 0"));
            }
        }
        conditions.add(SqlText.of(
                contains ? "adql_contains(" : "adql_intersects(",
                arguments.get(0).sql(),
                ", ",
                arguments.get(1).sql(),
                ")"));
        return SqlText.join(" AND ", conditions);
    }

    private AdqlType type() {
        AdqlType last = arguments.isEmpty()
                ? function.returns()
                : arguments.get(arguments.size() - 1).type();
        boolean same = function.returns().kind() == AdqlType.Kind.REGION && last.family() == AdqlType.Family.GEOMETRY;
        return same ? AdqlType.of(last.kind()) : function.returns();
    }

    private SqlText fill(String template) {
        List<Object> parts = new ArrayList<>();
        Matcher matcher = ARGUMENT.matcher(template);
        int from = 0;
        while (matcher.find()) {
            parts.add(template.substring(from, matcher.start()));
            parts.add(arguments.get(Integer.parseInt(matcher.group(1)) - 1).sql());
            from = matcher.end();
        }
        parts.add(template.substring(from));
        return SqlText.of(parts.toArray());
    }
}
