package edu.stsci.mast.registry.oai;

import com.ctc.wstx.stax.WstxOutputFactory;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * The crosswalk from VOResource to unqualified Dublin Core, the format {@code oai_dc}.
 *
 * <table>
 * <caption>Where the elements of Dublin Core come from; paths are local names below the record's root</caption>
 * <tr><th>Dublin Core</th><th>VOResource</th></tr>
 * <tr><td>title</td><td>title</td></tr>
 * <tr><td>creator</td><td>curation/creator/name</td></tr>
 * <tr><td>subject</td><td>content/subject</td></tr>
 * <tr><td>description</td><td>content/description</td></tr>
 * <tr><td>publisher</td><td>curation/publisher</td></tr>
 * <tr><td>contributor</td><td>curation/contributor</td></tr>
 * <tr><td>date</td><td>curation/date, whatever its role; without one, the day of the attribute updated</td></tr>
 * <tr><td>type</td><td>the term of the DCMI Type Vocabulary for the record's type, where there is one; content/type</td></tr>
 * <tr><td>identifier</td><td>the IVOID as it is written in the record; altIdentifier, for instance a DOI</td></tr>
 * <tr><td>source</td><td>content/source</td></tr>
 * <tr><td>relation</td><td>content/referenceURL; content/relationship/relatedResource: its IVOID, else its name</td></tr>
 * <tr><td>rights</td><td>rights, and its attribute rightsURI</td></tr>
 * </table>
 *
 * <p>White space is collapsed; what is empty, or repeats another value of the same element, is left out. Elements go by their local
 * names, so that records in older namespaces, and such that break the schema, come through as far as they make sense. The language, the
 * format and the coverage of a resource are not told: VOResource says nothing of the first two, and its coverage means nothing to Dublin
 * Core.
 */
final class DublinCore {
    private static final XMLOutputFactory OUTPUT = new WstxOutputFactory();

    /** The elements in use, in the order in which they are written. */
    private enum Element {
        TITLE,
        CREATOR,
        SUBJECT,
        DESCRIPTION,
        PUBLISHER,
        CONTRIBUTOR,
        DATE,
        TYPE,
        IDENTIFIER,
        SOURCE,
        RELATION,
        RIGHTS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Element, Set<String>> values = new EnumMap<>(Element.class);

    private DublinCore() {}

    /** The record, which has a document, as one {@code oai_dc:dc} element in UTF-8. */
    static byte[] of(StoredRecord record) {
        DublinCore core = new DublinCore();
        try {
            core.add(Element.IDENTIFIER, record.ivoid().toString());
            dcmiType(record.resourceType()).ifPresent(type -> core.add(Element.TYPE, type));
            core.walk(record.document());
            if (!core.values.containsKey(Element.DATE)) {
                record.updated().ifPresent(time -> core.add(Element.DATE, Granularity.DAY.write(time)));
            }
            return core.write();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The stored document of " + record.ivoid() + " is not well-formed", e);
        }
    }

    private void walk(byte[] document) throws XMLStreamException {
        XMLStreamReader in =
                SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
        in.nextTag();
        walk(in, "");
        in.close();
    }

    /** Reads what is in the element at whose start tag the reader stands; {@code path} leads to it from below the root. */
    private void walk(XMLStreamReader in, String path) throws XMLStreamException {
        String reference = reference(in, path);
        StringBuilder text = new StringBuilder();
        for (int event = in.next(); event != XMLStreamReader.END_ELEMENT; event = in.next()) {
            switch (event) {
                case XMLStreamReader.START_ELEMENT ->
                    walk(in, path.isEmpty() ? in.getLocalName() : path + "/" + in.getLocalName());
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> text.append(in.getText());
                default -> {}
            }
        }
        Element element = target(path);
        if (element != null) {
            add(element, reference);
            if (reference.isEmpty() || element == Element.RIGHTS) {
                add(element, text.toString());
            }
        }
    }

    /** The element that the text at this path belongs to; null when to none. */
    private static Element target(String path) {
        return switch (path) {
            case "title" -> Element.TITLE;
            case "curation/creator/name" -> Element.CREATOR;
            case "content/subject" -> Element.SUBJECT;
            case "content/description" -> Element.DESCRIPTION;
            case "curation/publisher" -> Element.PUBLISHER;
            case "curation/contributor" -> Element.CONTRIBUTOR;
            case "curation/date" -> Element.DATE;
            case "content/type" -> Element.TYPE;
            case "altIdentifier" -> Element.IDENTIFIER;
            case "content/source" -> Element.SOURCE;
            case "content/referenceURL", "content/relationship/relatedResource" -> Element.RELATION;
            case "rights" -> Element.RIGHTS;
            default -> null;
        };
    }

    /** The attribute that says better than the element's text what is meant; empty when there is none. */
    private static String reference(XMLStreamReader in, String path) {
        String value =
                switch (path) {
                    case "content/relationship/relatedResource" -> in.getAttributeValue(null, "ivo-id");
                    case "rights" -> in.getAttributeValue(null, "rightsURI");
                    default -> null;
                };
        return value == null ? "" : value.strip();
    }

    /** The record's type in the DCMI Type Vocabulary; empty where that has no term for it. */
    private static Optional<String> dcmiType(String resourceType) {
        return Optional.ofNullable(
                switch (resourceType.substring(resourceType.indexOf(':') + 1)) {
                    case "Service", "DataService", "CatalogService", "TableService", "Registry" -> "Service";
                    case "DataCollection", "DataResource", "CatalogResource" -> "Dataset";
                    case "Document", "Standard" -> "Text";
                    case "Application" -> "Software";
                    default -> null;
                });
    }

    private void add(Element element, String value) {
        String collapsed = value.strip().replaceAll("\\s+", " ");
        if (!collapsed.isEmpty()) {
            values.computeIfAbsent(element, e -> new LinkedHashSet<>()).add(collapsed);
        }
    }

    private byte[] write() throws XMLStreamException {
        String dc = VoNamespace.DC.uri();
        String oaiDc = VoNamespace.OAI_DC.uri();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * 1024);
        XMLStreamWriter out = OUTPUT.createXMLStreamWriter(bytes, "UTF-8");
        out.writeStartElement("oai_dc", "dc", oaiDc);
        out.writeNamespace("oai_dc", oaiDc);
        out.writeNamespace("dc", dc);
        out.writeNamespace("xsi", VoNamespace.XSI.uri());
        out.writeAttribute(
                "xsi", VoNamespace.XSI.uri(), "schemaLocation", oaiDc + " " + VoNamespace.OAI_DC.schemaLocation());
        for (Map.Entry<Element, Set<String>> entry : values.entrySet()) {
            for (String value : entry.getValue()) {
                out.writeStartElement("dc", entry.getKey().text(), dc);
                out.writeCharacters(value);
                out.writeEndElement();
            }
        }
        out.writeEndElement();
        out.close();
        return bytes.toByteArray();
    }
}
