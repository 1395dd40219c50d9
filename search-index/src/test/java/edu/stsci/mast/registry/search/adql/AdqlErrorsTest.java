package edu.stsci.mast.registry.search.adql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, where the error points, and what it suggests. */
class AdqlErrorsTest {
    private final AdqlCompiler compiler = new AdqlCompiler(RegTapFixture.catalogue(), AdqlLimits.standard());

    private AdqlException refused(String adql) {
        AdqlException refused = catchThrowableOfType(AdqlException.class, () -> compiler.compile(adql));
        assertThat(refused).as(adql).isNotNull();
        return refused;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        SELECT shrt_name FROM rr.resource ~ 8 ~ 9 ~ Did you mean rr.resource.short_name
        SELECT ivoid FROM rr.resorce ~ 19 ~ 10 ~ Did you mean rr.resource
        SELECT r.short FROM rr.resource AS r ~ 10 ~ 5 ~ Did you mean short_name
        SELECT x.ivoid FROM rr.resource ~ 8 ~ 1 ~ There are: rr.resource
        SELECT ivo_haswrd(res_title, 'x') FROM rr.resource ~ 8 ~ 10 ~ Did you mean ivo_hasword
        SELECT ivoid FROM rr.resource LIMIT 10 ~ 31 ~ 5 ~ SELECT TOP 10
        SELECT ivoid FROM rr.resource WHERE ivoid == 'x' ~ 44 ~ 1 ~ single =
        SELECT ivoid FROM rr.resource WHERE ivoid = "x" ~ 45 ~ 3 ~ 'x' in single quotes
        SELECT ivoid, size FROM rr.resource ~ 15 ~ 4 ~ "size" in double quotes
        SELECT ivoid AS order FROM rr.resource ~ 17 ~ 5 ~ "order" in double quotes
        SELECT ivoid, FROM rr.resource ~ 15 ~ 4 ~ remove the comma
        SELECT FROM rr.resource ~ 8 ~ 4 ~ Name a column
        SELECT min FROM rr.resource ~ 8 ~ 3 ~ "min" in double quotes
        SELECT TOP x FROM rr.resource ~ 12 ~ 1 ~ whole number
        SELECT * FROM (SELECT 1 FROM rr.resource) WHERE 1 = 1 ~ 43 ~ 5 ~ AS t
        SELECT (ivoid FROM rr.resource ~ 15 ~ 4 ~ parenthesis
        SELECT ivoid short_name res_title FROM rr.resource ~ 25 ~ 9 ~ comma
        SELECT ivoid FROM rr.resource; ~ 30 ~ 1 ~ Remove it
        SELECT ivoid FROM rr.resource; DROP TABLE resource ~ 30 ~ 1 ~ Remove it
        PRAGMA writable_schema ~ 1 ~ 6 ~ Only reading
        DELETE FROM rr.resource ~ 1 ~ 6 ~ Only reading
        SELECT ivoid FROM rr.resource WHERE ivoid = 'x ~ 45 ~ 1 ~ doubled
        SELECT ivoid FROM rr.resource WHERE ~ 36 ~ 0 ~ value is expected
        SELECT ivoid FROM rr.resource WHERE ivoid ~ 37 ~ 5 ~ Compare it
        SELECT ivoid = 'x' FROM rr.resource ~ 8 ~ 11 ~ WHERE or HAVING
        SELECT ivoid FROM rr.resource WHERE region_of_regard = 'x' ~ 37 ~ 22 ~ single quotes
        SELECT ivoid FROM rr.resource WHERE region_of_regard LIKE '1%' ~ 37 ~ 16 ~ CAST
        SELECT ivoid FROM rr.resource WHERE created > 'yesterday' ~ 47 ~ 11 ~ 2026-11-24
        SELECT SUM(ivoid) FROM rr.resource ~ 12 ~ 5 ~ numbers
        SELECT ivoid + 1 FROM rr.resource ~ 8 ~ 5 ~ CAST
        SELECT short_name || 1 FROM rr.resource ~ 22 ~ 1 ~ CAST
        SELECT POWER(2) FROM rr.resource ~ 8 ~ 8 ~ takes 2 arguments, not 1
        SELECT SQRT(ivoid) FROM rr.resource ~ 13 ~ 5 ~ must be a number
        SELECT SUM(*) FROM rr.resource ~ 8 ~ 6 ~ only COUNT
        SELECT ivoid FROM rr.resource WHERE COUNT(*) > 1 ~ 37 ~ 5 ~ HAVING
        SELECT MAX(MIN(cap_index)) FROM rr.capability ~ 12 ~ 3 ~ subquery
        SELECT ivoid, COUNT(*) FROM rr.resource ~ 8 ~ 5 ~ GROUP BY
        SELECT short_name FROM rr.resource GROUP BY ivoid ~ 8 ~ 10 ~ MIN(short_name)
        SELECT ivoid FROM rr.resource GROUP BY ivoid ORDER BY short_name ~ 55 ~ 10 ~ GROUP BY
        SELECT * FROM rr.capability GROUP BY ivoid ~ 8 ~ 1 ~ GROUP BY
        SELECT ivoid FROM rr.resource GROUP BY 1 ~ 40 ~ 1 ~ Name the column
        SELECT ivoid FROM rr.resource ORDER BY 2 ~ 40 ~ 1 ~ position
        SELECT ivoid FROM rr.resource UNION SELECT ivoid, cap_index FROM rr.capability ~ 31 ~ 5 ~ same number of columns
        SELECT ivoid FROM rr.capability UNION SELECT cap_index FROM rr.capability ~ 33 ~ 5 ~ CAST
        SELECT ivoid FROM rr.resource, rr.capability ~ 8 ~ 5 ~ rr.resource.ivoid or rr.capability.ivoid
        SELECT 1 FROM rr.resource, rr.resource ~ 28 ~ 11 ~ alias
        SELECT 1 FROM rr.resource JOIN rr.capability ~ 27 ~ 4 ~ USING
        SELECT 1 FROM rr.resource JOIN rr.capability USING (short_name) ~ 53 ~ 10 ~ both sides
        SELECT 1 FROM rr.resource WHERE ivoid IN (SELECT ivoid, cap_index FROM rr.capability) ~ 33 ~ 53 ~ one column
        SELECT COALESCE(ivoid, 1) FROM rr.resource ~ 24 ~ 1 ~ CAST
        SELECT CAST(ivoid AS MONEY) FROM rr.resource ~ 22 ~ 5 ~ VARCHAR
        SELECT CAST(1 AS TIMESTAMP) FROM rr.resource ~ 8 ~ 20 ~ can't make
        SELECT IN_UNIT(region_of_regard) FROM rr.resource ~ 8 ~ 25 ~ 2 arguments
        SELECT IN_UNIT(region_of_regard * 2, 'rad') FROM rr.resource ~ 16 ~ 20 ~ calculate with that
        SELECT IN_UNIT(cap_index, 'rad') FROM rr.capability ~ 16 ~ 9 ~ has no unit
        SELECT IN_UNIT(short_name, 'rad') FROM rr.resource ~ 16 ~ 10 ~ must be a number
        SELECT IN_UNIT(region_of_regard, short_name) FROM rr.resource ~ 34 ~ 10 ~ must be a unit
        SELECT IN_UNIT(region_of_regard, 'furlong') FROM rr.resource ~ 34 ~ 9 ~ no unit 'furlong'
        SELECT IN_UNIT(region_of_regard, 'km') FROM rr.resource ~ 34 ~ 4 ~ can't be told in 'km'
        SELECT ROUND(1, cap_index) FROM rr.capability ~ 17 ~ 9 ~ whole number
        SELECT ivoid FROM rr.stc_spatial WHERE coverage = coverage ~ 40 ~ 19 ~ CONTAINS
        SELECT DISTANCE(POINT(1, 2), 3) FROM rr.resource ~ 30 ~ 1 ~ must be a POINT
        SELECT POINT(1, 2, 3) FROM rr.resource ~ 8 ~ 14 ~ latitude
        SELECT ivoid FROM a.b.c.d ~ 19 ~ 7 ~ no table
        SELECT _x FROM rr.resource ~ 8 ~ 1 ~ underscore
        SELECT ivoid FROM rr.resource WHERE ivoid IS NULL) ~ 50 ~ 1 ~ Remove
        SELECT 1e999 FROM rr.resource ~ 8 ~ 5 ~ too large
        """)
    void anErrorHasItsPlaceAndAdvice(String adql, int column, int length, String advice) {
        AdqlException refused = refused(adql);
        assertThat(refused.getMessage()).as(adql).contains(advice);
        assertThat(refused.column() + "+" + refused.length())
                .as(adql + ": " + refused.getMessage())
                .isEqualTo(column + "+" + length);
        assertThat(refused.line()).isEqualTo(1);
    }

    @Test
    void linesCountFromOne() {
        AdqlException refused = refused("SELECT ivoid\nFROM rr.resource\n  WHERE nme = 'x'");
        assertThat(refused.line()).isEqualTo(3);
        assertThat(refused.column()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000})
    void deepNestingIsRefusedWithASentence(int depth) {
        String text = "(".repeat(depth) + "1" + ")".repeat(depth);
        assertThat(refused("SELECT " + text + " FROM rr.resource").getMessage()).contains("nested more than 50 deep");
        String subqueries = "SELECT 1 FROM (".repeat(depth) + "rr.resource" + ") AS t".repeat(depth);
        assertThat(refused(subqueries).getMessage()).containsAnyOf("nested", "too many", "characters");
    }

    @Test
    void whatIsJustWithinTheLimitsRuns() throws Exception {
        try (RegTapFixture regTap = new RegTapFixture()) {
            assertThat(regTap.run("SELECT " + "ABS(".repeat(50) + "-1" + ")".repeat(50) + " FROM rr.stc_spectral"))
                    .isEqualTo("1.0");
            assertThat(regTap.run("SELECT " + "(1 + ".repeat(50) + "1" + ")".repeat(50) + " FROM rr.stc_spectral"))
                    .isEqualTo("51");
            assertThat(regTap.run("SELECT COUNT(*) FROM rr.stc_spectral WHERE " + "NOT (1 = 1 AND ".repeat(50) + "1 = 1"
                            + ")".repeat(50)))
                    .isEqualTo("1");
            assertThat(regTap.run("SELECT x FROM " + "(SELECT x FROM ".repeat(11)
                            + "(SELECT 1 AS x FROM rr.stc_spectral) AS t" + ") AS t".repeat(11)))
                    .isEqualTo("1");
            assertThat(regTap.run("SELECT COUNT(*) FROM rr.resource WHERE "
                            + "ivoid IN (SELECT ivoid FROM rr.resource WHERE ".repeat(12) + "1 = 1" + ")".repeat(12)))
                    .isEqualTo("3");
            assertThat(regTap.run(many(60, "SELECT 1 FROM rr.stc_spectral", " UNION ALL ")))
                    .hasSize(60 * 4 - 3);
            assertThat(regTap.run("SELECT COUNT(*) FROM " + "(".repeat(49) + "rr.stc_spectral"
                            + " NATURAL JOIN rr.stc_temporal)".repeat(1) + ")".repeat(48)))
                    .isEqualTo("1");
            assertThat(regTap.run("SELECT TOP 2 * FROM rr.stc_temporal ORDER BY ivoid DESC, time_end ASC"))
                    .startsWith("ivo://a/tap|50000.0");
        }
    }

    @Test
    void chainsOfThousandsOfTermsWorkOrAreRefusedWithASentence() throws Exception {
        try (RegTapFixture regTap = new RegTapFixture()) {
            for (String operator : new String[] {" AND ", " OR "}) {
                String chain = many(5000, "short_name <> 'x'", operator);
                assertThat(regTap.run("SELECT COUNT(*) FROM rr.resource WHERE " + chain))
                        .isEqualTo("3");
            }
            assertThat(regTap.run("SELECT " + many(5000, "'ab'", " || ") + " FROM rr.stc_spectral"))
                    .isEqualTo("ab".repeat(5000));
            assertThat(regTap.run("SELECT " + many(201, "1", " + ") + " FROM rr.stc_spectral"))
                    .isEqualTo("201");
            assertThat(regTap.run("SELECT COUNT(*) FROM rr.resource WHERE " + "NOT ".repeat(5000) + "1 = 1"))
                    .isEqualTo("3");
            assertThat(regTap.run(
                            "SELECT COUNT(*) FROM rr.resource WHERE short_name IN (" + many(5000, "'A'", ", ") + ")"))
                    .isEqualTo("1");
        }
        assertThat(refused("SELECT " + many(5000, "1", " + ") + " FROM rr.resource")
                        .getMessage())
                .contains("200 terms");
        assertThat(refused("SELECT 1 FROM rr.resource AS " + many(61, "r", ", rr.resource AS "))
                        .getMessage())
                .contains("more than 60 tables");
        assertThat(refused(many(5000, "SELECT 1 FROM rr.resource", " UNION ")).getMessage())
                .contains("too many");
        assertThat(refused("SELECT 1 FROM rr.resource -- " + "x".repeat(300_000))
                        .getMessage())
                .contains("200000");
    }

    @Test
    void literalsNeverBecomeSql() throws SQLException, AdqlException {
        try (RegTapFixture regTap = new RegTapFixture()) {
            String nasty = "x'' OR 1=1 --\"; DROP TABLE resource";
            assertThat(regTap.run("SELECT '" + nasty + "' FROM rr.stc_spectral"))
                    .isEqualTo("x' OR 1=1 --\"; DROP TABLE resource");
            assertThat(regTap.run("SELECT COUNT(*) FROM rr.resource WHERE ivoid LIKE '" + nasty + "'"))
                    .isEqualTo("0");
            assertThat(regTap.run(
                            "SELECT \"a\"\"; b\" FROM (SELECT 1 AS \"a\"\"; b\" FROM rr.stc_spectral) AS \"d\"\"d\""))
                    .isEqualTo("1");
        }
    }

    private static String many(int times, String text, String separator) {
        return IntStream.range(0, times).mapToObj(i -> text).collect(Collectors.joining(separator));
    }
}
