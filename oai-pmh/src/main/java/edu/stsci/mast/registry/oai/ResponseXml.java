package edu.stsci.mast.registry.oai;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes one response: elements of OAI-PMH without a prefix, and between them documents as they are stored. For one thread. */
final class ResponseXml {
    private static final XMLOutputFactory FACTORY = outputFactory();
    private static final byte[] NO_DEFAULT_NAMESPACE = " xmlns=\"\"".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final XMLStreamWriter writer;

    /** Begins the document; {@code out} is not closed. */
    ResponseXml(OutputStream out) throws XMLStreamException {
        this.out = new Unflushed(out);
        this.writer = FACTORY.createXMLStreamWriter(this.out, StandardCharsets.UTF_8.name());
        writer.writeStartDocument("UTF-8", "1.0");
    }

    /** Opens the root element. Official validators want it without a prefix (section 3.2). */
    void openRoot() throws XMLStreamException {
        writer.writeCharacters("\n");
        writer.writeStartElement("", "OAI-PMH", VoNamespace.OAI.uri());
        writer.writeDefaultNamespace(VoNamespace.OAI.uri());
        writer.writeNamespace("xsi", VoNamespace.XSI.uri());
        writer.writeAttribute(
                "xsi",
                VoNamespace.XSI.uri(),
                "schemaLocation",
                VoNamespace.OAI.uri() + " " + VoNamespace.OAI.schemaLocation());
    }

    /** Opens an element; {@code attributes} are names and values in turn. */
    void open(String name, String... attributes) throws XMLStreamException {
        writer.writeCharacters("\n");
        writer.writeStartElement("", name, VoNamespace.OAI.uri());
        for (int i = 0; i < attributes.length; i += 2) {
            writer.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    /** Adds an attribute to the element that was opened last. */
    void attribute(String name, String value) throws XMLStreamException {
        writer.writeAttribute(name, value);
    }

    /** Writes text. */
    void text(String text) throws XMLStreamException {
        writer.writeCharacters(text);
    }

    /** Closes the element that was opened last. */
    void close() throws XMLStreamException {
        writer.writeEndElement();
    }

    /** Writes an element with text. */
    void leaf(String name, String text) throws XMLStreamException {
        open(name);
        text(text);
        close();
    }

    /** Writes an element with a time. */
    void leaf(String name, Instant time) throws XMLStreamException {
        leaf(name, Granularity.SECOND.write(time));
    }

    /**
     * Copies a document, one element in UTF-8 whose namespaces are all declared on it under prefixes. VOResource's elements are in no
     * namespace; lest they fall into OAI-PMH's, which is the default one here, the document's root undeclares it.
     */
    void document(byte[] element) throws XMLStreamException, IOException {
        writer.writeCharacters("\n"); // closes the start tag, too
        writer.flush();
        int nameEnd = 1;
        while (" \t\r\n/>".indexOf(element[nameEnd]) < 0) {
            nameEnd++;
        }
        out.write(element, 0, nameEnd);
        out.write(NO_DEFAULT_NAMESPACE);
        out.write(element, nameEnd, element.length - nameEnd);
    }

    /** Ends the document. */
    void end() throws XMLStreamException {
        writer.writeEndDocument();
        writer.close();
    }

    private static XMLOutputFactory outputFactory() {
        WstxOutputFactory factory = new WstxOutputFactory();
        // Some harvesters look at the declaration as text.
        factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
        return factory;
    }

    /** Keeps the XML writer's flushes, which come with every document, from the network. */
    private static final class Unflushed extends FilterOutputStream {
        Unflushed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            // left to the owner of the stream
        }
    }
}
