package edu.stsci.mast.registry.search.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions, times and parts of the spectrum as people type them. */
class TypedCoverageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "210.80208 54.34889",
                "210.80208, +54.34889",
                "210.80208° 54.34889°",
                "14:03:12.5 +54:20:56",
                "14:03:12.5, +54:20:56",
                "14h03m12.5s +54d20m56s",
                "14h 03m 12.5s +54° 20' 56\"",
                "14 03 12.5 +54 20 56",
                "SDSS J140312.5+542056",
                "J140312.5+542056"
            })
    void positionsInAllTheirForms(String text) {
        TypedPosition position = TypedPosition.parse(text).orElseThrow();
        assertThat(position.longitude()).isCloseTo(210.80208, within(1e-4));
        assertThat(position.latitude()).isCloseTo(54.34889, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"00:00:30 -00:30:00, 0.125, -0.5", "-10 20, 350, 20", "J1200-0030, 180, -0.5"})
    void signsAndShortForms(String text, double longitude, double latitude) {
        TypedPosition position = TypedPosition.parse(text).orElseThrow();
        assertThat(position.longitude()).isCloseTo(longitude, within(1e-9));
        assertThat(position.latitude()).isCloseTo(latitude, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"M 101", "NGC 5457", "10 95", "400 10", "10", "", "3C 273", "alpha Centauri"})
    void whatIsNoPositionMayBeAName(String text) {
        assertThat(TypedPosition.parse(text)).isEmpty();
    }

    @Property
    void whatIsWrittenIsRead(
            @ForAll @DoubleRange(min = 0, max = 360) double longitude,
            @ForAll @DoubleRange(min = -90, max = 90) double latitude) {
        TypedPosition position = TypedPosition.parse(
                        java.math.BigDecimal.valueOf(longitude).toPlainString() + " "
                                + java.math.BigDecimal.valueOf(latitude).toPlainString())
                .orElseThrow();
        assertThat(position.longitude()).isCloseTo(longitude, within(1e-9));
        assertThat(position.latitude()).isCloseTo(latitude, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "2010, 55197, 55562",
        "2010-02, 55228, 55256",
        "2010-05-01, 55317, 55318",
        "2010-05-01T12:00:00, 55317.5, 55317.5",
        "2010-05-01T12:00:00Z, 55317.5, 55317.5",
        "2010-05-01/2010-05-31, 55317, 55348",
        "2010-05-01..2010-05-31, 55317, 55348",
        "2010-05-01 to 2010-05-31, 55317, 55348",
        "2009/2010, 54832, 55562",
        "55317 55350.5, 55317, 55350.5",
        "55317..55350.5, 55317, 55350.5",
        "2010-05-01.., 55317, Infinity",
        "../2010-05-01, , ",
        "..2010-05-01, -Infinity, 55318",
    })
    void times(String text, Double low, Double high) {
        if (low == null) {
            assertThatThrownBy(() -> TypedTime.parse(text)).hasMessageContaining("is no time");
            return;
        }
        Interval interval = TypedTime.parse(text);
        assertThat(interval.low()).isEqualTo(low);
        assertThat(interval.high()).isEqualTo(high);
    }

    @ParameterizedTest
    @CsvSource({"1 2,1,2", "' 2e-3  1.5 ',1.5,0.002", "57000 57000,57000,57000"})
    void intervalsOfRecordsAreRead(String text, double a, double b) {
        assertThat(Interval.ofRecord(text)).hasValue(Interval.between(a, b));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 2 3", "a b", "NaN 1", "1 Infinity"})
    void whatIsNoIntervalOfARecordIsLeftOut(String text) {
        assertThat(Interval.ofRecord(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2010-13", "2010-02-30", "123", "..", "/", "", "2010-05-01/never"})
    void whatIsNoTimeIsSaid(String text) {
        assertThatThrownBy(() -> TypedTime.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2010-05-01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            500 nm ~ 3.97289e-19 ~ 3.97289e-19
            400-700 nm ~ 2.83778e-19 ~ 4.96611e-19
            4000..7000 Å ~ 2.83778e-19 ~ 4.96611e-19
            0.4 um to 0.7 µm ~ 2.83778e-19 ~ 4.96611e-19
            400 nm - 0.7 µm ~ 2.83778e-19 ~ 4.96611e-19
            0.5-10 keV ~ 8.01088e-17 ~ 1.60218e-15
            500 eV 10 keV ~ 8.01088e-17 ~ 1.60218e-15
            1.4 GHz ~ 9.27649e-25 ~ 9.27649e-25
            21.106 cm ~ 9.41172e-25 ~ 9.41172e-25
            optical ~ 1.98645e-19 ~ 6.62149e-19
            Infrared ~ 1.98645e-21 ~ 1.98645e-19
            X-rays ~ 1.98645e-17 ~ 1.98645e-14
            radio ~ 0 ~ 1.98645e-23
            gamma-ray ~ 1.98645e-14 ~ Infinity
            """)
    void partsOfTheSpectrum(String text, double low, double high) {
        Interval interval = TypedSpectrum.parse(text);
        assertThat(interval.low()).isCloseTo(low, Percentage.withPercentage(0.01));
        if (Double.isInfinite(high)) {
            assertThat(interval.high()).isInfinite();
        } else {
            assertThat(interval.high()).isCloseTo(high, Percentage.withPercentage(0.01));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "500 parsec", "blue", "", "0 nm", "nm 500", "1-2-3 nm"})
    void whatIsNoPartOfTheSpectrumIsSaid(String text) {
        assertThatThrownBy(() -> TypedSpectrum.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SQUARE 1 2 3", "CIRCLE 1 2", "POLYGON 1 2 3 4", "5/99999999", "CIRCLE 10 95 1"})
    void whatIsNoRegionIsSaid(String text) {
        assertThatThrownBy(() -> SkyRegion.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
