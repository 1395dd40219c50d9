package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the registry as a whole can do, as a VOSI capabilities document (VOSI 1.1, section 2.3): the capabilities of its own record as they
 * stand there, so that both say the same of harvesting; that of TAP as TAP's own document has it; and those that the record does not have.
 */
final class RegistryCapabilities {
    private static final String TAP = "ivo://ivoa.net/std/TAP";
    private static final String VOSI = "ivo://ivoa.net/std/VOSI#";
    private static final List<VoNamespace> DECLARED = List.of(
            VoNamespace.VOSI_CAPABILITIES,
            VoNamespace.VR,
            VoNamespace.VS,
            VoNamespace.VG,
            VoNamespace.TR,
            VoNamespace.XSI);

    private final Supplier<Optional<byte[]>> ownRecord;
    private final String url;
    private final int pageSize;
    private final Supplier<Optional<byte[]>> tap;

    /**
     * The capabilities of a registry.
     *
     * @param ownRecord its own record, when that is published
     * @param url its address, without a slash at the end
     * @param pageSize how many records a page of OAI-PMH has at most
     * @param tap the capabilities document of its TAP service, when it has one
     */
    RegistryCapabilities(
            Supplier<Optional<byte[]>> ownRecord, String url, int pageSize, Supplier<Optional<byte[]>> tap) {
        this.ownRecord = ownRecord;
        this.url = url;
        this.pageSize = pageSize;
        this.tap = tap;
    }

    /** The document. */
    byte[] document() {
        Document document = builder().newDocument();
        VoNamespace vosi = VoNamespace.VOSI_CAPABILITIES;
        Element root = document.createElementNS(vosi.uri(), vosi.prefix() + ":capabilities");
        document.appendChild(root);
        for (VoNamespace namespace : DECLARED) {
            root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:" + namespace.prefix(), namespace.uri());
        }
        List<Element> own =
                ownRecord.get().map(RegistryCapabilities::capabilities).orElseGet(() -> List.of(harvest(document)));
        Set<String> told = own.stream().map(RegistryCapabilities::standard).collect(Collectors.toSet());
        Stream.concat(own.stream(), others(document).stream().filter(other -> !told.contains(standard(other))))
                .forEach(capability -> root.appendChild(adopted(capability, document)));
        return bytes(document);
    }

    private List<Element> others(Document document) {
        List<Element> others = new ArrayList<>();
        tap.get().ifPresent(of -> capabilities(of).stream()
                .filter(capability -> standard(capability).equals(TAP.toLowerCase(Locale.ROOT)))
                .forEach(others::add));
        others.add(plain(document, VOSI + "capabilities", "vs:ParamHTTP", "/capabilities"));
        others.add(plain(document, VOSI + "availability", "vs:ParamHTTP", "/availability"));
        others.add(plain(document, null, "vr:WebBrowser", "/search"));
        return others;
    }

    private static String standard(Element capability) {
        return capability.getAttribute("standardID").strip().toLowerCase(Locale.ROOT);
    }

    private static List<Element> capabilities(byte[] document) {
        Element root;
        try {
            root = builder().parse(new ByteArrayInputStream(document)).getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException("A document of ours is not well-formed: " + e.getMessage(), e);
        }
        List<Element> capabilities = new ArrayList<>();
        for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getLocalName().equals("capability")) {
                capabilities.add(element);
            }
        }
        return capabilities;
    }

    /** A capability for the document, with the prefixes that were declared around it: the value of xsi:type has one. */
    private static Node adopted(Element capability, Document document) {
        Element copy = (Element) document.importNode(capability, true);
        if (capability.getOwnerDocument() != document) {
            Element around = capability.getOwnerDocument().getDocumentElement();
            for (int i = 0; i < around.getAttributes().getLength(); i++) {
                Attr attribute = (Attr) around.getAttributes().item(i);
                boolean declares = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
                boolean known = DECLARED.stream()
                        .anyMatch(n -> attribute.getLocalName().equals(n.prefix())
                                && attribute.getValue().equals(n.uri()));
                if (declares && !known && !copy.hasAttribute(attribute.getName())) {
                    copy.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, attribute.getName(), attribute.getValue());
                }
            }
        }
        return copy;
    }

    /** What a record would say of harvesting, as long as there is none (Registry Interfaces 1.1, section 3.1). */
    private Element harvest(Document document) {
        Element capability = plain(document, "ivo://ivoa.net/std/Registry", "vg:OAIHTTP", "/oai");
        type(capability, "vg:Harvest");
        Element access = (Element) capability.getFirstChild();
        access.setAttribute("version", "1.0");
        ((Element) access.getFirstChild()).setAttribute("use", "base");
        Element records = document.createElementNS(null, "maxRecords");
        records.setTextContent(Integer.toString(pageSize));
        capability.appendChild(records);
        return capability;
    }

    /** @param standard null for what follows no standard */
    private Element plain(Document document, String standard, String interfaceType, String path) {
        Element capability = document.createElementNS(null, "capability");
        Element access = document.createElementNS(null, "interface");
        Element address = document.createElementNS(null, "accessURL");
        capability.appendChild(access);
        access.appendChild(address);
        type(access, interfaceType);
        if (standard != null) {
            capability.setAttribute("standardID", standard);
            access.setAttribute("role", "std");
        }
        address.setAttribute("use", "full");
        address.setTextContent(url + path);
        return capability;
    }

    private static void type(Element element, String type) {
        element.setAttributeNS(VoNamespace.XSI.uri(), VoNamespace.XSI.prefix() + ":type", type);
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Java's XML parser knows these features", e);
        }
    }

    private static byte[] bytes(Document document) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (TransformerException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
    }
}
