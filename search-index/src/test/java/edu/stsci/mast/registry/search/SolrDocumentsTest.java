package edu.stsci.mast.registry.search;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.ResourceDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.apache.solr.common.SolrInputDocument;
import org.junit.jupiter.api.Test;

class SolrDocumentsTest {
    private static SolrInputDocument document(String xml) {
        return SolrDocuments.of(TestRecords.stored(xml), 7);
    }

    private static Collection<Object> values(SolrInputDocument document, String field) {
        Collection<Object> values = document.getFieldValues(field);
        return values == null ? List.of() : values;
    }

    @Test
    void aCatalogueServiceGivesAllItsParts() {
        SolrInputDocument document = document(TestRecords.xml(
                "vs:CatalogService",
                "created=\"2020-01-01T00:00:00Z\" updated=\"2021-02-03T04:05:06Z\" status=\"active\"",
                """
                <title> The
                    title </title><shortName>Short</shortName><identifier>ivo://Test.Example/A</identifier>
                <altIdentifier>https://doi.org/10.1234/ABC</altIdentifier>
                <curation><publisher ivo-id="ivo://x/y">Publisher</publisher>
                  <creator><name>First, A.</name><logo>https://x/logo.png</logo></creator><creator><name>Second, B.</name></creator>
                  <contributor>Third, C.</contributor><contact><name>Not searched</name></contact></curation>
                <content><subject>stars</subject><subject>stars</subject><subject>galaxies</subject>
                  <description>One &amp; <![CDATA[two]]></description><source format="bibcode">2020ApJ...1..2X</source>
                  <referenceURL>https://x/ref</referenceURL><type>Catalog</type><contentLevel>Research</contentLevel></content>
                <rights>Public</rights>
                <capability standardID="ivo://ivoa.net/std/VOSI#capabilities"/>
                <capability standardID="ivo://ivoa.net/std/TAP" xsi:type="tr:TableAccess">
                  <dataModel ivo-id="ivo://ivoa.net/std/ObsCore#core-1.1">ObsCore</dataModel></capability>
                <capability standardID="ivo://ivoa.net/std/SIA#query-2.0" xsi:type="sia:SimpleImageAccess"/>
                <capability standardID="ivo://other/std/thing"/>
                <facility>HST</facility><instrument>WFC3</instrument>
                <coverage><waveband>Optical</waveband><waveband>UV</waveband></coverage>
                <tableset><schema><name>s</name><description>The schema</description><table><name>s.t</name><title>Main</title>
                  <description>The table</description><column><name>ra</name><description>Right ascension</description>
                  <ucd>pos.eq.ra</ucd></column><column><name>dec</name></column></table></schema></tableset>
                """));

        assertThat(document.getFieldValue("id")).isEqualTo("ivo://test.example/a");
        assertThat(document.getFieldValue("ivoid")).isEqualTo("ivo://Test.Example/A");
        assertThat(document.getFieldValue("authority")).isEqualTo("test.example");
        assertThat(document.getFieldValue("home_registry")).isEqualTo("ivo://test.example/registry");
        assertThat(document.getFieldValue("managed")).isEqualTo(false);
        assertThat(document.getFieldValue("status")).isEqualTo("active");
        assertThat(document.getFieldValue("generation")).isEqualTo(7L);
        assertThat(document.getFieldValue("updated")).isEqualTo(Date.from(Instant.parse("2021-02-03T04:05:06Z")));
        assertThat(document.getFieldValue("datestamp")).isEqualTo(Date.from(TestRecords.DATESTAMP));
        assertThat(document.getFieldValue("title")).isEqualTo("The title");
        assertThat(document.getFieldValue("short_name")).isEqualTo("Short");
        assertThat(document.getFieldValue("publisher")).isEqualTo("Publisher");
        assertThat(values(document, "creator")).containsExactly("First, A.", "Second, B.");
        assertThat(values(document, "contributor")).containsExactly("Third, C.");
        assertThat(values(document, "subject")).containsExactly("stars", "galaxies");
        assertThat(values(document, "description")).containsExactly("One & two");
        assertThat(values(document, "identifier_key"))
                .containsExactly("ivo://test.example/a", "10.1234/abc", "2020apj...1..2x");
        assertThat(document.getFieldValue("reference_url")).isEqualTo("https://x/ref");
        assertThat(values(document, "content_level")).containsExactly("research");
        assertThat(values(document, "rights")).containsExactly("Public");
        assertThat(values(document, "standard"))
                .containsExactly("Table Access Protocol", "ObsCore", "Simple Image Access 2", "ivo://other/std/thing");
        assertThat(values(document, "standard_id")).contains("ivo://ivoa.net/std/VOSI#capabilities");
        assertThat(values(document, "instrument")).containsExactly("HST", "WFC3");
        assertThat(values(document, "waveband")).containsExactly("optical", "uv");
        assertThat(values(document, "data_table")).containsExactly("s: The schema", "s.t: Main: The table");
        assertThat(values(document, "data_column")).containsExactly("ra: Right ascension", "dec");
        assertThat(values(document, "ucd")).containsExactly("pos.eq.ra");
    }

    @Test
    void olderNamespacesUnknownTypesAndTablesAtOldPlacesAreRead() {
        SolrInputDocument document = document("""
                <r:Resource xmlns:r="http://www.ivoa.net/xml/RegistryInterface/v1.0" xmlns:o="http://www.ivoa.net/xml/VODataService/v1.0"
                    xmlns:i="http://www.ivoa.net/xml/SIA/v1.0" xmlns:s="http://www.ivoa.net/xml/SSA/v1.0"
                    xmlns:q="http://nobody.example/q" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="q:Mystery">
                  <title>Old</title><identifier>ivo://test.example/old</identifier>
                  <curation><creator>Direct, D.</creator></curation>
                  <capability xsi:type="i:SimpleImageAccess"/><capability xsi:type="s:SimpleSpectralAccess"/>
                  <capability xsi:type="q:Unknown"/><coverage><spectral><waveband>Radio</waveband></spectral></coverage>
                  <table><name>t</name><column><name>flux</name><description>Flux</description></column></table>
                </r:Resource>
                """);

        assertThat(document.getFieldValue("resource_type")).isEqualTo("q:Mystery");
        assertThat(values(document, "creator")).containsExactly("Direct, D.");
        assertThat(values(document, "standard")).containsExactly("Simple Image Access", "Simple Spectral Access");
        assertThat(values(document, "waveband")).containsExactly("radio");
        assertThat(values(document, "data_table")).containsExactly("t");
        assertThat(values(document, "data_column")).containsExactly("flux: Flux");
    }

    @Test
    void registriesAuthoritiesAndDocumentsAreRead() {
        SolrInputDocument registry = document(TestRecords.xml(
                "vg:Registry",
                "",
                "<title>A registry</title><identifier>ivo://test.example/reg</identifier>"
                        + "<capability standardID=\"ivo://ivoa.net/std/Registry\" xsi:type=\"vg:Harvest\"/>"
                        + "<managedAuthority>test.example</managedAuthority>"));
        assertThat(registry.getFieldValue("resource_type")).isEqualTo("vg:Registry");
        assertThat(values(registry, "standard")).containsExactly("Registry");
        assertThat(values(registry, "about")).contains("test.example", "Registry");

        SolrInputDocument tutorial = document(TestRecords.xml(
                "doc:Document", "", "<title>How to</title><identifier>ivo://test.example/doc</identifier>"));
        assertThat(values(tutorial, "about")).containsExactly("Document");
    }

    @Test
    void aBrokenDocumentGivesWhatStandsBeforeTheBreak() {
        ResourceDocument whole =
                TestRecords.normalised(TestRecords.service("broken", "Broken", "The description", "first", ""));
        byte[] bytes = whole.toString().replace("</description>", "</oops>").getBytes(StandardCharsets.UTF_8);
        SolrInputDocument document = SolrDocuments.of(TestRecords.stored(whole, bytes), 1);
        assertThat(document.getFieldValue("title")).isEqualTo("Broken");
        assertThat(values(document, "subject")).containsExactly("first");

        byte[] cut = Arrays.copyOf(whole.xml(), 10);
        assertThat(SolrDocuments.of(TestRecords.stored(whole, cut), 1).getFieldValue("title"))
                .isEqualTo("Broken");
        assertThat(SolrDocuments.of(TestRecords.stored(whole, null), 1).getFieldValue("id"))
                .isEqualTo("ivo://test.example/broken");
    }

    @Test
    void veryLongValuesAreCutSoThatSolrTakesThem() {
        String name = "n".repeat(50_000);
        SolrInputDocument document = document(TestRecords.service("long", "t", "d", "s", "")
                .replace("Test Observatory", name)
                .replace("</identifier>", "</identifier><altIdentifier>" + name + "</altIdentifier>"));
        assertThat((String) document.getFieldValue("publisher")).hasSize(1000);
        assertThat(values(document, "identifier_key")).allMatch(key -> ((String) key).length() <= 1000);
    }
}
