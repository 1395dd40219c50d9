package edu.stsci.mast.registry.server.pages;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Node;

/**
 * An element of a record as pages read it: by local names, whatever the namespace and version of the extension, so that a page shows what
 * there is also in records that break their schema.
 */
public final class Element {
    private final org.w3c.dom.Element dom;

    private Element(org.w3c.dom.Element dom) {
        this.dom = dom;
    }

    /** The root element of a normalised document. */
    public static Element root(byte[] document) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Element(factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(document))
                    .getDocumentElement());
        } catch (Exception e) {
            throw new IllegalStateException("A stored document is not well-formed: " + e.getMessage(), e);
        }
    }

    /** All elements at a path of local names, such as {@code curation/creator}, in document order. */
    public List<Element> all(String path) {
        List<Element> found = List.of(this);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element element : found) {
                for (Node child = element.dom.getFirstChild(); child != null; child = child.getNextSibling()) {
                    if (child instanceof org.w3c.dom.Element e
                            && e.getLocalName().equals(name)) {
                        next.add(new Element(e));
                    }
                }
            }
            found = next;
        }
        return found;
    }

    /** The texts of all elements at a path, empty ones left out. */
    public List<String> texts(String path) {
        return all(path).stream().map(Element::text).filter(t -> !t.isEmpty()).toList();
    }

    /** The text of the first element at a path; empty when there is none. */
    public String text(String path) {
        return texts(path).stream().findFirst().orElse("");
    }

    /** The text of the first element of this local name at any depth; empty when there is none. */
    String firstText(String name) {
        Node found = dom.getElementsByTagNameNS("*", name).item(0);
        return found == null ? "" : new Element((org.w3c.dom.Element) found).text();
    }

    /** The element's text with its white space collapsed. */
    public String text() {
        return dom.getTextContent().strip().replaceAll("\\s+", " ");
    }

    /** The text of the first element at a path in its paragraphs, which blank lines separate. */
    public List<String> paragraphs(String path) {
        return all(path).stream()
                .limit(1)
                .flatMap(e -> Arrays.stream(e.dom.getTextContent().split("\\R\\s*\\R")))
                .map(paragraph -> paragraph.strip().replaceAll("\\s+", " "))
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    /** An attribute by its local name, whatever its namespace; empty when there is none. */
    public String attribute(String name) {
        for (int i = 0; i < dom.getAttributes().getLength(); i++) {
            Node attribute = dom.getAttributes().item(i);
            if (name.equals(attribute.getLocalName())) {
                return attribute.getNodeValue().strip();
            }
        }
        return "";
    }

    /** An attribute of the first element at a path; empty when there is none. */
    public String firstAttribute(String path, String name) {
        return all(path).stream().findFirst().map(e -> e.attribute(name)).orElse("");
    }

    /** The text of the first element at a path when it is a web address that a page may link to; empty otherwise. */
    public Optional<String> link(String path) {
        return Optional.of(text(path)).filter(Element::isLink);
    }

    /** Whether a page may link to this address: nothing but http and https, so that no record can bring a script. */
    public static boolean isLink(String address) {
        return address.matches("(?i)https?://\\S+");
    }
}
