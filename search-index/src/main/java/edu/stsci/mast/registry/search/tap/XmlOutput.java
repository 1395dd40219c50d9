package edu.stsci.mast.registry.search.tap;

import com.ctc.wstx.stax.WstxOutputFactory;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes one of the small XML documents by which a service describes itself. Empty and missing values leave no trace. */
final class XmlOutput {
    private static final XMLOutputFactory FACTORY = new WstxOutputFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;

    /** What writes the content of an element. */
    @FunctionalInterface
    interface Content {
        void write() throws XMLStreamException;
    }

    /** What writes a document. */
    @FunctionalInterface
    interface Document {
        void write(XmlOutput xml) throws XMLStreamException;
    }

    private XmlOutput() throws XMLStreamException {
        xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
    }

    /**
     * A document.
     *
     * @param root the namespace of its root element
     * @param name the root element's local name
     * @param others further namespaces that are used in it
     */
    static byte[] document(VoNamespace root, String name, VoNamespace[] others, Document content) {
        try {
            XmlOutput out = new XmlOutput();
            out.xml.writeStartDocument("UTF-8", "1.0");
            out.xml.writeStartElement(root.prefix(), name, root.uri());
            out.xml.writeNamespace(root.prefix(), root.uri());
            for (VoNamespace other : others) {
                out.xml.writeNamespace(other.prefix(), other.uri());
            }
            content.write(out);
            out.xml.writeEndElement();
            out.xml.writeEndDocument();
            out.xml.close();
            return out.bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
    }

    /** An element without a namespace; {@code attributes} are names and values in turn, null values for none. */
    void element(String name, Content content, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i], attributes[i + 1]);
        }
        content.write();
        xml.writeEndElement();
    }

    /** An element with text; nothing at all when the text is null or empty. */
    void text(String name, String text, String... attributes) throws XMLStreamException {
        if (text != null && !text.isEmpty()) {
            element(name, () -> xml.writeCharacters(text), attributes);
        }
    }

    /** An element in the given namespace, which the root has declared, with text. */
    void qualified(String namespace, String name, String text) throws XMLStreamException {
        xml.writeStartElement(namespace, name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /** An attribute of the element that was begun last; {@code xsi:type} by this name. */
    void attribute(String name, String value) throws XMLStreamException {
        if (value == null) {
            return;
        }
        if (name.equals("xsi:type")) {
            xml.writeAttribute(VoNamespace.XSI.prefix(), VoNamespace.XSI.uri(), "type", value);
        } else {
            xml.writeAttribute(name, value);
        }
    }
}
