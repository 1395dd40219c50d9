package edu.stsci.mast.registry.search.adql.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellOutlineTest {
    private static final double CELL_OF_ORDER_3 = 360 * 360 / Math.PI / 768;

    @Test
    void outlinesHaveTheAreaOfTheirCells() {
        for (int base = 0; base < 12; base++) {
            for (CellOutline cell : Sky.parse("3/" + (base * 64 + 5 * base)).outlines(3)) {
                assertThat(area(cell)).as("base cell " + base).isCloseTo(CELL_OF_ORDER_3, within(0.5));
            }
        }
    }

    @Test
    void aBorderInManyStepsIsExact() {
        double whole = 0;
        for (CellOutline cell : Sky.parse("0/0-11").outlines(8)) {
            whole += area(cell);
        }
        assertThat(whole).isCloseTo(360 * 360 / Math.PI, within(1.0));
    }

    @Test
    void wholeCellsAreTakenTogetherAndPartsFillTheirs() {
        assertThat(Sky.parse("2/0-3 4/64").outlines(3))
                .hasSize(2)
                .extracting(cell -> cell.longitudes().length)
                .containsExactly(4 * 4, 4);
        assertThat(area(Sky.parse("9/0").outlines(3).get(0))).isCloseTo(CELL_OF_ORDER_3, within(0.5));
    }

    @Test
    void pointsAreNextToTheCentreWhereverLongitudesBegin() {
        for (CellOutline cell : Sky.parse("2/0-191").outlines(2)) {
            for (double longitude : cell.longitudes()) {
                assertThat(longitude).isBetween(cell.longitude() - 60, cell.longitude() + 60);
            }
        }
    }

    @Test
    void shapesAreCoveredByTheirCells() {
        List<CellOutline> cells = Sky.parse("CIRCLE 10 20 5").outlines(6);
        assertThat(cells.stream().mapToDouble(CellOutlineTest::area).sum()).isBetween(78.5, 110.0);
    }

    @Test
    void somewhereIsInTheCoverage() {
        for (String text : List.of("5/1000", "3/5-8 7/0", "0/0-11", "29/77", "CIRCLE 200 -30 1", "POINT 1 2")) {
            Sky sky = Sky.parse(text);
            double[] position = sky.somewhere().orElseThrow();
            assertThat(Sky.parse("POINT " + position[0] + " " + position[1]).isIn(sky))
                    .as(text)
                    .isTrue();
        }
        assertThat(Sky.parse("").somewhere()).isEmpty();
    }

    @Test
    void ordersThatNoPictureNeedsAreRefused() {
        assertThatThrownBy(() -> Sky.parse("0/1").outlines(11)).hasMessageContaining("between 0 and 10");
    }

    /** In square degrees: the integral of the sine of the latitude over the longitude. */
    private static double area(CellOutline cell) {
        double sum = 0;
        int n = cell.longitudes().length;
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            double z =
                    (Math.sin(Math.toRadians(cell.latitudes()[i])) + Math.sin(Math.toRadians(cell.latitudes()[next])))
                            / 2;
            sum += z * (cell.longitudes()[next] - cell.longitudes()[i]);
        }
        // A pole, where the border has no longitude, adds a step along the parallel of 90 degrees, which the sum holds
        // already.
        return Math.toDegrees(Math.abs(sum));
    }
}
