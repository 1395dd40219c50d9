package edu.stsci.mast.registry.server.pages.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import edu.stsci.mast.registry.search.adql.geometry.Sky;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmlunit.assertj3.XmlAssert;

class SkyPictureTest {
    private static final Hammer MAP = new Hammer(2620, 0, 0);
    private static final double ELLIPSE = Math.PI * 1310 * 655;

    @Test
    void theProjectionKeepsAreasAndItsEdges() {
        assertThat(MAP.place(0, 0)).isEqualTo(new Hammer.Place(1310, 655));
        assertThat(MAP.place(180, 0).x()).as("east is on the left").isCloseTo(0, within(1e-9));
        assertThat(MAP.place(-180, 0).x()).isCloseTo(2620, within(1e-9));
        assertThat(MAP.place(77, 90).y()).isCloseTo(0, within(1e-9));
        assertThat(MAP.place(77, 90).x()).isCloseTo(1310, within(1e-9));
        // on the edge, the ellipse's equation holds
        Hammer.Place edge = MAP.place(180, 40);
        assertThat(Math.pow((edge.x() - 1310) / 1310, 2) + Math.pow((edge.y() - 655) / 655, 2))
                .isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0/0-11",
                "0/4",
                "0/6",
                "0/0",
                "0/9",
                "1/26 27",
                "3/400-500",
                "2/96-111",
                "6/28000-28400",
                "5/8192-9215"
            })
    void drawnAreasAreThoseOfTheCoverage(String moc) {
        Sky sky = Sky.parse(moc);
        double drawn = CellUnion.outlines(MAP, sky.outlines(6)).stream()
                .mapToDouble(SkyPictureTest::area)
                .sum();
        // all loops run the same way, so that areas add up and holes subtract
        assertThat(Math.abs(drawn) / ELLIPSE)
                .isCloseTo(
                        sky.area() / (360 * 360 / Math.PI), within(0.004 * Math.max(0.05, Math.abs(drawn) / ELLIPSE)));
    }

    @Test
    void aCellOnTheEdgeIsCutInTwoHalves() {
        List<List<CellUnion.Point>> loops =
                CellUnion.outlines(MAP, Sky.parse("0/6").outlines(6));
        assertThat(loops).hasSize(2);
        assertThat(Math.abs(area(loops.get(0)))).isCloseTo(Math.abs(area(loops.get(1))), within(ELLIPSE / 1000));
        for (List<CellUnion.Point> loop : loops) {
            var x = loop.stream().mapToInt(CellUnion.Point::x).summaryStatistics();
            assertThat(x.getMax() < 800 || x.getMin() > 1800)
                    .as("no bar across the map")
                    .isTrue();
        }
    }

    @Test
    void neighboursMelt() {
        assertThat(CellUnion.outlines(MAP, Sky.parse("0/4 5").outlines(6))).hasSizeLessThanOrEqualTo(2);
        assertThat(CellUnion.outlines(MAP, Sky.parse("3/0-63").outlines(6)))
                .isEqualTo(CellUnion.outlines(MAP, Sky.parse("0/0").outlines(6)));
    }

    @Test
    void theDrawingIsWellFormedAndSpeaks() {
        SkyPicture picture = SkyPicture.of("0/0-11", "").orElseThrow();
        assertThat(picture.fraction()).isCloseTo(1, within(1e-9));
        XmlAssert.assertThat(picture.markup())
                .withNamespaceContext(Map.of("s", "http://www.w3.org/2000/svg"))
                .valueByXPath("/s:svg/s:title")
                .isEqualTo("Coverage of the sky");
        XmlAssert.assertThat(picture.markup())
                .withNamespaceContext(Map.of("s", "http://www.w3.org/2000/svg"))
                .valueByXPath("/s:svg/s:desc")
                .isEqualTo(picture.sentence() + " " + picture.legend());
        assertThat(picture.markup()).contains("ecliptic", "Milky Way").doesNotContain("style=", "NaN", "<script");
        assertThat(picture.sentence()).isEqualTo("Covers the whole sky.");
    }

    @Test
    void sharesAreInPlainWords() {
        assertThat(SkyPicture.of("0/0-2", "ICRS").orElseThrow().sentence())
                .isEqualTo("Covers 25.0 % of the sky, 10,313 square degrees.");
        assertThat(SkyPicture.of("6/0", "").orElseThrow().sentence())
                .isEqualTo("Covers less than 0.01 % of the sky, 0.84 square degrees.");
        assertThat(SkyPicture.of("14/0", "").orElseThrow().sentence()).contains("square arcminutes");
    }

    @Test
    void smallCoveragesAreRinged() {
        assertThat(SkyPicture.of("10/500000", "").orElseThrow().markup()).contains("sky-ring");
        assertThat(SkyPicture.of("2/5", "").orElseThrow().markup()).doesNotContain("sky-ring");
    }

    @Test
    void otherSpheresHaveNoMilkyWay() {
        SkyPicture mars = SkyPicture.of("0/0-5", "Mars_J2000").orElseThrow();
        assertThat(mars.markup()).doesNotContain("ecliptic", "Milky Way");
        assertThat(mars.sentence()).contains("of the sphere");
    }

    @Test
    void theWorstMapIsStillSmall() {
        Random random = new Random(7);
        StringBuilder moc = new StringBuilder("7/");
        for (int cell = 0; cell < 196_608; cell++) {
            moc.append(random.nextInt(8) == 0 ? cell + " " : "");
        }
        String markup = SkyPicture.of(moc.toString(), "").orElseThrow().markup();
        assertThat(markup.length()).isLessThan(60_000);
        XmlAssert.assertThat(markup).nodesByXPath("//*[local-name()='path']").hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "nonsense", "Circle ICRS 1 2 3", "3/99999", "3/", "<script>"})
    void whatIsNoMapHasNoPicture(String text) {
        assertThat(SkyPicture.of(text, "")).isEmpty();
    }

    @Test
    void theCirclesGoWhereTheyShould() {
        assertThat(SkyPicture.onEcliptic(90)[1]).isCloseTo(23.439, within(0.001));
        assertThat(SkyPicture.onEcliptic(0)).containsExactly(new double[] {0, 0}, within(1e-9));
        double[] center = SkyPicture.onGalacticPlane(0);
        assertThat((center[0] + 360) % 360).isCloseTo(266.405, within(0.01));
        assertThat(center[1]).isCloseTo(-28.936, within(0.01));
        double[] anticenter = SkyPicture.onGalacticPlane(180);
        assertThat((anticenter[0] + 360) % 360).isCloseTo(86.405, within(0.01));
        assertThat(anticenter[1]).isCloseTo(28.936, within(0.01));
    }

    private static double area(List<CellUnion.Point> loop) {
        double sum = 0;
        for (int i = 0; i < loop.size(); i++) {
            CellUnion.Point a = loop.get(i);
            CellUnion.Point b = loop.get((i + 1) % loop.size());
            sum += (a.x() * (double) b.y() - b.x() * (double) a.y()) / 2;
        }
        return sum;
    }
}
