package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What a service answers at a VOSI endpoint, read as if it stood in a record: so its types have the canonical prefixes, however the service
 * writes them.
 */
final class VosiAnswer {
    private static final DocumentNormaliser NORMALISER = new DocumentNormaliser(SchemaValidator.shared());
    private static final String NOWHERE = "ivo://vosi.answer/none";

    private VosiAnswer() {}

    /**
     * The capabilities of an answer (VOSI 1.1, section 4), as children of the element that this returns.
     *
     * @throws ConsolidationRefusedException when it is not well-formed, or something else
     */
    static RecordElement capabilities(byte[] answer) throws ConsolidationRefusedException {
        return read(answer, "capabilities", false);
    }

    /**
     * The tables of an answer (VOSI 1.1, section 6), as the child {@code tableset} of the element that this returns.
     *
     * @throws ConsolidationRefusedException when it is not well-formed, or something else
     */
    static RecordElement tables(byte[] answer) throws ConsolidationRefusedException {
        return read(answer, "tableset", true);
    }

    private static RecordElement read(byte[] answer, String expected, boolean within)
            throws ConsolidationRefusedException {
        try {
            Document document = parsed(answer);
            Element root = document.getDocumentElement();
            if (!root.getLocalName().equals(expected)) {
                throw new ConsolidationRefusedException(
                        "The service's answer is '" + root.getLocalName() + "', where '" + expected + "' is expected.");
            }
            byte[] record = written(wrapped(document, root, within ? expected : null));
            return RecordElement.read(NORMALISER.normalise(record).xml());
        } catch (SAXException | XMLStreamException | UnusableRecordException e) {
            throw new ConsolidationRefusedException("The service's answer is not well-formed: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (IOException | ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("An answer in memory cannot be read", e);
        }
    }

    private static Document parsed(byte[] answer) throws SAXException, IOException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null); // or it would write to the standard error stream
        return builder.parse(new ByteArrayInputStream(answer));
    }

    /** Puts the answer's elements into a record; its namespace declarations stay on its own element, or go to the record. */
    private static Document wrapped(Document document, Element root, String around) {
        Element record = document.createElementNS(VoNamespace.RI.uri(), "ri:Resource");
        for (int i = 0; i < root.getAttributes().getLength(); i++) {
            Node attribute = root.getAttributes().item(i);
            if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                    && !attribute.getNodeName().equals("xmlns")) {
                record.setAttributeNS(
                        XMLConstants.XMLNS_ATTRIBUTE_NS_URI, attribute.getNodeName(), attribute.getNodeValue());
            }
        }
        Element identifier = document.createElement("identifier");
        identifier.setTextContent(NOWHERE);
        Node place = record;
        record.appendChild(identifier);
        if (around != null) {
            place = record.appendChild(document.createElement(around));
        }
        for (Node child = root.getFirstChild(); child != null; child = root.getFirstChild()) {
            place.appendChild(child);
        }
        document.replaceChild(record, root);
        return document;
    }

    private static byte[] written(Document document) throws TransformerException {
        TransformerFactory factory = TransformerFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        factory.newTransformer().transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }
}
