package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;

class CitationTest {
    @Test
    void aFullRecordIsCitedWithItsDoi() {
        Citation citation = citation("A survey of α & β stars, 100% #1", """
                <altIdentifier>doi:10.5072/a_b</altIdentifier>
                <curation>
                  <publisher>The Archive</publisher>
                  <creator><name>Müller, Anna B.</name></creator>
                  <creator><name>Space Telescope Science Institute</name></creator>
                  <creator><name>Survey Team, The</name></creator>
                  <date role="Available">2021-02-01</date>
                  <version>1.2</version>
                </curation>
                <content><source format="bibcode">2019A&amp;A...999..999M</source></content>
                <rights rightsURI="https://creativecommons.org/licenses/by/4.0/">Free</rights>""");
        assertThat(citation.bibTex()).isEqualTo("""
                @misc{archive.test:survey:1,
                  author    = {Müller, Anna B. and {Space Telescope Science Institute} and {Survey Team, The}},
                  title     = {{A survey of α \\& β stars, 100\\% \\#1}},
                  year      = {2021},
                  publisher = {The Archive},
                  version   = {1.2},
                  doi       = {10.5072/a_b},
                  url       = {https://doi.org/10.5072/a_b},
                  note      = {Virtual Observatory resource ivo://archive.test/survey/1}
                }
                """);
        assertThat(citation.text())
                .isEqualTo("Müller, Anna B.; Space Telescope Science Institute; Survey Team, The, 2021, "
                        + "A survey of α & β stars, 100% #1, version 1.2, The Archive, https://doi.org/10.5072/a_b");
        assertThat(citation.publications()).containsExactly("2019A&A...999..999M");
        assertThat(citation.rights())
                .containsExactly(new Citation.Terms("Free", "https://creativecommons.org/licenses/by/4.0/"));
        assertThat(citation.doiAddress()).contains("https://doi.org/10.5072/a_b");
    }

    @Test
    void aPoorRecordIsCitedByItsIvoid() {
        Citation citation = citation("Something", "<curation/>");
        assertThat(citation.bibTex())
                .startsWith("@misc{archive.test:survey:1,\n  title     = {{Something}},\n")
                .contains("ivo://archive.test/survey/1");
        assertThat(citation.text()).isEqualTo("2020, Something, ivo://archive.test/survey/1");
        assertThat(citation.dataCite()).isEmpty();
    }

    @Test
    void nothingInARecordEndsTheEntry() {
        String entry = citation(
                        "} @comment{ \\input{secret} ~^_$",
                        "<altIdentifier>doi:10.5072/a}b</altIdentifier><curation><publisher>{</publisher></curation>")
                .bibTex();
        int depth = 0;
        for (int i = 0; i < entry.stripTrailing().length() - 1; i++) {
            depth += entry.charAt(i) == '{' ? 1 : entry.charAt(i) == '}' ? -1 : 0;
            assertThat(depth > 0 || i < entry.indexOf('{')).as("at " + i).isTrue();
        }
        assertThat(depth).isEqualTo(1);
        assertThat(entry).doesNotContain("\\input");
    }

    @Test
    void dataCitesMetadataStandAlone() {
        byte[] metadata = citation(
                        "T", "<curation><publisher>P</publisher><creator><name>N</name></creator></curation>")
                .dataCite()
                .orElseThrow();
        XmlAssert.assertThat(new String(metadata, StandardCharsets.UTF_8))
                .valueByXPath("/*[local-name()='resource']/*[local-name()='titles']/*[local-name()='title']")
                .isEqualTo("T");
    }

    private static Citation citation(String title, String content) {
        byte[] document = ("<ri:Resource xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\">" + content
                        + "</ri:Resource>")
                .getBytes(StandardCharsets.UTF_8);
        StoredRecord record = new StoredRecord(
                Ivoid.of("ivo://archive.test/survey/1"),
                1,
                RecordStatus.ACTIVE,
                true,
                Optional.empty(),
                "vs:CatalogService",
                title,
                "",
                true,
                Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
                Optional.empty(),
                1,
                Instant.parse("2020-01-01T00:00:00Z"),
                document);
        return Citation.of(record).orElseThrow();
    }
}
