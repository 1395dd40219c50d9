package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xmlunit.assertj3.XmlAssert;

/** The crosswalk to DataCite. Whether the official schemas accept what it makes is tested with the examples, in src-test. */
class DataCiteTest {
    private static final Map<String, String> NAMESPACES =
            Map.of("o", "http://schema.datacite.org/oai/oai-1.1/", "d", "http://datacite.org/schema/kernel-4");

    private static final String CREATOR = "<creator><name>Müller, A.</name></creator>";

    @Test
    void everyPropertyHasItsSource() {
        assertThat(lines("""
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
                          <altIdentifier>bibcode:2019arch.test....1M</altIdentifier>
                          <altIdentifier>doi:10.5072/survey</altIdentifier>
                          <altIdentifier>doi:10.5072/survey.old</altIdentifier>
                          <curation>
                            <publisher ivo-id="ivo://archive.test/org" altIdentifier="https://ror.org/04rcqnp59">The Archive</publisher>
                            <creator><name altIdentifier="https://orcid.org/0000-0001-2345-6789">Müller, Anna B.</name>
                              <logo>https://archive.test/logo.png</logo></creator>
                            <creator ivo-id="ivo://archive.test/team"><name>Survey Team, The</name></creator>
                            <creator><name>Ōe, B.</name><altIdentifier>https://example.org/oe</altIdentifier></creator>
                            <contributor ivo-id="ivo://archive.test/night">The night assistants</contributor>
                            <date role="created">2019-05-01</date>
                            <date role="Available">2021-02-01T10:00:00</date>
                            <date role="Available">2020-02-01</date>
                            <date role="Inspected">2024-01-01</date>
                            <date>2018-12</date>
                            <version>1.2</version>
                            <contact><name>The desk</name><address>Here</address><email>desk@archive.test</email></contact>
                          </curation>
                          <content>
                            <subject>stars</subject>
                            <subject>surveys</subject>
                            <description>
                              All
                              of them.

                              And the rest.
                            </description>
                            <source format="bibcode">2019A&amp;A...999..999M</source>
                            <referenceURL>https://archive.test/survey</referenceURL>
                            <type>Catalog</type>
                            <type>Survey</type>
                            <contentLevel>Research</contentLevel>
                            <relationship>
                              <relationshipType>IsDerivedFrom</relationshipType>
                              <relatedResource altIdentifier="doi:10.5072/plates" ivo-id="ivo://archive.test/plates">Plates</relatedResource>
                              <relatedResource>Something without an identifier</relatedResource>
                              <relatedResource altIdentifier="ascl:1101.010" ivo-id="ivo://archive.test/code">Code</relatedResource>
                            </relationship>
                            <relationship>
                              <relationshipType>IsServedBy</relationshipType>
                              <relatedResource ivo-id="ivo://archive.test/tap">The Archive's TAP service</relatedResource>
                            </relationship>
                          </content>
                          <rights rightsURI="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</rights>
                          <rights>Say thank you.</rights>
                          <capability><interface xsi:type="vr:WebBrowser"><accessURL>https://archive.test/survey</accessURL>
                          </interface><description>Not about the resource.</description></capability>
                          <facility>The dome</facility>
                          <coverage><spatial>0/0-11</spatial></coverage>
                          <tableset><schema><name>s</name><table><name>t</name><description>Not either.</description></table></schema>
                          </tableset>
                        </ri:Resource>
                        """))
                .containsExactly(
                        "identifier[identifierType=DOI]: 10.5072/survey",
                        "creators/creator/creatorName[nameType=Personal]: Müller, Anna B.",
                        "creators/creator/givenName: Anna B.",
                        "creators/creator/familyName: Müller",
                        "creators/creator/nameIdentifier[nameIdentifierScheme=ORCID, schemeURI=https://orcid.org/]:"
                                + " https://orcid.org/0000-0001-2345-6789",
                        "creators/creator/creatorName[nameType=Organizational]: Survey Team, The",
                        "creators/creator/nameIdentifier[nameIdentifierScheme=ivoid]: ivo://archive.test/team",
                        "creators/creator/creatorName: Ōe, B.",
                        "creators/creator/nameIdentifier[nameIdentifierScheme=URL]: https://example.org/oe",
                        "titles/title: A survey of Ω stars & more",
                        "titles/title[titleType=AlternativeTitle]: SURVEY",
                        "publisher[publisherIdentifier=https://ror.org/04rcqnp59, publisherIdentifierScheme=ROR,"
                                + " schemeURI=https://ror.org/]: The Archive",
                        "publicationYear: 2020",
                        "resourceType[resourceTypeGeneral=Service]: Catalog",
                        "subjects/subject: stars",
                        "subjects/subject: surveys",
                        "contributors/contributor[contributorType=ContactPerson]/contributorName: The desk",
                        "contributors/contributor[contributorType=Other]/contributorName[nameType=Organizational]:"
                                + " The night assistants",
                        "contributors/contributor[contributorType=Other]/nameIdentifier[nameIdentifierScheme=ivoid]:"
                                + " ivo://archive.test/night",
                        "dates/date[dateType=Created]: 2019-05-01",
                        "dates/date[dateType=Available]: 2021-02-01T10:00:00Z",
                        "dates/date[dateType=Available]: 2020-02-01",
                        "dates/date[dateInformation=Inspected, dateType=Other]: 2024-01-01",
                        "dates/date[dateType=Collected]: 2018-12",
                        "alternateIdentifiers/alternateIdentifier[alternateIdentifierType=ivoid]: ivo://archive.test/Survey",
                        "alternateIdentifiers/alternateIdentifier[alternateIdentifierType=bibcode]: 2019arch.test....1M",
                        "alternateIdentifiers/alternateIdentifier[alternateIdentifierType=DOI]: 10.5072/survey.old",
                        "relatedIdentifiers/relatedIdentifier[relatedIdentifierType=bibcode, relationType=IsSupplementTo]:"
                                + " 2019A&A...999..999M",
                        "relatedIdentifiers/relatedIdentifier[relatedIdentifierType=URL, relationType=IsDescribedBy]:"
                                + " https://archive.test/survey",
                        "relatedIdentifiers/relatedIdentifier[relatedIdentifierType=DOI, relationType=IsDerivedFrom]:"
                                + " 10.5072/plates",
                        "relatedIdentifiers/relatedIdentifier[relatedIdentifierType=URL, relationType=IsDerivedFrom]:"
                                + " ivo://archive.test/code",
                        "relatedIdentifiers/relatedIdentifier[relatedIdentifierType=URL, relationType=Other,"
                                + " relationTypeInformation=IsServedBy]: ivo://archive.test/tap",
                        "version: 1.2",
                        "rightsList/rights[rightsIdentifier=CC-BY-4.0, rightsIdentifierScheme=SPDX,"
                                + " rightsURI=https://creativecommons.org/licenses/by/4.0/,"
                                + " schemeURI=https://spdx.org/licenses/]: CC BY 4.0",
                        "rightsList/rights: Say thank you.",
                        "descriptions/description[descriptionType=Abstract]: All of them.\n\nAnd the rest.");
    }

    @Test
    void smallestRecordHasWhatDataCiteRequires() {
        assertThat(lines(record("vr:Service", CREATOR, "<content/>")))
                .containsExactly(
                        "identifier[identifierType=ivoid]: ivo://archive.test/Survey",
                        "creators/creator/creatorName: Müller, A.",
                        "titles/title: A survey",
                        "publisher: The Archive",
                        "publicationYear: 2020",
                        "resourceType[resourceTypeGeneral=Service]: Service");
    }

    @Test
    void resourceIsInTheEnvelopeOfDataCitesOwnProvider() {
        byte[] dataCite = dataCite(record("vr:Service", CREATOR, "")).orElseThrow();

        XmlAssert envelope = XmlAssert.assertThat(dataCite).withNamespaceContext(NAMESPACES);
        envelope.valueByXPath("/o:oai_datacite/o:schemaVersion").isEqualTo("4.7");
        envelope.valueByXPath("/o:oai_datacite/o:datacentreSymbol").isEqualTo("");
        envelope.valueByXPath("count(/o:oai_datacite/*)").isEqualTo("3");
        envelope.valueByXPath("count(/o:oai_datacite/o:payload/d:resource)").isEqualTo("1");
        assertThat(schemaLocation(Reply.element(dataCite)))
                .isEqualTo("http://schema.datacite.org/oai/oai-1.1/ http://schema.datacite.org/oai/oai-1.1/oai.xsd");
        assertThat(schemaLocation(resource(dataCite)))
                .isEqualTo(
                        "http://datacite.org/schema/kernel-4 http://schema.datacite.org/meta/kernel-4.7/metadata.xsd");
    }

    // ResponseXml undeclares the default namespace on the root of what it copies.
    @Test
    void itIsTheSameWithinAResponse() throws Exception {
        byte[] dataCite = dataCite(record("vr:Service", CREATOR, "")).orElseThrow();

        ByteArrayOutputStream response = new ByteArrayOutputStream();
        ResponseXml xml = new ResponseXml(response);
        xml.openRoot();
        xml.document(dataCite);
        xml.close();
        xml.end();

        Node copied = ((Element) Reply.element(response.toByteArray()))
                .getElementsByTagName("oai_datacite:oai_datacite")
                .item(0);
        XmlAssert.assertThat(copied).and(Reply.element(dataCite)).areIdentical();
    }

    @ParameterizedTest
    @CsvSource({
        "vr:Service, Service",
        "vs:DataService, Service",
        "vs:CatalogService, Service",
        "vs:DataCollection, Dataset",
        "vs:DataResource, Dataset",
        "vs:CatalogResource, Dataset",
        "vstd:ServiceStandard, Standard",
        "vstd:StandardKeyEnumeration, Standard",
        "doc:Document, Text",
        "va:Application, Software",
        "dm:DataModel, Model",
        "vr:Resource, Other",
        "Nonsense, Other"
    })
    void generalTypeIsThatOfTheRecordsType(String resourceType, String general) {
        assertThat(lines(stored(record("vr:Resource", CREATOR, ""), resourceType)))
                .contains("resourceType[resourceTypeGeneral=" + general + "]: "
                        + resourceType.substring(resourceType.indexOf(':') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vg:Authority", "vg:Registry", "vr:Organisation"})
    void whatKeepsTheRegistryGoingIsNotCited(String resourceType) {
        StoredRecord record = stored(record("vr:Resource", CREATOR, ""), resourceType);

        assertThat(DataCite.of(record)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<publisher>The Archive</publisher>",
                "<publisher>The Archive</publisher><creator><name> </name></creator>",
                "<publisher> </publisher><creator><name>Müller, A.</name></creator>",
                "<creator><name>Müller, A.</name></creator>",
                "<publisher>The Archive</publisher><contact><name>Müller, A.</name></contact>"
            })
    void recordWithoutWhatDataCiteRequiresHasNoDataCite(String curation) {
        assertThat(dataCite(document("vr:Service", "created=\"2020-01-01T00:00:00Z\"", "A survey", curation, "")))
                .isEmpty();
    }

    @Test
    void recordWithoutATitleHasNoDataCite() {
        assertThat(dataCite(document(
                        "vr:Service",
                        "created=\"2020-01-01T00:00:00Z\"",
                        " ",
                        "<publisher>The Archive</publisher>" + CREATOR,
                        "")))
                .isEmpty();
    }

    @Test
    void deletedRecordHasNoDataCite() {
        ResourceDocument document = TestRegistry.normalised(record("vr:Service", CREATOR, ""));
        StoredRecord withDocument = stored(document, RecordStatus.DELETED, "vr:Service", document.xml());
        StoredRecord tombstone = stored(document, RecordStatus.DELETED, "", null);

        assertThat(DataCite.of(withDocument)).isEmpty();
        assertThat(DataCite.of(tombstone)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "created='2020-01-01T00:00:00Z', <date role='Issued'>2017-01-01</date><date role='Available'>2018-01-01</date>, 2018",
        "created='2020-01-01T00:00:00Z', <date role='Created'>2016-01-01</date><date role='Issued'>2017-01-01</date>, 2017",
        "created='2020-01-01T00:00:00Z', <date role='creation'>2016-01-01</date>, 2016",
        "created='2020-01-01T00:00:00Z', <date role='Collected'>1990-01-01</date><date>1991-01-01</date>, 2020",
        "created='2020-01-01T00:00:00Z', <date role='Issued'>in spring</date>, 2020",
        "'', <date role='Issued'>2017-01-01</date>, 2017",
        "'', <date role='Updated'>2017-01-01</date><date role='Collected'>2015</date>, 2015",
        "'', <date role='Updated'>lately</date>,"
    })
    void publicationYearIsThatOfTheBestDate(String created, String dates, String year) {
        StoredRecord record = stored(
                document("vr:Service", created, "A survey", "<publisher>The Archive</publisher>" + CREATOR + dates, ""),
                "vr:Service");

        assertThat(DataCite.of(record).isPresent()).isEqualTo(year != null);
        assertThat(record.citable()).isEqualTo(year != null);
        if (year != null) {
            assertThat(lines(record)).contains("publicationYear: " + year);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Issued, dateType=Issued",
        "updated, dateType=Updated",
        "update, dateType=Updated",
        "creation, dateType=Created",
        "representative, dateType=Collected",
        "'', dateType=Collected",
        "ExportRequested, 'dateInformation=ExportRequested, dateType=Other'"
    })
    void dateRoleIsADateType(String role, String attributes) {
        assertThat(lines(record("vr:Service", CREATOR + "<date role=\"" + role + "\">2019-05-01</date>", "")))
                .contains("dates/date[" + attributes + "]: 2019-05-01");
    }

    @ParameterizedTest
    @CsvSource({
        "Cites, relationType=Cites",
        "isnewversionof, relationType=IsNewVersionOf",
        "mirror-of, relationType=IsIdenticalTo",
        "derived-from, relationType=IsDerivedFrom",
        "served-by, 'relationType=Other, relationTypeInformation=IsServedBy'",
        "service-for, 'relationType=Other, relationTypeInformation=IsServiceFor'",
        "IsServiceFor, 'relationType=Other, relationTypeInformation=IsServiceFor'",
        "related-to, 'relationType=Other, relationTypeInformation=related-to'"
    })
    void relationshipIsARelation(String type, String attributes) {
        assertThat(lines(record(
                        "vr:Service",
                        CREATOR,
                        "<content><relationship><relationshipType>" + type
                                + "</relationshipType><relatedResource ivo-id=\"ivo://other.test/x\">X</relatedResource>"
                                + "</relationship></content>")))
                .contains("relatedIdentifiers/relatedIdentifier[relatedIdentifierType=URL, " + attributes
                        + "]: ivo://other.test/x");
    }

    @ParameterizedTest
    @CsvSource({
        "bibcode, 2003A&amp;A...412...45P, bibcode, 2003A&A...412...45P",
        "doi, 10.5479/ADS/bib/2018ivoa.spec.0625P, DOI, 10.5479/ADS/bib/2018ivoa.spec.0625P",
        "'', https://archive.test/paper, URL, https://archive.test/paper",
        "bibcode, doi:10.5072/paper, DOI, 10.5072/paper"
    })
    void sourceIsWhatTheResourceSupplements(String format, String source, String type, String identifier) {
        assertThat(lines(record(
                        "vr:Service",
                        CREATOR,
                        "<content><source format=\"" + format + "\">" + source + "</source></content>")))
                .contains("relatedIdentifiers/relatedIdentifier[relatedIdentifierType=" + type
                        + ", relationType=IsSupplementTo]: " + identifier);
    }

    @ParameterizedTest
    @CsvSource({
        "http://creativecommons.org/publicdomain/zero/1.0, CC0-1.0",
        "https://creativecommons.org/licenses/by-nc-sa/3.0/legalcode, CC-BY-NC-SA-3.0",
        "https://creativecommons.org/licenses/by/3.0/de/,",
        "https://archive.test/rights,"
    })
    void licensesOfCreativeCommonsHaveTheirSpdxIdentifier(String uri, String spdx) {
        assertThat(lines(record("vr:Service", CREATOR, "<rights rightsURI=\"" + uri + "\"/>")))
                .contains(
                        spdx == null
                                ? "rightsList/rights[rightsURI=" + uri + "]: "
                                : "rightsList/rights[rightsIdentifier=" + spdx
                                        + ", rightsIdentifierScheme=SPDX, rightsURI=" + uri
                                        + ", schemeURI=https://spdx.org/licenses/]: ");
    }

    // Harvested records use namespaces of old, qualify elements that should not be, and hold what no schema knows.
    @Test
    void recordThatBreaksTheSchemaComesThroughAsFarAsItMakesSense() {
        assertThat(lines("""
                        <r:Resource xmlns:r="http://www.ivoa.net/xml/RegistryInterface/v0.1"
                            xmlns="http://www.ivoa.net/xml/VOResource/v0.10" status="whatever" created="2020-01-01">
                          <identifier>ivo://archive.test/Survey</identifier>
                          <altIdentifier>no identifier</altIdentifier>
                          <title>First</title><title>Second</title>
                          <content><content><subject>misplaced</subject></content><subject/>
                            <description>With <b xmlns="http://www.w3.org/1999/xhtml">bold</b> words<!-- and a remark --></description>
                            <relationship><relatedResource ivo-id="ivo://archive.test/x"/></relationship>
                            <referenceURL>somewhere</referenceURL></content>
                          <curation><creator><name>Müller, A.</name></creator><publisher/><publisher>The Archive</publisher>
                            <publisher>Another</publisher></curation>
                          <rights/>
                          <unknown><title>Of something else</title></unknown>
                        </r:Resource>
                        """))
                .containsExactly(
                        "identifier[identifierType=ivoid]: ivo://archive.test/Survey",
                        "creators/creator/creatorName: Müller, A.",
                        "titles/title: First",
                        "publisher: The Archive",
                        "publicationYear: 2020",
                        "resourceType[resourceTypeGeneral=Other]: Resource",
                        "descriptions/description[descriptionType=Abstract]: With words");
    }

    @Test
    void whetherItAppliesIsKnownBeforeTheDocumentsEnd() {
        ResourceDocument document = TestRegistry.normalised(record("vr:Service", CREATOR, ""));
        String xml = new String(document.xml(), StandardCharsets.UTF_8);
        byte[] brokenLater = xml.substring(0, xml.indexOf("</curation>")).getBytes(StandardCharsets.UTF_8);
        StoredRecord record = stored(document, RecordStatus.ACTIVE, "vr:Service", brokenLater);

        assertThat(record.citable()).isTrue();
        assertThatThrownBy(() -> DataCite.of(record))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The stored document of ivo://archive.test/Survey is not well-formed");
    }

    private static String record(String type, String curation, String content) {
        return document(
                type,
                "created=\"2020-01-01T00:00:00Z\"",
                "A survey",
                "<publisher>The Archive</publisher>" + curation,
                content);
    }

    private static String document(String type, String attributes, String title, String curation, String content) {
        return "<ri:Resource xmlns:ri=\"http://www.ivoa.net/xml/RegistryInterface/v1.0\""
                + " xmlns:vr=\"http://www.ivoa.net/xml/VOResource/v1.0\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"" + type
                + "\" status=\"active\" "
                + attributes + "><title>" + title
                + "</title><identifier>ivo://archive.test/Survey</identifier><curation>"
                + curation + "</curation>" + content + "</ri:Resource>";
    }

    private static Optional<byte[]> dataCite(String document) {
        StoredRecord record = stored(document, null);
        Optional<byte[]> dataCite = DataCite.of(record);
        assertThat(record.citable()).isEqualTo(dataCite.isPresent());
        return dataCite;
    }

    private static List<String> lines(String document) {
        return lines(stored(document, null));
    }

    /** The elements with text of the payload's resource: their paths below it, with their attributes, and the text; in document order. */
    private static List<String> lines(StoredRecord record) {
        assertThat(record.citable()).isTrue();
        List<String> lines = new ArrayList<>();
        lines(resource(DataCite.of(record).orElseThrow()), "", lines);
        return lines;
    }

    private static void lines(Element parent, String path, List<String> lines) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                assertThat(element.getNamespaceURI()).isEqualTo(NAMESPACES.get("d"));
                String step = path + element.getLocalName() + attributes(element);
                if (element.getElementsByTagName("*").getLength() == 0) {
                    lines.add(step + ": " + element.getTextContent());
                } else {
                    lines(element, step + "/", lines);
                }
            }
        }
    }

    private static String attributes(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        NamedNodeMap nodes = element.getAttributes();
        for (int i = 0; i < nodes.getLength(); i++) {
            attributes.put(nodes.item(i).getNodeName(), nodes.item(i).getNodeValue());
        }
        return attributes.isEmpty()
                ? ""
                : attributes.toString().replace('{', '[').replace('}', ']');
    }

    private static Element resource(byte[] dataCite) {
        return (Element) ((Element) Reply.element(dataCite))
                .getElementsByTagNameNS(NAMESPACES.get("d"), "resource")
                .item(0);
    }

    private static String schemaLocation(Node element) {
        return ((Element) element).getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "schemaLocation");
    }

    /** The record of a document; {@code resourceType} null means the document's own. */
    private static StoredRecord stored(String document, String resourceType) {
        ResourceDocument normalised = TestRegistry.normalised(document);
        return stored(
                normalised,
                RecordStatus.ACTIVE,
                resourceType == null ? normalised.summary().resourceType() : resourceType,
                normalised.xml());
    }

    private static StoredRecord stored(
            ResourceDocument document, RecordStatus status, String resourceType, byte[] xml) {
        ResourceDocument.Summary summary = document.summary();
        return new StoredRecord(
                document.ivoid(),
                1,
                status,
                true,
                Optional.empty(),
                resourceType,
                summary.title(),
                summary.shortName(),
                summary.citable(),
                Optional.ofNullable(summary.created()),
                Optional.ofNullable(summary.updated()),
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                xml);
    }
}
