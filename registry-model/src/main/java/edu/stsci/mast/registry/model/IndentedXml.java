package edu.stsci.mast.registry.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.SAXException;

/** XML for people to read: each element on a line of its own, indented by its depth. */
public final class IndentedXml {
    private IndentedXml() {}

    /**
     * A document as text, without an XML declaration.
     *
     * @throws IllegalArgumentException when it is not well-formed, or declares a document type
     */
    public static String of(byte[] document) {
        try {
            Document tree = parsed(document);
            strip(tree.getDocumentElement());
            // An identity transformer, not a compiled style sheet: the latter's class belongs to the class loader of
            // the request that
            // used it first, and fails when that one is gone.
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(tree), new StreamResult(text));
            return text.toString();
        } catch (SAXException | IOException | ParserConfigurationException | TransformerException e) {
            throw new IllegalArgumentException("The document is not well-formed: " + e.getMessage(), e);
        }
    }

    private static Document parsed(byte[] document) throws SAXException, IOException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(document));
    }

    /** The white space between elements goes, what is in text stays. */
    private static void strip(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; ) {
            Node next = child.getNextSibling();
            if (child instanceof Text text && text.getData().isBlank()) {
                parent.removeChild(child);
            } else {
                strip(child);
            }
            child = next;
        }
    }
}
