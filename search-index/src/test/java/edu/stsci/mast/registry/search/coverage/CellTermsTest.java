package edu.stsci.mast.registry.search.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import edu.stsci.mast.registry.search.adql.geometry.SkyCell;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The terms say the same as the areas and intervals themselves. */
class CellTermsTest {
    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-20, 20).map(number -> number / 4.0),
                Arbitraries.doubles().between(-1e-20, 1e-20).ofScale(30),
                Arbitraries.of(
                        0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300));
    }

    @Property(tries = 3000)
    void aNumberIsInAnIntervalWhenTheyHaveATermInCommon(
            @ForAll("numbers") double a, @ForAll("numbers") double b, @ForAll("numbers") double number) {
        Interval interval = Interval.between(a, b);
        Set<String> terms = CellTerms.of(interval);
        assertThat(terms).hasSizeLessThanOrEqualTo(124);
        assertThat(!Collections.disjoint(terms, CellTerms.at(number)))
                .as("%s in %s", number, interval)
                .isEqualTo(number >= interval.low() && number <= interval.high());
    }

    @Test
    void infiniteNumbersAreInNoInterval() {
        assertThat(CellTerms.at(Double.NEGATIVE_INFINITY)).isEmpty();
        assertThat(CellTerms.at(Double.POSITIVE_INFINITY)).isEmpty();
    }

    @Provide
    Arbitrary<String> maps() {
        Arbitrary<String> order = Arbitraries.integers().between(0, 4).flatMap(o -> Arbitraries.integers()
                .between(0, (12 << 2 * o) - 1)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(cells -> o + "/" + cells.toString().replaceAll("[\\[\\] ]", "")));
        return order.list().ofMinSize(1).ofMaxSize(2).map(orders -> String.join(" ", orders));
    }

    @Property
    void areasHaveSomethingInCommonWhenTheirTermsSaySo(@ForAll("maps") String one, @ForAll("maps") String other) {
        List<SkyCell> record = cells(one);
        List<SkyCell> question = cells(other);
        boolean found = !Collections.disjoint(CellTerms.of(record), CellTerms.of(question))
                || !Collections.disjoint(CellTerms.of(record), CellTerms.around(question))
                || !Collections.disjoint(CellTerms.around(record), CellTerms.of(question));
        assertThat(found).isEqualTo(Sky.parse(one).intersects(Sky.parse(other)));
    }

    private static List<SkyCell> cells(String map) {
        return Sky.mocCells(Sky.mocBytes(map).orElseThrow(), Integer.MAX_VALUE);
    }

    @Test
    void mapsWithTooManyCellsBecomeCoarserAndLoseNothing() {
        byte[] map = Sky.mocBytes("5/0,2,4,6,100 3/700").orElseThrow();
        assertThat(Sky.mocCells(map, 6)).hasSize(6).contains(new SkyCell(5, 6), new SkyCell(3, 700));
        assertThat(Sky.mocCells(map, 5))
                .containsExactly(new SkyCell(4, 0), new SkyCell(4, 1), new SkyCell(4, 25), new SkyCell(3, 700));
    }
}
