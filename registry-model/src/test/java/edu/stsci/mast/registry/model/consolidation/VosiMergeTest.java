package edu.stsci.mast.registry.model.consolidation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.SampleRecords;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VosiMergeTest {
    /** A TAP service with odd prefixes, more than the record knows, and less than it knows. */
    static final String CAPABILITIES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <v:capabilities xmlns:v="http://www.ivoa.net/xml/VOSICapabilities/v1.0" xmlns:t="http://www.ivoa.net/xml/TAPRegExt/v1.0"
              xmlns:d="http://www.ivoa.net/xml/VODataService/v1.1" xmlns:x="http://www.w3.org/2001/XMLSchema-instance">
              <capability standardID="ivo://ivoa.net/std/VOSI#capabilities">
                <interface x:type="d:ParamHTTP" role="std"><accessURL use="full">https://tap.stsci.edu/capabilities</accessURL></interface>
              </capability>
              <capability standardID="ivo://ivoa.net/std/TAP" x:type="t:TableAccess">
                <interface x:type="d:ParamHTTP" role="std" version="1.1"><accessURL use="base">https://tap.stsci.edu</accessURL></interface>
                <language><name>ADQL</name><version ivo-id="ivo://ivoa.net/std/ADQL#v2.0">2.0</version>
                  <version ivo-id="ivo://ivoa.net/std/ADQL#v2.1">2.1</version>
                  <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-udf"><feature><form>f(x REAL) -> REAL</form></feature></languageFeatures>
                </language>
                <outputFormat><mime>application/x-votable+xml</mime><alias>votable</alias></outputFormat>
                <outputFormat><mime>text/csv</mime></outputFormat>
                <uploadMethod ivo-id="ivo://ivoa.net/std/TAPRegExt#upload-inline"/>
                <outputLimit><default unit="row">2000</default></outputLimit>
                <novelty>unheard of</novelty>
              </capability>
            </v:capabilities>
            """;

    static final String TABLES = """
            <vosi:tableset xmlns:vosi="http://www.ivoa.net/xml/VOSITables/v1.0" xmlns:vod="http://www.ivoa.net/xml/VODataService/v1.1"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><schema><name>main</name>
                <table type="table"><name>main.stars</name>
                  <column><name>RAJ2000</name><unit>deg</unit><ucd>pos.eq.ra;meta.main</ucd>
                    <dataType xsi:type="vod:VOTableType" arraysize="2*">double</dataType></column>
                  <column std="true"><name>mag</name><description>Magnitude &amp; more</description><unit>mag</unit>
                    <dataType xsi:type="vod:VOTableType">float</dataType></column>
                </table>
                <table><name>main.galaxies</name><column><name>z</name></column></table>
              </schema></vosi:tableset>
            """;

    static String tap() {
        return SampleRecords.ofEveryType()
                .get("table access")
                .replaceFirst("<identifier>[^<]*", "<identifier>ivo://archive.stsci.edu/tap");
    }

    private static Optional<byte[]> of(String text) {
        return Optional.of(text.getBytes(UTF_8));
    }

    private static VosiMerge merged(String record, String capabilities, String tables) throws Exception {
        return VosiMerge.of(
                record.getBytes(UTF_8),
                Optional.ofNullable(capabilities).map(text -> text.getBytes(UTF_8)),
                Optional.ofNullable(tables).map(text -> text.getBytes(UTF_8)));
    }

    private static String text(VosiMerge merge) {
        return new String(merge.text(), UTF_8);
    }

    @Test
    void capabilitiesBecomeWhatTheServiceTells() throws Exception {
        VosiMerge merge = merged(tap(), CAPABILITIES, null);
        String text = text(merge);
        assertThat(text)
                .contains(
                        "<accessURL use=\"base\">https://tap.stsci.edu</accessURL>",
                        "ivo://ivoa.net/std/ADQL#v2.0",
                        "ivo://ivoa.net/std/ADQL#v2.1",
                        "<form>f(x REAL) -&gt; REAL</form>",
                        "<mime>text/csv</mime>",
                        "<uploadMethod ivo-id=\"ivo://ivoa.net/std/TAPRegExt#upload-inline\"></uploadMethod>",
                        ">2000</default>",
                        "standardID=\"ivo://ivoa.net/std/VOSI#capabilities\"",
                        "https://tap.stsci.edu/capabilities")
                .doesNotContain("https://example.org/tap", "novelty");
        assertThat(merge.notes()).singleElement().asString().contains("'novelty'", "not taken over");
        // What the service does not speak of stays.
        assertThat(text)
                .contains(
                        "ivo://ivoa.net/std/ObsCore#core-1.1",
                        "<hard unit=\"row\">100000</hard>",
                        "RAJ2000",
                        "<!-- A comment belongs to the record. -->",
                        "<name>Help desk</name>");
        assertThat(SampleRecords.normalised(text).findings()).isEmpty();
    }

    @Test
    void tablesBecomeWhatTheServiceTells() throws Exception {
        String text = text(merged(tap(), null, TABLES));
        assertThat(text)
                .contains(
                        "<name>main.galaxies</name>",
                        "Magnitude &amp; more",
                        "<column std=\"true\">",
                        "type=\"table\"",
                        "<description>Right ascension</description>", // which the service does not describe
                        "<flag>indexed</flag>")
                .doesNotContain("type=\"output\"");
        assertThat(SampleRecords.normalised(text).findings()).isEmpty();
        String fewer = TABLES.replaceFirst("(?s)<column>.*?</column>", "");
        assertThat(text(merged(text, null, fewer))).doesNotContain("RAJ2000").contains("<name>mag</name>");
    }

    @Test
    void doingItAgainProposesNothing() throws Exception {
        String once = text(merged(tap(), CAPABILITIES, TABLES));
        VosiMerge again = merged(once, CAPABILITIES, TABLES);
        assertThat(again.same()).isTrue();
        assertThat(text(again)).isEqualTo(once);
        // Nor does it in the form in which the registry keeps it.
        assertThat(merged(SampleRecords.normalised(once).toString(), CAPABILITIES, TABLES)
                        .same())
                .isTrue();
    }

    @Test
    void whatTheServiceLeavesOutStaysWithANote() throws Exception {
        String other = tap().replace(
                        "<tableset>",
                        "<capability standardID=\"ivo://ivoa.net/std/SODA#sync-1.0\"><interface xsi:type=\"vs:ParamHTTP\" role=\"std\">"
                                + "<accessURL use=\"base\">https://example.org/soda</accessURL></interface></capability>"
                                + "<capability><interface xsi:type=\"vr:WebBrowser\"><accessURL use=\"full\">https://example.org/page</accessURL>"
                                + "</interface></capability><tableset>");
        VosiMerge merge = merged(other, CAPABILITIES, null);
        assertThat(text(merge)).contains("https://example.org/soda", "https://example.org/page");
        assertThat(merge.notes()).anyMatch(note -> note.contains("SODA#sync-1.0") && note.contains("keeps"));

        String unfit = SampleRecords.ofEveryType().get("service");
        assertThat(merged(unfit, null, TABLES).notes())
                .singleElement()
                .asString()
                .contains("vr:Service", "no tables");
        assertThat(merged(tap(), null, TABLES.replaceFirst("(?s)<schema>.*</schema>", ""))
                        .same())
                .isTrue();
    }

    @Test
    void answersThatAreNoneAreRefused() {
        assertThatThrownBy(() -> merged(tap(), "<html><body>Sorry</body></html>", null))
                .hasMessageContaining("'html', where 'capabilities' is expected");
        assertThatThrownBy(() -> merged(tap(), "<capabilities>", null)).hasMessageContaining("not well-formed");
        assertThatThrownBy(() -> merged(
                        tap(),
                        "<!DOCTYPE c [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><capabilities>&x;</capabilities>",
                        null))
                .hasMessageContaining("not well-formed");
        assertThatThrownBy(() -> VosiMerge.of("<a/>".getBytes(UTF_8), of(CAPABILITIES), Optional.empty()))
                .isInstanceOf(ConsolidationRefusedException.class);
    }
}
