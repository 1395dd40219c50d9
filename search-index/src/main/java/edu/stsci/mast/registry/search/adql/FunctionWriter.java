package edu.stsci.mast.registry.search.adql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a call of a declared function, and tells its compiler what is known of the arguments. */
final class FunctionWriter implements FunctionDeclaration.Call {
    private static final Pattern ARGUMENT = Pattern.compile("\\$(\\d)");

    private final FunctionDeclaration function;
    private final List<Evaluated> arguments;
    private final ExpressionResolver.Clause clause;

    FunctionWriter(FunctionDeclaration function, List<Evaluated> arguments, ExpressionResolver.Clause clause) {
        this.function = function;
        this.arguments = arguments;
        this.clause = clause;
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
        }
        FunctionDeclaration.Compiled compiled = (FunctionDeclaration.Compiled) body;
        Optional<SqlFragment> fragment = compiled.compiler().compile(this);
        return fragment.isPresent() ? Evaluated.truth(SqlText.of(fragment.get()), type()) : write(compiled.otherwise());
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
        boolean rows = clause == ExpressionResolver.Clause.WHERE || clause == ExpressionResolver.Clause.ON;
        if (!rows || table(argument).isEmpty()) {
            return Optional.empty();
        }
        ScopeColumn known = arguments.get(argument).column();
        return known.table().columns().stream()
                .filter(c -> c.name().equalsIgnoreCase(column))
                .findFirst()
                .map(c -> ScopeColumn.read(c, known.alias()).write(new ArrayList<>()));
    }
}
