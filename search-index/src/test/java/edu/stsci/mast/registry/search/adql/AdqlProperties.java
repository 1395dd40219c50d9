package edu.stsci.mast.registry.search.adql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is written, the compiler answers with a query that SQLite takes, or with an error inside the text. */
class AdqlProperties {
    private static RegTapFixture regTap;

    /** An expression's text and its value. */
    record Sum(String text, double value) {}

    @BeforeContainer
    static void open() throws SQLException {
        regTap = new RegTapFixture();
    }

    @AfterContainer
    static void close() throws SQLException {
        regTap.close();
    }

    @Property(tries = 300)
    void arithmeticIsEvaluatedAsWritten(@ForAll("sums") Sum sum) throws Exception {
        double value = Double.parseDouble(regTap.run("SELECT " + sum.text() + " FROM rr.stc_spectral"));
        assertThat(value).isCloseTo(sum.value(), within(1e-9 * (1 + Math.abs(sum.value()))));
    }

    @Provide
    Arbitrary<Sum> sums() {
        return Arbitraries.recursive(AdqlProperties::numbers, AdqlProperties::larger, 0, 5);
    }

    private static Arbitrary<Sum> numbers() {
        return Arbitraries.integers()
                .between(-100_000, 100_000)
                .map(i -> new Sum(String.format(Locale.ROOT, "%.2f", i / 100.0), i / 100.0));
    }

    private static Arbitrary<Sum> larger(Arbitrary<Sum> smaller) {
        Arbitrary<Sum> signed = smaller.map(s -> new Sum("-(" + s.text() + ")", -s.value()));
        return Combinators.combine(smaller, Arbitraries.of("+", "-", "*"), Arbitraries.oneOf(numbers(), signed))
                .as((a, operator, b) -> new Sum(
                        "(" + a.text() + operator + " " + b.text() + ")",
                        switch (operator) {
                            case "+" -> a.value() + b.value();
                            case "-" -> a.value() - b.value();
                            default -> a.value() * b.value();
                        }));
    }

    @Property(tries = 1000)
    void anyTextIsAQueryOrAnErrorWithinIt(@ForAll("texts") String text) {
        try {
            CompiledQuery query = regTap.compiler().compile(text);
            try (var statement = regTap.connection().prepareStatement(query.sql())) {
                assertThat(statement.getParameterMetaData().getParameterCount())
                        .isEqualTo(query.parameters().size());
            } catch (SQLException e) {
                throw new AssertionError(text + " became " + query.sql() + ": " + e.getMessage(), e);
            }
        } catch (AdqlException refused) {
            String[] lines = text.split("\n", -1);
            assertThat(refused.line()).isBetween(1, lines.length);
            assertThat(refused.column())
                    .isBetween(1, lines[refused.line() - 1].codePointCount(0, lines[refused.line() - 1].length()) + 1);
            assertThat(refused.length()).isBetween(0, text.length());
            assertThat(refused.problem()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.of(
                "SELECT",
                "FROM",
                "rr.resource",
                "WHERE",
                "ivoid",
                "=",
                "'x'",
                "(",
                ")",
                ",",
                "JOIN",
                "NATURAL",
                "ON",
                "1",
                "AND",
                "NOT",
                "COUNT(*)",
                "GROUP BY",
                "ORDER BY",
                "UNION",
                "rr.capability",
                "cap_index",
                "*",
                "+",
                "IN",
                "LIKE",
                "AS",
                "t",
                "TOP",
                "\"",
                "'",
                ";",
                "--",
                "\n",
                "POINT(1, 2)",
                "MAX(cap_index)",
                "é",
                "😀",
                "SELECT ivoid FROM rr.resource",
                "HAVING",
                "BETWEEN",
                "NULL",
                "IS",
                "||",
                "EXISTS",
                "WITH",
                "OFFSET");
        Arbitrary<String> salad = words.list().ofMaxSize(20).map(list -> String.join(" ", list));
        Arbitrary<String> tails = salad.map(tail -> "SELECT cap_index, ivoid FROM rr.capability " + tail);
        Arbitrary<String> heads = salad.map(head -> "SELECT " + head + " FROM rr.capability");
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(60).filter(s -> s.indexOf('\r') < 0), salad, tails, heads);
    }
}
