package edu.stsci.mast.registry.corpus;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A page of a written corpus, parsed with namespaces. */
record Page(String text, Document document) {
    private static final String OAI = "http://www.openarchives.org/OAI/2.0/";

    static Page read(Path file) {
        try {
            String text = Files.readString(file);
            return new Page(text, parse(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Document parse(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (Exception e) {
            throw new AssertionError("Not well-formed: " + e.getMessage(), e);
        }
    }

    List<Element> records() {
        return elements("record");
    }

    List<String> texts(String name) {
        return elements(name).stream().map(Node::getTextContent).toList();
    }

    List<Element> elements(String name) {
        List<Element> elements = new ArrayList<>();
        var nodes = document.getElementsByTagNameNS(OAI, name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** What the resource of a record means, free of prefixes and of the places of their declarations. */
    static String meaning(Element element) {
        StringBuilder meaning = new StringBuilder();
        describe(element, meaning);
        return meaning.toString();
    }

    static Element onlyChild(Element element) {
        Node child = element.getFirstChild();
        if (!(child instanceof Element only) || child.getNextSibling() != null) {
            throw new AssertionError("Expected one element in " + element.getTagName());
        }
        return only;
    }

    private static void describe(Element element, StringBuilder out) {
        out.append('<')
                .append('{')
                .append(element.getNamespaceURI())
                .append('}')
                .append(element.getLocalName());
        out.append(attributes(element)).append('>');
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element childElement) {
                describe(childElement, out);
            } else {
                out.append(child.getTextContent());
            }
        }
        out.append("</>");
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
                continue;
            }
            boolean isType = "type".equals(attribute.getLocalName()) && attribute.getNamespaceURI() != null;
            String value = isType ? resolved(element, attribute.getValue()) : attribute.getValue();
            attributes.put("{" + attribute.getNamespaceURI() + "}" + attribute.getLocalName(), value);
        }
        return attributes;
    }

    private static String resolved(Element element, String qualifiedName) {
        String[] parts = qualifiedName.split(":");
        String namespace = element.lookupNamespaceURI(parts[0]);
        if (namespace == null) {
            throw new AssertionError("Unbound prefix in " + qualifiedName);
        }
        return "{" + namespace + "}" + parts[1];
    }
}
