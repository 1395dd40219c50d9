package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;

import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

// OAI-PMH 2.0, section 5.
/** The crosswalk to unqualified Dublin Core; the schema oai_dc.xsd is that of OAI-PMH 2.0. */
class DublinCoreTest {
    @Test
    void everyElementHasItsSource() {
        assertThat(crosswalk("""
                        <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0"
                            xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                            xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0"
                            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="vs:CatalogService"
                            created="2020-01-01T00:00:00Z" updated="2021-06-30T12:34:56Z" status="active">
                          <title>
                            A survey of
                            &#937; stars &amp; more
                          </title>
                          <shortName>SURVEY</shortName>
                          <identifier>ivo://archive.test/Survey</identifier>
                          <altIdentifier>doi:10.1234/survey</altIdentifier>
                          <curation>
                            <publisher ivo-id="ivo://archive.test/org">The Archive</publisher>
                            <creator><name>Müller, A.</name><logo>https://archive.test/logo.png</logo></creator>
                            <creator><name>Ōe, B.</name><altIdentifier>orcid:0000-0001</altIdentifier></creator>
                            <contributor>The night assistant</contributor>
                            <date role="created">2019-05-01</date>
                            <date role="updated">2020-05-01</date>
                            <version>1</version>
                            <contact><name>The desk</name></contact>
                          </curation>
                          <content>
                            <subject>stars</subject>
                            <subject>surveys</subject>
                            <description>All
                              of them.</description>
                            <source format="bibcode">2019A&amp;A...999..999M</source>
                            <referenceURL>https://archive.test/survey</referenceURL>
                            <type>Catalog</type>
                            <contentLevel>Research</contentLevel>
                            <relationship>
                              <relationshipType>IsServedBy</relationshipType>
                              <relatedResource ivo-id="ivo://archive.test/tap">The Archive's TAP service</relatedResource>
                              <relatedResource>A service without a record</relatedResource>
                            </relationship>
                          </content>
                          <rights rightsURI="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</rights>
                          <capability><interface xsi:type="vr:WebBrowser"><accessURL>https://archive.test/survey</accessURL>
                          </interface><description>Not about the resource.</description></capability>
                        </ri:Resource>
                        """, "vs:CatalogService"))
                .containsExactly(
                        "title: A survey of Ω stars & more",
                        "creator: Müller, A.",
                        "creator: Ōe, B.",
                        "subject: stars",
                        "subject: surveys",
                        "description: All of them.",
                        "publisher: The Archive",
                        "contributor: The night assistant",
                        "date: 2019-05-01",
                        "date: 2020-05-01",
                        "type: Service",
                        "type: Catalog",
                        "identifier: ivo://archive.test/Survey",
                        "identifier: doi:10.1234/survey",
                        "source: 2019A&A...999..999M",
                        "relation: https://archive.test/survey",
                        "relation: ivo://archive.test/tap",
                        "relation: A service without a record",
                        "rights: https://creativecommons.org/licenses/by/4.0/",
                        "rights: CC BY 4.0");
    }

    @Test
    void recordWithoutDatesHasTheDayOfItsLastChange() {
        assertThat(crosswalk(
                        "<ri:Resource xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\">"
                                + "<identifier>ivo://archive.test/Survey</identifier></ri:Resource>",
                        "vr:Organisation"))
                .containsExactly("date: 2021-06-30", "identifier: ivo://archive.test/Survey");
    }

    // Section 2.5: every record is to be had in Dublin Core.
    // Harvested records use namespaces of old, qualify elements that should not be, and hold what no schema knows.
    @Test
    void recordThatBreaksTheSchemaComesThroughAsFarAsItMakesSense() {
        assertThat(crosswalk("""
                        <r:Resource xmlns:r="http://www.ivoa.net/xml/RegistryInterface/v0.1"
                            xmlns="http://www.ivoa.net/xml/VOResource/v0.10" status="whatever">
                          <identifier>ivo://archive.test/Survey</identifier>
                          <title>First</title><title>First</title><title>Second</title><title> </title>
                          <content><content><subject>misplaced</subject></content><subject/>
                            <description>With <b xmlns="http://www.w3.org/1999/xhtml">bold</b> words<!-- and a remark --></description>
                            <relationship><relatedResource ivo-id=" "/></relationship></content>
                          <rights/>
                          <unknown><title>Of something else</title></unknown>
                        </r:Resource>
                        """, "Nonsense"))
                .containsExactly(
                        "title: First",
                        "title: Second",
                        "description: With words",
                        "date: 2021-06-30",
                        "identifier: ivo://archive.test/Survey");
    }

    /** Elements and their text, in document order. */
    private static List<String> crosswalk(String document, String resourceType) {
        ResourceDocument normalised = TestRegistry.normalised(document);
        StoredRecord record = new StoredRecord(
                normalised.ivoid(),
                1,
                normalised.summary().status(),
                true,
                Optional.empty(),
                resourceType,
                normalised.summary().title(),
                "",
                true,
                Optional.empty(),
                Optional.of(Instant.parse("2021-06-30T12:34:56Z")),
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                normalised.xml());
        byte[] dublinCore = DublinCore.of(record);
        try {
            assertThat(SchemaValidator.shared().validate(new ByteArrayInputStream(dublinCore)))
                    .isEmpty();
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
        List<String> lines = new ArrayList<>();
        for (Node child = Reply.element(dublinCore).getFirstChild(); child != null; child = child.getNextSibling()) {
            assertThat(((Element) child).getNamespaceURI()).isEqualTo(Reply.NAMESPACES.get("dc"));
            lines.add(child.getLocalName() + ": " + child.getTextContent());
        }
        return lines;
    }
}
