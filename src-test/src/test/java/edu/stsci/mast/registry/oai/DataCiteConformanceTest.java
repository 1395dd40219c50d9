package edu.stsci.mast.registry.oai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import edu.stsci.mast.registry.corpus.Corpus;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.server.content.Examples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xmlunit.builder.Input;
import org.xmlunit.util.Convert;
import org.xmlunit.xpath.JAXPXPathEngine;

/**
 * What the crosswalk to DataCite makes of the examples and of a corpus, whose records also break the schemas of VOResource.
 *
 * <p>The schemas of DataCite are not part of the build. One test reads them from the folder that the environment variable
 * {@value #SCHEMA_FOLDER} names, and is skipped without it: a copy of what is below {@code https://schema.datacite.org/}, that is with
 * {@code meta/kernel-4.7/metadata.xsd} and {@code oai/oai-1.1/oai.xsd} in it.
 */
class DataCiteConformanceTest {
    static final String SCHEMA_FOLDER = "REGISTRY_TEST_DATACITE_SCHEMA";

    private static final int SAMPLE = 1_000;
    private static final DocumentNormaliser NORMALISER = new DocumentNormaliser(SchemaValidator.shared());
    private static final List<StoredRecord> EXAMPLES = examples();
    private static final List<StoredRecord> CORPUS = corpus();

    /** DataCite's mandatory properties (DataCite Metadata Schema 4.7, properties 1 to 5 and 10), as conditions on the resource. */
    private static final List<String> MANDATORY = List.of(
            "count(d:identifier) = 1 and normalize-space(d:identifier) and normalize-space(d:identifier/@identifierType)",
            "count(d:creators) = 1 and count(d:creators/d:creator) > 0"
                    + " and not(d:creators/d:creator[count(d:creatorName) != 1 or not(normalize-space(d:creatorName))])",
            "count(d:titles) = 1 and normalize-space(d:titles/d:title[not(@titleType)])",
            "count(d:publisher) = 1 and normalize-space(d:publisher)",
            "count(d:publicationYear) = 1 and string-length(d:publicationYear) = 4 and d:publicationYear > 1800",
            "count(d:resourceType) = 1 and normalize-space(d:resourceType) and d:resourceType/@resourceTypeGeneral");

    @Test
    void everyRecordThatCanBeCitedHasTheMandatoryProperties() {
        JAXPXPathEngine xpath = new JAXPXPathEngine();
        xpath.setNamespaceContext(Map.of("o", DataCite.NAMESPACE, "d", "http://datacite.org/schema/kernel-4"));

        assertThat(records())
                .allSatisfy(record -> assertThat(record.citable() && record.status() != RecordStatus.DELETED)
                        .as("%s", record.ivoid())
                        .isEqualTo(DataCite.of(record).isPresent()));
        assertThat(records().flatMap(record -> DataCite.of(record).stream()))
                .hasSizeGreaterThan(SAMPLE / 2)
                .allSatisfy(dataCite -> {
                    Node document = Convert.toNode(Input.fromByteArray(dataCite).build());
                    Node resource = xpath.selectNodes("/o:oai_datacite/o:payload/d:resource", document)
                            .iterator()
                            .next();
                    assertThat(MANDATORY)
                            .allSatisfy(condition -> assertThat(xpath.evaluate("boolean(" + condition + ")", resource))
                                    .as("%s in %s", condition, new String(dataCite, StandardCharsets.UTF_8))
                                    .isEqualTo("true"));
                });
    }

    @Test
    void everyExampleThatIsNoAuthorityRegistryOrOrganisationCanBeCited() {
        assertThat(EXAMPLES.stream().filter(record -> DataCite.of(record).isEmpty()))
                .extracting(StoredRecord::resourceType)
                .containsOnly("vg:Authority", "vg:Registry", "vr:Organisation");
    }

    @Test
    void officialSchemasAcceptEveryRecord() throws SAXException {
        String folder = System.getenv(SCHEMA_FOLDER);
        assumeTrue(folder != null, SCHEMA_FOLDER + " is not set");
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Stream.of("oai/oai-1.1/oai.xsd", "meta/kernel-4.7/metadata.xsd")
                        .map(file -> new StreamSource(Path.of(folder, file).toFile()))
                        .toArray(Source[]::new));

        assertThat(records().flatMap(record -> DataCite.of(record).stream()))
                .hasSizeGreaterThan(SAMPLE / 2)
                .allSatisfy(dataCite -> assertThat(problem(schema, dataCite))
                        .as(new String(dataCite, StandardCharsets.UTF_8))
                        .isEmpty());
    }

    private static Optional<String> problem(Schema schema, byte[] document) throws IOException {
        try {
            schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(document)));
            return Optional.empty();
        } catch (SAXException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Stream<StoredRecord> records() {
        return Stream.concat(EXAMPLES.stream(), CORPUS.stream());
    }

    private static List<StoredRecord> examples() {
        Examples examples = new Examples(NORMALISER);
        return Stream.of("mast", "observatory", "observatory-changes")
                .flatMap(set -> examples.read(set).stream())
                .map(DataCiteConformanceTest::stored)
                .toList();
    }

    private static List<StoredRecord> corpus() {
        Corpus corpus = new Corpus(11, SAMPLE);
        return IntStream.range(0, SAMPLE)
                .mapToObj(corpus::record)
                .filter(record -> !record.isEmpty())
                .flatMap(DataCiteConformanceTest::normalised)
                .map(DataCiteConformanceTest::stored)
                .toList();
    }

    private static Stream<ResourceDocument> normalised(String record) {
        try {
            return Stream.of(NORMALISER.normalise(record.getBytes(StandardCharsets.UTF_8)));
        } catch (UnusableRecordException e) {
            return Stream.empty(); // the registry would not store it either
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static StoredRecord stored(ResourceDocument document) {
        ResourceDocument.Summary summary = document.summary();
        return new StoredRecord(
                document.ivoid(),
                1,
                summary.status(),
                true,
                Optional.empty(),
                summary.resourceType(),
                summary.title(),
                summary.shortName(),
                summary.citable(),
                Optional.ofNullable(summary.created()),
                Optional.ofNullable(summary.updated()),
                1,
                Instant.parse("2026-01-01T00:00:00Z"),
                document.xml());
    }
}
