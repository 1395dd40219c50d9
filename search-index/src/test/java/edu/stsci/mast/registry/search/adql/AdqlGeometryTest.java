package edu.stsci.mast.registry.search.adql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Geometry in queries, and what must hold for any geometry. */
class AdqlGeometryTest {
    private static RegTapFixture regTap;

    @BeforeAll
    static void open() throws SQLException {
        regTap = new RegTapFixture();
    }

    @AfterAll
    static void close() throws SQLException {
        regTap.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        CONTAINS(POINT(25.0, -19.5), CIRCLE(25.4, -20.0, 10.0)) ~ 1
        CONTAINS(POINT('ICRS', 25.0, -19.5), CIRCLE('ICRS', 25.4, -20.0, 0.1)) ~ 0
        CONTAINS(CIRCLE(10, 0, 1), CIRCLE(POINT(10, 0.5), 1.6)) ~ 1
        CONTAINS(CIRCLE(10, 0, 1), CIRCLE(10, 0.5, 1.4)) ~ 0
        CONTAINS(POINT(0, 89), POLYGON(0, 80, 120, 80, 240, 80)) ~ 1
        CONTAINS(POINT(180, -89), POLYGON(0, 80, 120, 80, 240, 80)) ~ 0
        CONTAINS(POINT(0, 0), POLYGON(359, -1, 1, -1, 1, 1, 359, 1)) ~ 1
        CONTAINS(POINT(0, 0), POLYGON(359, 1, 1, 1, 1, -1, 359, -1)) ~ 1
        CONTAINS(POLYGON(0, 0, 1, 0, 1, 1), POLYGON(-1, -1, 3, -1, 3, 3, -1, 3)) ~ 1
        CONTAINS(POLYGON(10, 20, 14, 21, 13, 27), POLYGON(13, 27, 10, 20, 14, 21)) ~ 1
        INTERSECTS(POLYGON(10, 20, 14, 21, 13, 27), POLYGON(13, 27, 15, 29, 14, 30)) ~ 1
        CONTAINS(CIRCLE(0, 0, 0.9), BOX(0, 0, 2, 2)) ~ 1
        CONTAINS(CIRCLE(0, 0, 1.1), BOX(POINT(0, 0), 2, 2)) ~ 0
        INTERSECTS(CIRCLE(0, 0, 1), CIRCLE(0, 1.9, 1)) ~ 1
        INTERSECTS(CIRCLE(0, 0, 1), CIRCLE(0, 2.1, 1)) ~ 0
        INTERSECTS(CIRCLE(0, 0, 1), POLYGON(1.5, -3, 3, 0, 1.5, 3)) ~ 0
        INTERSECTS(CIRCLE(0, 0, 1.6), POLYGON(1.5, -3, 3, 0, 1.5, 3)) ~ 1
        INTERSECTS(POLYGON(0, 0, 4, 0, 4, 1, 0, 1), POLYGON(1, -2, 2, -2, 2, 3, 1, 3)) ~ 1
        INTERSECTS(POLYGON(0, 0, 1, 0, 1, 1), POLYGON(11, 0, 12, 0, 12, 1)) ~ 0
        ROUND(AREA(CIRCLE(0, 0, 1)), 3) ~ 3.142
        ROUND(AREA(CIRCLE(0, 0, 180)), 1) ~ 41253.0
        ROUND(AREA(POLYGON(0, 0, 90, 0, 0, 90)), 3) ~ 5156.620
        AREA(POINT(1, 2)) ~ 0.0
        ROUND(COORD1(CENTROID(POLYGON(10, -1, 12, -1, 12, 1, 10, 1))), 9) ~ 11.0
        ROUND(COORD2(CENTROID(CIRCLE(10, -1, 3))), 9) ~ -1.0
        COORDSYS(POINT(1, 2)) ~ ICRS
        ROUND(DISTANCE(POINT(10, 0), POINT(10, 0.00027)), 9) ~ 0.00027
        ROUND(DISTANCE(CAST('0 0' AS POINT), POINT(180, 0)), 6) ~ 180.0
        CONTAINS(POINT(1, 2), REGION('Circle ICRS 1 2 3')) ~ 1
        MOC('8/182947 182950 182952-182953 182955-182956 8/') ~ 8/182947 182950 182952 182953 182955 182956
        MOC('1/0-3 2/16,17') ~ 0/0 2/16 17
        MOC(0, POINT(1, 1)) ~ 0/4
        CONTAINS(POINT(1, 1), MOC('0/4')) ~ 1
        CONTAINS(MOC('1/16'), MOC('0/4')) ~ 1
        CONTAINS(MOC('0/4'), MOC('1/16')) ~ 0
        INTERSECTS(MOC('0/4'), MOC('1/16')) ~ 1
        INTERSECTS(MOC('0/4'), MOC('1/15')) ~ 0
        CONTAINS(CIRCLE(210.8, 54.35, 0.3), MOC(8, CIRCLE(210.8, 54.35, 0.6))) ~ 1
        INTERSECTS(MOC(6, CIRCLE(10, 10, 1)), MOC(6, CIRCLE(20, 10, 1))) ~ 0
        ivo_healpix_index(0, 1, 1) ~ 4
        ivo_healpix_index(17, 1, 1) ~ 81609757711
        ivo_healpix_index(17, POINT(359, -1)) ~ 73009064944
        ROUND(COORD1(ivo_healpix_center(0, 6)), 9) ~ 180.0
        ROUND(COORD2(ivo_healpix_center(17, ivo_healpix_index(17, 23.4, 56.7))), 9) ~ 56.700162144
        COORD1(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, 52.51, 2016.0, 1992.25)) ~ 7.604061404627978
        COORD2(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, 52.51, 2016.0, 1992.25)) ~ 11.7932703828279
        COORD1(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, 52.51, 2016.0, 1875.0)) ~ 7.594068213694308
        COORD2(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, 52.51, 2016.0, 1875.0)) ~ 11.807251375203935
        COORD1(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, NULL, 2016.0, 1875.0)) ~ 7.594079587029898
        COORD2(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, NULL, 2016.0, 1875.0)) ~ 11.807235464326332
        COORD1(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, NULL, NULL, 2016.0, 1875.0)) ~ 7.594080321498365
        COORD2(ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, NULL, NULL, 2016.0, 1875.0)) ~ 11.790440798509207
        COORD2(ivo_epoch_prop_pos(7.606083572, 11.79044105, NULL, 300, -428.8, 52.51, 2016.0, 1875.0)) ~ 11.807235464339055
        ivo_geom_transform('ICRS', 'GALACTIC', NULL) ~ NULL
        DISTANCE(ivo_geom_transform('GALACTIC', 'ECLIPTIC', ivo_geom_transform('FK4', 'GALACTIC', POINT(77, -33))), ivo_geom_transform('FK4', 'ECLIPTIC', POINT(77, -33))) ~ 0.0
        COORD2(ivo_geom_transform('ICRS', 'ECLIPTIC', POINT(270, 66.5607089))) ~ 90.0
        COORD2(ivo_geom_transform('ICRS', 'ECLIPTIC', POINT(90, 23.4392911))) ~ 0.0
        DISTANCE(ivo_geom_transform('ECLIPTIC', 'ICRS', POINT(0, 0)), POINT(0, 0)) ~ 0.0
        """)
    void geometryIsComputed(String expression, String value) throws Exception {
        String given = regTap.run("SELECT " + expression + " FROM rr.stc_spectral");
        if (value.contains(".") && !value.contains("/")) {
            assertThat(Double.parseDouble(given)).isCloseTo(Double.parseDouble(value), within(1e-9));
        } else {
            assertThat(given).isEqualTo(value);
        }
    }

    /** The examples of the catalogue of functions, which differ from a plain rotation of ICRS by less than 0.04 arcsec. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        ivo_geom_transform('ICRS', 'FK5', POLYGON(5, 3, 4, 4, 4.5, 2)) ~ 5 3 4 4 4.5 2
        ivo_geom_transform('ICRS', 'GALACTIC', POINT(120, -23)) ~ 241.121831182 3.62785788087
        ivo_geom_transform('FK4', 'GALACTIC', CIRCLE(189.70303055, 22.96240006, 3)) ~ 275.00025405 84.99996154 3
        ivo_geom_transform('GALACTIC', 'FK5', POLYGON(5, 3, 4, 4, 4.5, 2)) ~ 266.44721 -23.107310 264.95088 -23.434037 267.09936 -24.051919
        """)
    void framesAreRotated(String expression, String numbers) throws Exception {
        String[] given =
                regTap.run("SELECT " + expression + " FROM rr.stc_spectral").split(" ");
        String[] wanted = numbers.split(" ");

        assertThat(given).hasSize(wanted.length + 1);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(Double.parseDouble(given[i + 1])).isCloseTo(Double.parseDouble(wanted[i]), within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        ivo_epoch_prop_pos(NULL, 11.79044105, 125, 300, NULL, NULL, 2016.0, 1875.0) ~ ra is NULL
        ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, 52.51, NULL, 1875.0) ~ ref_epoch is NULL
        ivo_geom_transform('ICRS', 'icrs', POINT(1, 2)) ~ There is no reference frame 'icrs' here; there are ICRS
        ivo_geom_transform('ICRS', 'FK4', MOC('0/1')) ~ Only a POINT, CIRCLE or POLYGON
        """)
    void whatCannotBeComputedIsAnError(String expression, String sentence) {
        assertThatThrownBy(() -> regTap.run("SELECT " + expression + " FROM rr.stc_spectral"))
                .hasMessageContaining(sentence);
    }

    @Test
    void coverageIsFound() throws Exception {
        assertThat(
                        regTap.run(
                                "SELECT ivoid FROM rr.stc_spatial WHERE 1 = CONTAINS(MOC(8, CIRCLE(210.8, 54.35, 0.3)), coverage)"))
                .isEqualTo("ivo://a/tap");
        assertThat(regTap.run(
                        "SELECT ivoid FROM rr.stc_spatial WHERE 1 = CONTAINS(POINT(45, 1), coverage) ORDER BY ivoid"))
                .isEqualTo("ivo://a/sia / ivo://a/tap");
        assertThat(regTap.run("SELECT ivoid FROM rr.stc_spatial WHERE 1 = CONTAINS(coverage, MOC('0/0'))"))
                .isEqualTo("ivo://a/sia");
        assertThat(
                        regTap.run(
                                "SELECT ivoid FROM rr.stc_spatial WHERE 1 = INTERSECTS(coverage, POLYGON(200, 0, 210, 0, 200, 9))"))
                .isEqualTo("ivo://a/tap");
    }

    @Test
    void wrongGeometriesAreNamed() {
        assertThatThrownBy(() -> regTap.run("SELECT POINT(1, 91) FROM rr.stc_spectral"))
                .hasMessageContaining("latitude 91.0");
        assertThatThrownBy(() -> regTap.run("SELECT MOC('3/12 x') FROM rr.stc_spectral"))
                .hasMessageContaining("character 6");
        assertThatThrownBy(() -> regTap.run("SELECT MOC('0/12') FROM rr.stc_spectral"))
                .hasMessageContaining("don't exist");
    }

    @Property(tries = 300)
    void aCellsCentreIsInTheCell(
            @ForAll @IntRange(min = 0, max = 29) int order,
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long part) {
        long cell = (long) (part / 1e12 * (12L << 2 * order));
        double[] center = Sky.parse(Sky.healpixCenter(order, cell)).coordinates();
        assertThat(Sky.healpix(order, center[0], center[1])).isEqualTo(cell);
    }

    @Property(tries = 200)
    void aCirclesMocHoldsItsPointsAndIsLittleLarger(
            @ForAll @DoubleRange(min = 0, max = 359.9) double longitude,
            @ForAll @DoubleRange(min = -89, max = 89) double latitude,
            @ForAll @DoubleRange(min = 0.1, max = 20) double radius,
            @ForAll @DoubleRange(min = 0, max = 1) double part) {
        Sky circle = Sky.parse(Sky.text("CIRCLE", longitude, latitude, radius));
        Sky moc = Sky.of(circle.toMoc(6));
        double within = Math.max(-90, Math.min(90, latitude + radius * (2 * part - 1) * 0.999));
        assertThat(Sky.parse(Sky.text("POINT", longitude, within)).isIn(moc)).isTrue();
        // A cell of order 6 is 0.92 degrees wide.
        assertThat(moc.area())
                .isBetween(
                        circle.area(),
                        Sky.parse(Sky.text("CIRCLE", longitude, latitude, radius + 2))
                                .area());
    }

    @Property(tries = 300)
    void aMocsBytesSayWhatItsTextSays(
            @ForAll @IntRange(max = 29) int order,
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(max = 1, maxIncluded = false) Double> places) {
        long cells = 12L << 2 * order;
        String text = order
                + places.stream()
                        .map(place -> Long.toString((long) (place * cells)))
                        .collect(Collectors.joining(" ", "/", ""));
        byte[] bytes = Sky.mocBytes(text).orElseThrow();
        assertThat(Sky.mocBytes(Sky.mocText(bytes)).orElseThrow()).isEqualTo(bytes);
        assertThat(Sky.of(bytes).isIn(Sky.parse(text))).isTrue();
        assertThat(Sky.parse(text).isIn(Sky.of(bytes))).isTrue();
        assertThat(Sky.of(bytes).area())
                .isCloseTo(
                        new HashSet<Long>(places.stream()
                                                .map(place -> (long) (place * cells))
                                                .toList())
                                        .size()
                                * (4 * Math.PI * Math.toDegrees(1) * Math.toDegrees(1) / cells),
                        Percentage.withPercentage(1e-6));
    }

    @Property(tries = 1000)
    void mocsAreComparedAsTheirSetsOfCells(
            @ForAll @Size(min = 1, max = 30) Set<@IntRange(max = 191) Integer> cells,
            @ForAll @Size(min = 1, max = 30) Set<@IntRange(max = 191) Integer> others,
            @ForAll boolean within) {
        Set<Integer> second = new HashSet<>(others);
        if (within) {
            second.addAll(cells);
        }
        Sky one = Sky.of(Sky.mocBytes(moc(cells)).orElseThrow());
        Sky two = Sky.parse(moc(second));
        assertThat(one.intersects(two)).isEqualTo(!Collections.disjoint(cells, second));
        assertThat(two.intersects(one)).isEqualTo(!Collections.disjoint(cells, second));
        assertThat(one.isIn(two)).isEqualTo(second.containsAll(cells));
        assertThat(two.isIn(one)).isEqualTo(cells.containsAll(second));
    }

    private static String moc(Set<Integer> cells) {
        return cells.stream().map(String::valueOf).collect(Collectors.joining(" ", "2/", ""));
    }

    /** The first look that CONTAINS and INTERSECTS take must let everything through that they find. */
    @Property(tries = 500)
    void coarseCellsLeaveNothingOut(
            @ForAll @DoubleRange(min = 0, max = 359.9) double longitude,
            @ForAll @DoubleRange(min = -90, max = 90) double latitude,
            @ForAll @DoubleRange(min = 0, max = 40) double radius,
            @ForAll @DoubleRange(min = 0, max = 60) double distance,
            @ForAll @IntRange(max = 7) int order) {
        double there = Math.max(-90, Math.min(90, latitude + distance));
        Sky coverage = Sky.of(
                Sky.parse(Sky.text("CIRCLE", longitude, latitude, radius)).toMoc(order));
        for (Sky other : List.of(
                Sky.parse(Sky.text("POINT", longitude, there)),
                Sky.parse(Sky.text("CIRCLE", longitude, there, radius / 3)),
                Sky.parse(Sky.text("CIRCLE", longitude, there, radius * 2)),
                Sky.parse(Sky.box(longitude, there * 0.9, 1 + radius, 1 + distance)),
                Sky.of(Sky.parse(Sky.text("CIRCLE", longitude, there, radius / 3))
                        .toMoc(6)))) {
            boolean touching = (coverage.cells() & other.cells()) != 0;
            assertThat(touching || !coverage.intersects(other)).isTrue();
            assertThat(touching || !other.isIn(coverage)).isTrue();
            assertThat(touching || !coverage.isIn(other)).isTrue();
        }
    }

    @Test
    void bytesThatAreNoMocAreRefused() {
        for (byte[] bytes : new byte[][] {{}, {30}, {-1, 0}, {(byte) 0x85, 1, 2, 3}, {(byte) 0x9E}}) {
            assertThatThrownBy(() -> Sky.of(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
