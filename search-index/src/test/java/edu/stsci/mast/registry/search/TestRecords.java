package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Records for tests, as the master copy would hand them out. */
public final class TestRecords {
    static final Instant DATESTAMP = Instant.parse("2026-01-02T03:04:05Z");
    private static final DocumentNormaliser NORMALISER = new DocumentNormaliser(SchemaValidator.shared());

    private TestRecords() {}

    /** A record with the given type, attributes of its root and content; namespaces of all usual prefixes are declared. */
    public static String xml(String type, String attributes, String content) {
        return """
                <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0"
                    xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0" xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                    xmlns:vg="http://www.ivoa.net/xml/VORegistry/v1.0" xmlns:cs="http://www.ivoa.net/xml/ConeSearch/v1.0"
                    xmlns:sia="http://www.ivoa.net/xml/SIA/v1.1" xmlns:ssap="http://www.ivoa.net/xml/SSA/v1.1"
                    xmlns:tr="http://www.ivoa.net/xml/TAPRegExt/v1.0" xmlns:doc="http://www.ivoa.net/xml/DocRegExt/v1.0"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="%s" %s>%s</ri:Resource>
                """.formatted(type, attributes, content);
    }

    /** A catalogue service with a title, a description and more content at the end of {@code content}. */
    public static String service(String path, String title, String description, String subjects, String more) {
        StringBuilder subjectElements = new StringBuilder();
        for (String subject : subjects.split(";")) {
            subjectElements.append("<subject>").append(subject).append("</subject>");
        }
        return xml(
                "vs:CatalogService",
                "created=\"2020-01-01T00:00:00Z\" updated=\"2021-01-01T00:00:00Z\" status=\"active\"",
                "<title>" + title + "</title><identifier>ivo://test.example/" + path + "</identifier>"
                        + "<curation><publisher>Test Observatory</publisher><creator><name>Doe, J.</name></creator>"
                        + "<contact><name>Help</name></contact></curation>"
                        + "<content>" + subjectElements + "<description>" + description
                        + "</description><referenceURL>https://test.example/" + path
                        + "</referenceURL><contentLevel>Research</contentLevel></content>" + more);
    }

    public static ResourceDocument normalised(String xml) {
        try {
            return NORMALISER.normalise(xml.getBytes(StandardCharsets.UTF_8));
        } catch (XMLStreamException | UnusableRecordException e) {
            throw new AssertionError(e);
        }
    }

    /** The state in which the master copy would keep a harvested record. */
    static StoredRecord stored(String xml) {
        ResourceDocument document = normalised(xml);
        return stored(document, document.xml());
    }

    /** The same with other bytes as its document. */
    static StoredRecord stored(ResourceDocument document, byte[] bytes) {
        ResourceDocument.Summary summary = document.summary();
        return new StoredRecord(
                document.ivoid(),
                1,
                summary.status(),
                false,
                Optional.of(Ivoid.of("ivo://test.example/registry")),
                summary.resourceType(),
                summary.title(),
                summary.shortName(),
                summary.citable(),
                Optional.ofNullable(summary.created()),
                Optional.ofNullable(summary.updated()),
                1,
                DATESTAMP,
                bytes);
    }

    /** Puts records into an index and makes them searchable. */
    static void index(SolrStore store, List<String> documents) throws Exception {
        for (String xml : documents) {
            store.client().add(SolrDocuments.of(stored(xml), 1));
        }
        store.client().commit();
    }
}
