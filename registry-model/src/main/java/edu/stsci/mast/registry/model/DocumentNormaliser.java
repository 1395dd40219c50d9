package edu.stsci.mast.registry.model;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import edu.stsci.mast.registry.schemas.SchemaProblem;
import edu.stsci.mast.registry.schemas.SchemaValidation;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Reads a resource record and writes it in the registry's form (design, decision 1), checking it against the official schemas in the same
 * pass. The form is the same for the same content, however prefixes were chosen and wherever namespaces were declared; applying it twice
 * changes nothing. Elements, attributes, text, comments and processing instructions are kept, also those that no schema knows;
 * {@code xsi:schemaLocation} is written anew and namespace declarations that nothing uses are dropped.
 *
 * <p>Thread-safe.
 */
public final class DocumentNormaliser {
    private static final String XSI = VoNamespace.XSI.uri();
    private static final XMLOutputFactory OUTPUT = outputFactory();
    /** How much of a record that is too large is handed out, in bytes. */
    private static final int EXCERPT = 64 * 1024;

    private final SchemaValidator validator;
    private final long largest;
    private final Optional<RecordCheck> check;

    /** A normaliser that checks with the given validator alone and takes records of any size. */
    public DocumentNormaliser(SchemaValidator validator) {
        this(validator, Long.MAX_VALUE);
    }

    /** A normaliser that checks with the given validator and the given rules, and takes records of any size. */
    public DocumentNormaliser(SchemaValidator validator, RecordCheck check) {
        this(validator, Long.MAX_VALUE, Optional.of(check));
    }

    /**
     * A normaliser that does not take records of any size into memory.
     *
     * @param largest how many bytes a record may have in the registry's form; larger ones are unusable
     */
    public DocumentNormaliser(SchemaValidator validator, long largest) {
        this(validator, largest, Optional.empty());
    }

    /**
     * A normaliser that does not take records of any size into memory, and checks by rules beyond the schemas.
     *
     * @param largest how many bytes a record may have in the registry's form; larger ones are unusable
     */
    public DocumentNormaliser(SchemaValidator validator, long largest, RecordCheck check) {
        this(validator, largest, Optional.of(check));
    }

    private DocumentNormaliser(SchemaValidator validator, long largest, Optional<RecordCheck> check) {
        this.validator = validator;
        this.largest = largest;
        this.check = check;
    }

    /**
     * Reads a document whose root element is the record.
     *
     * @throws XMLStreamException when it is not well-formed, or its root is not a resource record
     * @throws UnusableRecordException when it has no usable IVOID
     */
    public ResourceDocument normalise(byte[] document) throws XMLStreamException, UnusableRecordException {
        XMLStreamReader in =
                SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
        try {
            in.nextTag();
            if (!isRecord(in)) {
                throw new XMLStreamException(
                        "The root element is '" + in.getLocalName() + "', not ri:Resource", in.getLocation());
            }
            ResourceDocument result = normalise(in);
            while (in.hasNext()) {
                in.next(); // what follows the root must be well-formed too
            }
            return result;
        } finally {
            in.close();
        }
    }

    /**
     * Whether the element at which the reader stands is a resource record: {@code ri:Resource}, or an element of that name in a wrong
     * namespace, which some registries deliver.
     */
    public static boolean isRecord(XMLStreamReader in) {
        return in.isStartElement() && in.getLocalName().equals("Resource");
    }

    /**
     * Reads the record at whose start tag the reader stands, and leaves the reader at its end tag, also when the record turns out to be
     * unusable.
     *
     * @throws XMLStreamException when the document is not well-formed
     * @throws UnusableRecordException when it has no usable IVOID, or is too large
     */
    public ResourceDocument normalise(XMLStreamReader in) throws XMLStreamException, UnusableRecordException {
        int firstLine = in.getLocation().getLineNumber();
        SchemaValidation validation = validator.start(in);
        validation.event();
        SummaryReader summary = new SummaryReader(in);
        ElementReader elements = check.isPresent() ? new ElementReader(in) : null;
        NamespacePrefixes prefixes = new NamespacePrefixes();
        List<Attribute> rootAttributes = attributes(in, prefixes);

        ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
        XMLStreamWriter out = OUTPUT.createXMLStreamWriter(body, "UTF-8");
        int depth = 1;
        while (depth > 0) {
            int event = in.next();
            validation.event();
            switch (event) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    summary.start(depth);
                    if (elements != null) {
                        elements.start();
                    }
                    writeStart(in, out, prefixes);
                }
                case XMLStreamReader.END_ELEMENT -> {
                    summary.end(depth);
                    depth--;
                    if (elements != null) {
                        elements.end();
                    }
                    if (depth > 0) {
                        out.writeEndElement();
                    }
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE -> {
                    summary.text();
                    if (elements != null) {
                        elements.text();
                    }
                    out.writeCharacters(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                }
                case XMLStreamReader.COMMENT -> out.writeComment(in.getText());
                case XMLStreamReader.PROCESSING_INSTRUCTION ->
                    out.writeProcessingInstruction(in.getPITarget(), in.getPIData());
                default -> {}
            }
            if (body.size() > largest) {
                skip(in, depth);
                throw new UnusableRecordException(
                        "The record has more than the " + largest + " bytes that are allowed",
                        firstLine,
                        Arrays.copyOf(body.toByteArray(), (int) Math.min(largest, EXCERPT)));
            }
        }
        out.close();
        byte[] xml = assemble(rootAttributes, prefixes, body);
        Ivoid ivoid;
        try {
            ivoid = summary.ivoid();
        } catch (IllegalArgumentException e) {
            throw new UnusableRecordException(e.getMessage(), firstLine, xml);
        }
        List<Finding> findings = new ArrayList<>(findings(validation.end()));
        if (elements != null) {
            findings.addAll(check.get().check(elements.root()));
        }
        return new ResourceDocument(ivoid, summary.summary(prefixes), findings, xml);
    }

    /** Moves to the end tag of the outermost of the elements that are open. */
    private static void skip(XMLStreamReader in, int open) throws XMLStreamException {
        int depth = open;
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamReader.START_ELEMENT -> depth++;
                case XMLStreamReader.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    private static List<Finding> findings(List<SchemaProblem> problems) {
        return problems.stream()
                .map(p -> Finding.error(Finding.SCHEMA, p.line(), p.column(), p.element(), p.message()))
                .toList();
    }

    private static void writeStart(XMLStreamReader in, XMLStreamWriter out, NamespacePrefixes prefixes)
            throws XMLStreamException {
        String uri = in.getNamespaceURI();
        if (uri == null || uri.isEmpty()) {
            out.writeStartElement(in.getLocalName());
        } else {
            out.writeStartElement(prefixes.prefix(uri, in.getPrefix()), in.getLocalName(), uri);
        }
        for (Attribute attribute : attributes(in, prefixes)) {
            attribute.write(out);
        }
    }

    /** The start tag's attributes with canonical prefixes, also within {@code xsi:type}; schema locations go to the prefixes' table. */
    private static List<Attribute> attributes(XMLStreamReader in, NamespacePrefixes prefixes) {
        List<Attribute> attributes = new ArrayList<>(in.getAttributeCount());
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String uri = in.getAttributeNamespace(i);
            String name = in.getAttributeLocalName(i);
            String value = in.getAttributeValue(i);
            if (uri == null || uri.isEmpty()) {
                attributes.add(new Attribute("", "", name, value));
            } else if (uri.equals(XMLConstants.XML_NS_URI)) {
                attributes.add(new Attribute("xml", uri, name, value));
            } else if (!uri.equals(XSI)) {
                attributes.add(new Attribute(prefixes.prefix(uri, in.getAttributePrefix(i)), uri, name, value));
            } else if (name.equals("schemaLocation")) {
                prefixes.schemaLocations(value);
            } else if (!name.equals("noNamespaceSchemaLocation")) {
                String written = name.equals("type") ? prefixes.canonicalQName(value, in) : value;
                attributes.add(new Attribute(prefixes.prefix(uri, "xsi"), uri, name, written));
            }
        }
        return attributes;
    }

    private static byte[] assemble(List<Attribute> attributes, NamespacePrefixes prefixes, ByteArrayOutputStream body)
            throws XMLStreamException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.size() + 1024);
        String ri = prefixes.prefix(VoNamespace.RI.uri(), "ri");
        String xsi = prefixes.prefix(XSI, "xsi");
        XMLStreamWriter out = OUTPUT.createXMLStreamWriter(whole, "UTF-8");
        out.writeStartElement(ri, "Resource", VoNamespace.RI.uri());
        for (var declaration : prefixes.declarations().entrySet()) {
            out.writeNamespace(declaration.getKey(), declaration.getValue());
        }
        new Attribute(xsi, XSI, "schemaLocation", prefixes.schemaLocation()).write(out);
        for (Attribute attribute : attributes) {
            attribute.write(out);
        }
        out.writeCharacters(""); // closes the start tag
        out.flush();
        whole.writeBytes(body.toByteArray());
        out.writeEndElement();
        out.close();
        return whole.toByteArray();
    }

    private static XMLOutputFactory outputFactory() {
        WstxOutputFactory factory = new WstxOutputFactory();
        factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, false);
        // We write fragments, from events that a parser has checked already.
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_STRUCTURE, false);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_CONTENT, false);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_ATTR, false);
        factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_NAMES, false);
        factory.setProperty(WstxOutputProperties.P_ADD_SPACE_AFTER_EMPTY_ELEM, false);
        return factory;
    }

    private record Attribute(String prefix, String uri, String name, String value) {
        void write(XMLStreamWriter out) throws XMLStreamException {
            if (uri.isEmpty()) {
                out.writeAttribute(name, value);
            } else {
                out.writeAttribute(prefix, uri, name, value);
            }
        }
    }
}
