package edu.stsci.mast.registry.schemas.form;

import com.sun.xml.xsom.XSFacet;
import com.sun.xml.xsom.XSSimpleType;
import edu.stsci.mast.registry.schemas.VoNamespace;
import edu.stsci.mast.registry.schemas.form.ValueType.Kind;
import edu.stsci.mast.registry.schemas.form.ValueType.Term;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;

/** The simple types of a schema as {@link ValueType}s. */
final class ValueTypes {
    private ValueTypes() {}

    static ValueType of(XSSimpleType type) {
        List<String> patterns = new ArrayList<>();
        for (XSSimpleType at = type; at != null && isOwn(at); at = at.getSimpleBaseType()) {
            declared(at, XSFacet.FACET_PATTERN).forEach(facet -> patterns.add(facet.getValue().value));
        }
        Kind kind = kind(type);
        XSFacet maxLength = type.getFacet(XSFacet.FACET_MAXLENGTH);
        XSFacet whiteSpace = type.getFacet(XSFacet.FACET_WHITESPACE);
        boolean collapses = whiteSpace == null
                ? kind != Kind.TEXT
                : whiteSpace.getValue().value.equals("collapse");
        return new ValueType(
                kind,
                terms(type),
                patterns,
                maxLength == null ? -1 : Integer.parseInt(maxLength.getValue().value),
                collapses);
    }

    private static List<XSFacet> declared(XSSimpleType type, String facet) {
        return type.isRestriction() ? type.asRestriction().getDeclaredFacets(facet) : List.of();
    }

    private static boolean isOwn(XSSimpleType type) {
        return !type.getTargetNamespace().equals(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    }

    /** The nearest list of values on the way to the built-in type. */
    private static List<Term> terms(XSSimpleType type) {
        for (XSSimpleType at = type; at != null && isOwn(at); at = at.getSimpleBaseType()) {
            List<XSFacet> facets = declared(at, XSFacet.FACET_ENUMERATION);
            if (!facets.isEmpty()) {
                return facets.stream()
                        .map(facet -> new Term(facet.getValue().value, SchemaReader.help(facet)))
                        .toList();
            }
        }
        return List.of();
    }

    private static Kind kind(XSSimpleType type) {
        for (XSSimpleType at = type; at != null; at = at.getSimpleBaseType()) {
            if (isOwn(at) && VoNamespace.VR.uri().equals(at.getTargetNamespace())) {
                switch (String.valueOf(at.getName())) {
                    case "IdentifierURI" -> {
                        return Kind.IVOID;
                    }
                    case "UTCTimestamp", "UTCDateTime" -> {
                        return Kind.DATE;
                    }
                    default -> {}
                }
            }
            if (!isOwn(at)) {
                return builtIn(at.getName());
            }
        }
        return Kind.TOKEN;
    }

    private static Kind builtIn(String name) {
        return switch (name) {
            case "string", "normalizedString" -> Kind.TEXT;
            case "boolean" -> Kind.BOOLEAN;
            case "decimal", "float", "double" -> Kind.DECIMAL;
            case "integer",
                    "nonNegativeInteger",
                    "positiveInteger",
                    "nonPositiveInteger",
                    "negativeInteger",
                    "int",
                    "long",
                    "short",
                    "byte",
                    "unsignedInt",
                    "unsignedLong",
                    "unsignedShort",
                    "unsignedByte" -> Kind.INTEGER;
            case "date", "dateTime" -> Kind.DATE;
            case "anyURI" -> Kind.URI;
            default -> Kind.TOKEN;
        };
    }
}
