package edu.stsci.mast.registry.schemas.form;

import com.sun.xml.xsom.XSAnnotation;
import com.sun.xml.xsom.XSAttributeDecl;
import com.sun.xml.xsom.XSAttributeUse;
import com.sun.xml.xsom.XSComplexType;
import com.sun.xml.xsom.XSComponent;
import com.sun.xml.xsom.XSContentType;
import com.sun.xml.xsom.XSElementDecl;
import com.sun.xml.xsom.XSModelGroup;
import com.sun.xml.xsom.XSParticle;
import com.sun.xml.xsom.XSSchemaSet;
import com.sun.xml.xsom.XSTerm;
import com.sun.xml.xsom.XSType;
import com.sun.xml.xsom.XmlString;
import com.sun.xml.xsom.parser.XSOMParser;
import com.sun.xml.xsom.util.DomAnnotationParserFactory;
import edu.stsci.mast.registry.schemas.SchemaCatalogue;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads the official schemas into {@link TypeModel}s; for one use. */
final class SchemaReader {
    private final Map<QName, TypeModel> types = new HashMap<>();

    private SchemaReader() {}

    static Map<QName, TypeModel> types() {
        SchemaReader reader = new SchemaReader();
        XSSchemaSet schemas = parsed();
        for (Iterator<XSComplexType> all = schemas.iterateComplexTypes(); all.hasNext(); ) {
            XSComplexType type = all.next();
            if (!type.getTargetNamespace().equals(XMLConstants.W3C_XML_SCHEMA_NS_URI)) {
                reader.read(type, name(type.getTargetNamespace(), type.getName()));
            }
        }
        return reader.types;
    }

    private static XSSchemaSet parsed() {
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            XSOMParser parser = new XSOMParser(factory);
            parser.setAnnotationParser(new DomAnnotationParserFactory());
            parser.setErrorHandler(new Strict());
            // XSOM asks with the namespace as the public identifier.
            parser.setEntityResolver((namespace, location) -> input(namespace, location));
            for (VoNamespace namespace : VoNamespace.values()) {
                if (namespace != VoNamespace.XSI) {
                    parser.parse(input(namespace.uri(), null));
                }
            }
            return parser.getResult();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("The official schemas cannot be read: " + e.getMessage(), e);
        }
    }

    /** The schema of a namespace, always under the same address, so that it is read once. */
    private static InputSource input(String namespace, String location) {
        InputSource source = new InputSource();
        VoNamespace known = VoNamespace.ofUri(namespace).orElse(null);
        if (known != null) {
            source.setByteStream(SchemaCatalogue.open(known));
            source.setSystemId("file:/catalogue/" + known.name() + ".xsd"); // a form that XSOM takes; nothing opens it
        } else if (XMLConstants.XML_NS_URI.equals(namespace)) {
            // Declares xml:lang, which no form shows.
            source.setCharacterStream(
                    new StringReader(
                            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
                                    + " targetNamespace='http://www.w3.org/XML/1998/namespace'><xs:attribute name='lang' type='xs:language'/></xs:schema>"));
            source.setSystemId("file:/catalogue/xml.xsd");
        } else {
            throw new IllegalStateException(
                    "The schemas import " + namespace + " (" + location + "), which is not in the catalogue");
        }
        return source;
    }

    private static QName name(String namespace, String local) {
        String prefix = VoNamespace.ofUri(namespace).map(VoNamespace::prefix).orElse("");
        return new QName(namespace, local, prefix);
    }

    private void read(XSComplexType type, QName name) {
        XSType base = type.getBaseType();
        XSContentType content = type.getContentType();
        List<ElementModel> elements = new ArrayList<>();
        if (content.asParticle() != null) {
            read(content.asParticle(), 1, 1, name, elements);
        }
        List<AttributeModel> attributes = new ArrayList<>();
        type.getAttributeUses().forEach(use -> attributes.add(attribute(use)));
        types.put(
                name,
                new TypeModel(
                        name,
                        Labels.of(lastStep(name.getLocalPart())),
                        help(type),
                        base != null
                                        && base.isComplexType()
                                        && !base.getTargetNamespace().equals(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                                ? name(base.getTargetNamespace(), base.getName())
                                : null,
                        type.isGlobal(),
                        type.isAbstract(),
                        elements,
                        attributes,
                        content.asSimpleType() == null ? null : ValueTypes.of(content.asSimpleType())));
    }

    private static String lastStep(String local) {
        return local.substring(local.lastIndexOf('/') + 1);
    }

    /** Adds the elements of a particle; what stands in a choice may be absent, and what stands in a repeated group may be repeated. */
    private void read(XSParticle particle, int min, int max, QName owner, List<ElementModel> elements) {
        int least = min * particle.getMinOccurs().intValue();
        int most = max == ElementModel.UNBOUNDED || particle.getMaxOccurs().intValue() == XSParticle.UNBOUNDED
                ? ElementModel.UNBOUNDED
                : max * particle.getMaxOccurs().intValue();
        XSTerm term = particle.getTerm();
        XSModelGroup group = term.isModelGroupDecl()
                ? term.asModelGroupDecl().getModelGroup()
                : term.isModelGroup() ? term.asModelGroup() : null;
        if (group != null) {
            int within = group.getCompositor() == XSModelGroup.CHOICE ? 0 : least;
            for (XSParticle child : group.getChildren()) {
                read(child, within, most, owner, elements);
            }
        } else if (term.isElementDecl()) {
            ElementModel element = element(term.asElementDecl(), help(particle), least, most, owner);
            boolean known = elements.stream()
                    .anyMatch(e ->
                            e.name().equals(element.name()) && e.namespace().equals(element.namespace()));
            if (!known) {
                elements.add(element);
            }
        }
    }

    private ElementModel element(XSElementDecl declared, String helpOfUse, int min, int max, QName owner) {
        XSType type = declared.getType();
        QName key = null;
        ValueType value = null;
        if (type.isSimpleType()) {
            value = ValueTypes.of(type.asSimpleType());
        } else if (type.isGlobal()) {
            key = name(type.getTargetNamespace(), type.getName());
        } else {
            key = name(owner.getNamespaceURI(), owner.getLocalPart() + "/" + declared.getName());
            if (!types.containsKey(key)) {
                read(type.asComplexType(), key);
            }
        }
        String help = help(declared);
        return new ElementModel(
                declared.getTargetNamespace(),
                declared.getName(),
                Labels.of(declared.getName()),
                help.isEmpty() ? helpOfUse : help,
                min,
                max,
                key,
                value);
    }

    private static AttributeModel attribute(XSAttributeUse use) {
        XSAttributeDecl declared = use.getDecl();
        String help = help(declared);
        return new AttributeModel(
                declared.getTargetNamespace(),
                declared.getName(),
                Labels.of(declared.getName()),
                help.isEmpty() ? help(use) : help,
                ValueTypes.of(declared.getType()),
                use.isRequired(),
                text(use.getDefaultValue() == null ? declared.getDefaultValue() : use.getDefaultValue()),
                text(use.getFixedValue() == null ? declared.getFixedValue() : use.getFixedValue()));
    }

    private static String text(XmlString value) {
        return value == null ? null : value.value;
    }

    /** The schema's sentences about a component, a paragraph each. */
    static String help(XSComponent component) {
        XSAnnotation annotation = component.getAnnotation();
        if (annotation == null || !(annotation.getAnnotation() instanceof Element element)) {
            return "";
        }
        var children = element.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(node -> "documentation".equals(node.getLocalName()))
                .map(Node::getTextContent)
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // About style; the schemas are not ours.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
