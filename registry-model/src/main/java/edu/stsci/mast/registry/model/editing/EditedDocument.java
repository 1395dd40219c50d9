package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import edu.stsci.mast.registry.schemas.form.ElementModel;
import edu.stsci.mast.registry.schemas.form.FormModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import eu.maveniverse.domtrip.Document;
import eu.maveniverse.domtrip.DomTripException;
import eu.maveniverse.domtrip.Element;
import eu.maveniverse.domtrip.Node;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A record's document as a tree that keeps every character of it, seen through the schemas; for one thread. */
final class EditedDocument {
    private final FormModel model;
    private final Document tree;
    private final Charset charset;
    /** The attributes of each element as they were read: a start tag whose attributes are still the same is written as it was. */
    private final Map<Element, Map<String, String>> attributesRead = new IdentityHashMap<>();

    private EditedDocument(FormModel model, Document tree, Charset charset) {
        this.model = model;
        this.tree = tree;
        this.charset = charset;
        remember(tree.root());
    }

    private void remember(Element element) {
        attributesRead.put(element, Map.copyOf(element.attributes()));
        element.childElements().forEach(this::remember);
    }

    /** Reads a document; one that is not well-formed, declares a document type or is no record is refused. */
    static EditedDocument read(byte[] document, FormModel model) throws EditRefusedException {
        Charset charset = checked(document);
        String text = new String(document, charset);
        try {
            return new EditedDocument(
                    model, Document.of(text.startsWith("\uFEFF") ? text.substring(1) : text), charset);
        } catch (DomTripException e) {
            throw new EditRefusedException("The document cannot be read: " + e.getMessage());
        }
    }

    /** The parser of the registry decides what a document is, the tree only keeps its characters. */
    private static Charset checked(byte[] document) throws EditRefusedException {
        try {
            XMLStreamReader in =
                    SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                String encoding = in.getEncoding();
                boolean root = false;
                while (in.hasNext()) {
                    int event = in.next();
                    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                        throw new EditRefusedException("The document declares a document type or uses an entity, which"
                                + " records cannot do. Remove the declaration, and write the characters themselves.");
                    }
                    if (event == XMLStreamConstants.START_ELEMENT && !root) {
                        root = true;
                        if (!DocumentNormaliser.isRecord(in)) {
                            throw new EditRefusedException("The root element is '" + in.getLocalName()
                                    + "'. A resource record begins with ri:Resource.");
                        }
                    }
                }
                return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? -1 : e.getLocation().getLineNumber();
            String message = e.getMessage() == null
                    ? ""
                    : e.getMessage().lines().findFirst().orElse("");
            throw new EditRefusedException(
                    "The document is not well-formed" + (line > 0 ? " at line " + line : "") + ": " + message);
        } catch (IllegalArgumentException e) {
            throw new EditRefusedException("The document's encoding is unknown: " + e.getMessage());
        }
    }

    /**
     * The document as it is now. The tree's own writer renews the start tags of all elements around a change, and with them the way in which
     * their attributes are written.
     */
    byte[] bytes() {
        StringBuilder out = new StringBuilder(tree.xmlDeclaration());
        out.append(tree.precedingWhitespace());
        tree.children().forEach(child -> write(child, out));
        return out.toString().getBytes(charset);
    }

    private void write(Node node, StringBuilder out) {
        if (!(node instanceof Element element)) {
            node.toXml(out);
            return;
        }
        boolean empty = element.selfClosing() && element.childCount() == 0;
        out.append(element.precedingWhitespace());
        String tag = element.originalOpenTag();
        if (isAsRead(element) && tag.endsWith("/>") == empty) {
            out.append(tag);
        } else {
            out.append('<').append(element.name());
            element.attributeObjects().values().forEach(attribute -> attribute.toXml(out, true));
            out.append(element.openTagWhitespace()).append(empty ? "/>" : ">");
        }
        if (!empty) {
            element.children().forEach(child -> write(child, out));
            out.append(element.innerPrecedingWhitespace())
                    .append("</")
                    .append(element.name())
                    .append(element.closeTagWhitespace())
                    .append('>');
        }
    }

    private boolean isAsRead(Element element) {
        return element.attributes().equals(attributesRead.get(element));
    }

    Document tree() {
        return tree;
    }

    Element root() {
        return tree.root();
    }

    FormModel model() {
        return model;
    }

    /** The record's type: the one that it names, {@code vr:Resource} when it names none that is known. */
    TypeModel rootType() {
        return type(root(), FormModel.RESOURCE).orElseThrow();
    }

    /** The type of an element: the one that it names when that is derived from the declared one, else the declared one. */
    Optional<TypeModel> type(Element element, QName declared) {
        Optional<TypeModel> own =
                ownType(element).filter(name -> model.isA(name, declared)).flatMap(model::type);
        return own.isPresent() ? own : model.type(declared);
    }

    /** What an element's {@code xsi:type} says, its prefix resolved; empty when there is none. */
    Optional<QName> ownType(Element element) {
        return typeAttribute(element).map(attribute -> {
            String value = element.attribute(attribute).strip();
            int colon = value.indexOf(':');
            String prefix = colon < 0 ? "" : value.substring(0, colon);
            return new QName(Objects.toString(namespace(element, prefix), ""), value.substring(colon + 1));
        });
    }

    /** The name of the attribute that is {@code xsi:type}, whatever its prefix. */
    Optional<String> typeAttribute(Element element) {
        return element.attributes().keySet().stream()
                .filter(name -> name.endsWith(":type")
                        && VoNamespace.XSI.uri().equals(namespace(element, name.substring(0, name.indexOf(':')))))
                .findFirst();
    }

    /** The namespace of a prefix at an element; null when there is none. */
    static String namespace(Element element, String prefix) {
        String declaration =
                prefix.isEmpty() ? XMLConstants.XMLNS_ATTRIBUTE : XMLConstants.XMLNS_ATTRIBUTE + ":" + prefix;
        for (Element at = element; at != null; at = at.parentElement()) {
            String uri = at.attribute(declaration);
            if (uri != null) {
                return uri;
            }
        }
        return null;
    }

    /** The element's namespace, the empty text when it has none. */
    static String namespace(Element element) {
        String name = element.name();
        int colon = name.indexOf(':');
        return Objects.toString(namespace(element, colon < 0 ? "" : name.substring(0, colon)), "");
    }

    /** The children that a declaration means. */
    static List<Element> children(Element parent, ElementModel declared) {
        return parent.childElements().filter(child -> isA(child, declared)).toList();
    }

    static boolean isA(Element element, ElementModel declared) {
        return element.localName().equals(declared.name()) && namespace(element).equals(declared.namespace());
    }

    /** The declaration of a child, or empty for one that the type does not know. */
    static Optional<ElementModel> declaration(Element child, TypeModel parentType) {
        return parentType.element(namespace(child), child.localName());
    }
}
