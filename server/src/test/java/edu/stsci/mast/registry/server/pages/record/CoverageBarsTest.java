package edu.stsci.mast.registry.server.pages.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmlunit.assertj3.XmlAssert;

class CoverageBarsTest {
    private static final Map<String, String> SVG = Map.of("s", "http://www.w3.org/2000/svg");

    @Test
    void timesAreDatesAndDays() {
        TimePicture picture = TimePicture.of(List.of("48005 61131")).orElseThrow();
        assertThat(picture.sentence()).isEqualTo("1990-04-24 to 2026-04-01 (MJD 48005 to 61131)");
        XmlAssert.assertThat(picture.markup())
                .withNamespaceContext(SVG)
                .valueByXPath("/s:svg/s:desc")
                .isEqualTo(picture.sentence());
        assertThat(picture.markup()).contains(">1990<", ">2000<", ">MJD<");
    }

    @Test
    void intervalsAreInOrderAndWithinTheAxis() {
        TimePicture picture = TimePicture.of(
                        List.of("57000 57400", "50000 50001", "junk", "1", "NaN 5", "-Infinity 60000"))
                .orElseThrow();
        assertThat(picture.sentence()).startsWith("1995-10-10 to 1995-10-11").contains("; 2014-12-09 to 2016-01-13");
        assertBarsWithin(picture.markup(), 2);
    }

    @ParameterizedTest
    @CsvSource({"60000,60000", "60000,60000.5", "-300000,100000", "0,40000", "58849,58850"})
    void anySpanHasAxesThatCanBeRead(double low, double high) {
        String markup = TimePicture.of(List.of(low + " " + high)).orElseThrow().markup();
        assertBarsWithin(markup, 1);
        assertThat(markup.split("<text").length).isBetween(5, 25);
    }

    @Test
    void energiesAreWavelengthsFrequenciesAndBands() {
        SpectrumPicture hubble =
                SpectrumPicture.of(List.of("7.946e-20 2.207e-18")).orElseThrow();
        assertThat(hubble.sentence()).isEqualTo("90 nm to 2.5 µm (120 THz to 3.33 PHz)");
        assertThat(hubble.bands()).containsExactly("Infrared", "Optical", "UV", "EUV");
        assertBarsWithin(hubble.markup(), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-25,1e-24,Radio,Hz",
        "1.6e-16,1.6e-15,X-ray,keV",
        "1e-8,1e-6,Gamma-ray,TeV",
        "3e-19,3e-19,Optical,THz",
        "1e-26,1e-7,X-ray,GeV"
    })
    void anyPartOfTheSpectrumHasAxesThatCanBeRead(String low, String high, String band, String unit) {
        SpectrumPicture picture = SpectrumPicture.of(List.of(low + " " + high)).orElseThrow();
        assertThat(picture.bands()).contains(band);
        assertThat(picture.sentence()).contains(unit);
        assertBarsWithin(picture.markup(), 1);
        assertThat(picture.markup().split("class=\"tick").length).isBetween(4, 20);
    }

    @Test
    void whatIsNoIntervalHasNoPicture() {
        assertThat(TimePicture.of(List.of("", "x y", "1 2 3"))).isEmpty();
        assertThat(TimePicture.of(List.of("1e300 1e301"))).isEmpty();
        assertThat(SpectrumPicture.of(List.of("0 0", "-1 1", "1e-19 1e300"))).isEmpty();
    }

    private static void assertBarsWithin(String markup, int bars) {
        XmlAssert.assertThat(markup)
                .nodesByXPath("//*[local-name()='rect'][@class='bar']")
                .hasSize(bars);
        Matcher bar = Pattern.compile("<rect class=\"bar\" x=\"([-\\d.]+)\" y=\"[-\\d.]+\" width=\"([-\\d.]+)\"")
                .matcher(markup);
        while (bar.find()) {
            double x = Double.parseDouble(bar.group(1));
            assertThat(x).isBetween(11.9, 708.0);
            assertThat(x + Double.parseDouble(bar.group(2))).isLessThan(708.5);
        }
        assertThat(markup).doesNotContain("NaN", "Infinity", "style=");
    }
}
