package edu.stsci.mast.registry.oai;

import com.ctc.wstx.stax.WstxOutputFactory;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The container {@code friends} of {@code Identify}: base URLs of repositories that a harvester may go on to (OAI-PMH's guidelines for
 * optional containers, "Friends").
 */
final class Friends {
    private static final String NAMESPACE = "http://www.openarchives.org/OAI/2.0/friends/";
    private static final String SCHEMA = "http://www.openarchives.org/OAI/2.0/friends.xsd";
    private static final XMLOutputFactory OUTPUT = new WstxOutputFactory();

    private Friends() {}

    /** The container as one element in UTF-8; at least one base URL. */
    static byte[] of(List<String> baseUrls) throws XMLStreamException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XMLStreamWriter out = OUTPUT.createXMLStreamWriter(bytes, "UTF-8");
        out.writeStartElement("friends", "friends", NAMESPACE);
        out.writeNamespace("friends", NAMESPACE);
        out.writeNamespace("xsi", VoNamespace.XSI.uri());
        out.writeAttribute("xsi", VoNamespace.XSI.uri(), "schemaLocation", NAMESPACE + " " + SCHEMA);
        for (String baseUrl : baseUrls) {
            out.writeStartElement("friends", "baseURL", NAMESPACE);
            out.writeCharacters(baseUrl);
            out.writeEndElement();
        }
        out.writeEndElement();
        out.close();
        return bytes.toByteArray();
    }
}
