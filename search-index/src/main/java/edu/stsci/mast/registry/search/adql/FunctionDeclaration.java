package edu.stsci.mast.registry.search.adql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A user-defined function (ADQL 2.1, section 4.2): how queries call it and what SQL it becomes. Functions may share a name
 * when their parameters differ.
 *
 * @param name its name; compared without regard to case
 * @param parameters its parameters in order
 * @param returns the result's type; {@link AdqlType.Kind#REGION} for a geometry of the last argument's type
 * @param aggregate whether it makes one value of a group of rows
 * @param body how it is computed
 * @param description what it does, for the service's capabilities
 */
public record FunctionDeclaration(
        String name, List<Parameter> parameters, AdqlType returns, boolean aggregate, Body body, String description) {
    /** A parameter; {@link AdqlType.Kind#REGION} takes any geometry, {@link AdqlType.Kind#UNKNOWN} anything. */
    public record Parameter(String name, AdqlType type) {}

    /** How a function is computed. */
    public sealed interface Body permits Template, SqliteFunction, Condition, CaselessPattern, Regions, Compiled {}

    /** SQL for the value, in which {@code $1}, {@code $2} … stand for the arguments. */
    public record Template(String sql) implements Body {}

    /** The name of a function that the connection has. */
    public record SqliteFunction(String name) implements Body {}

    /**
     * SQL of a condition, {@code $1} … standing for the arguments, for a function that answers 1 or 0. Comparing it with
     * 1 or 0 writes the bare condition, so that SQLite can use indexes.
     */
    public record Condition(String sql) implements Body {}

    /** A condition: the first argument matches the pattern of LIKE in the second, whatever the case, as with {@code ILIKE}. */
    public record CaselessPattern() implements Body {}

    /** {@code CONTAINS} or {@code INTERSECTS} of two regions. */
    public record Regions(boolean contains) implements Body {}

    /** Decided while compiling, for a condition as in {@link Condition}; without an answer, {@code otherwise} is used. */
    public record Compiled(Compiler compiler, Body otherwise) implements Body {}

    /** Makes the SQL of a condition from what is known of a call. */
    @FunctionalInterface
    public interface Compiler {
        /** The condition's SQL; empty when this call can't be decided beforehand. */
        Optional<SqlFragment> compile(Call call);
    }

    /** What is known of a call while compiling. Arguments count from 0. */
    public interface Call {
        /** The argument's value when it is a literal: String, Long or Double. */
        Optional<Object> constant(int argument);

        /** The catalogue's column when the argument is one that is read from its table directly. */
        Optional<CatalogueColumn> column(int argument);

        /** The table of {@link #column}. */
        Optional<CatalogueTable> table(int argument);

        /** SQL of another column of the same row of {@link #table}; empty where rows have been grouped. */
        Optional<String> sibling(int argument, String column);

        /**
         * SQL of a column of that row which queries cannot name, such as {@code rowid}; empty where rows have been grouped, and when the
         * table is no stored one.
         */
        Optional<String> hidden(int argument, String column);
    }

    /** Copies the parameters. */
    public FunctionDeclaration {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(returns, "returns");
        Objects.requireNonNull(body, "body");
        parameters = List.copyOf(parameters);
    }

    /** The signature in the form that TAPRegExt wants (ADQL 2.1, section 4.2.2). */
    public String signature() {
        return name
                + parameters.stream()
                        .map(p -> p.name() + " " + p.type().words())
                        .collect(Collectors.joining(", ", "(", ")"))
                + " -> " + returns.words();
    }
}
