package edu.stsci.mast.registry.model.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoUnitTest {
    private static double told(double value, String from, String to) {
        VoUnit.Conversion conversion = VoUnit.parse(from).to(VoUnit.parse(to));
        return conversion.divides() ? value / conversion.factor() : value * conversion.factor();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deg        | arcsec       | 3600",
                "arcsec     | mas          | 1000",
                "deg        | rad          | 0.017453292519943295",
                "uarcsec    | arcsec       | 1e-6",
                "d          | s            | 86400",
                "yr         | d            | 365.25",
                "Gyr        | a            | 1e9",
                "J          | erg          | 1e7",
                "keV        | J            | 1.602176634e-16",
                "J          | N.m          | 1",
                "W          | kg.m**2/s**3 | 1",
                "Jy         | erg/(s.cm**2.Hz) | 1e-23",
                "mJy        | W.m**-2.Hz**-1 | 1e-29",
                "km/s       | m.s**-1      | 1000",
                "km.s**-1   | AU/yr        | 0.2109495266",
                "mas.yr**-1 | deg/h        | 3.168808781402895e-11",
                "pc         | AU           | 206264.80624709636",
                "pc         | lyr          | 3.26156377716743",
                "Angstrom   | nm           | 0.1",
                "barn       | m**2         | 1e-28",
                "10**-9m    | nm           | 1",
                "1e3.m      | km           | 1",
                "1000m      | km           | 1",
                "1/s        | Hz           | 1",
                "count      | ct           | 1",
                "photon/cm**2 | ph.m**(-2) | 1e4",
                "KiB        | byte         | 1024",
                "Mbit       | bit          | 1e6",
                "mmag       | mag          | 1e-3",
                "MsolMass   | solMass      | 1e6",
                "cd         | mcd          | 1000",
                "dam        | m            | 10",
                "min        | s            | 60",
                "mT         | G            | 10",
                "%          | 1            | 0.01",
                "Pa         | N/m**2       | 1",
                "V/A        | Ohm          | 1",
                "F          | C/V          | 1",
                "Wb/m**2    | T            | 1",
                "H          | V.s/A        | 1",
                "S.Ohm      | 1            | 1"
            })
    void quantitiesAreToldInOtherUnits(String from, String to, double factor) {
        assertThat(told(1, from, to)).isCloseTo(factor, within(Math.abs(factor) * 1e-8));
        assertThat(told(factor, to, from)).isCloseTo(1, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"3600,arcsec,deg,1", "0.1,deg,arcmin,6", "3,d,h,72", "7,m,km,0.007", "5,mag,mag,5"})
    void exactlyWhereNumbersCanBe(double value, String from, String to, double result) {
        assertThat(told(value, from, to)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "furlong     | there is no unit 'furlong'",
                "kdeg        | there is no unit 'kdeg'",
                "kmin        | there is no unit 'kmin'",
                "Kim         | there is no unit 'Kim'",
                "erg/s/cm**2 | one '/'",
                "erg/s.cm    | one '/'",
                "km s**-1    | multiplied by '.'",
                "m**1.5      | whole powers",
                "m**(1/2)    | whole powers",
                "m**99       | powers go up to",
                "log(Hz)     | functions such as 'log'",
                "(m.s        | not closed",
                "m.          | at character 3",
                "/s          | at character 1",
                "0m          | factor is 0",
                "m/          | at character 3"
            })
    void whatIsNoUnitIsRefused(String text, String sentence) {
        assertThatThrownBy(() -> VoUnit.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"deg,m", "solMass,kg", "mag,Jy", "count,photon", "dB,byte", "J,m"})
    void whatIsAnotherQuantityIsRefused(String from, String to) {
        assertThatThrownBy(() -> VoUnit.parse(from).to(VoUnit.parse(to)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(from)
                .hasMessageContaining(to);
    }

    @Provide
    Arbitrary<String> units() {
        Arbitrary<String> term = Combinators.combine(
                        Arbitraries.of("", "k", "m", "u", "G", "c"),
                        Arbitraries.of(List.of("m", "s", "g", "eV", "Jy", "arcsec", "pc", "a", "T", "Pa", "G", "mol")),
                        Arbitraries.integers().between(-3, 3).filter(power -> power != 0))
                .as((prefix, symbol, power) -> prefix + symbol + (power == 1 ? "" : "**" + power));
        return term.list().ofMinSize(1).ofMaxSize(4).map(terms -> String.join(".", terms));
    }

    @Property(tries = 300)
    void theWayThereAndBackIsNoWay(@ForAll("units") String one, @ForAll("units") String other) {
        VoUnit product = VoUnit.parse(one).times(VoUnit.parse(other));

        assertThat(product.times(VoUnit.parse(other).to(-1))).isEqualTo(VoUnit.parse(one));
        assertThat(VoUnit.parse("(" + one + ")**2")).isEqualTo(VoUnit.parse(one).to(2));
        assertThat(VoUnit.parse("1/(" + one + ")")).isEqualTo(VoUnit.parse(one).to(-1));
    }
}
