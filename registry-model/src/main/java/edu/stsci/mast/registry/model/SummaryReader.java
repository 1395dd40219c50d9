package edu.stsci.mast.registry.model;

import edu.stsci.mast.registry.schemas.VoNamespace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamReader;

/** Gathers a record's {@link ResourceDocument.Summary} while the record is read. For one record. */
final class SummaryReader {
    private final XMLStreamReader in;
    private final String ownType;
    private final String typeNamespace;
    private final RecordStatus status;
    private final Instant created;
    private final Instant updated;
    private final List<String> managedAuthorities = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String identifier;
    private String title = "";
    private String shortName = "";
    private boolean gathering;

    /** Begins at the record's start tag. */
    SummaryReader(XMLStreamReader in) {
        this.in = in;
        String type = in.getAttributeValue(VoNamespace.XSI.uri(), "type");
        this.ownType = type == null ? "" : type.strip();
        String prefix = ownType.contains(":") ? ownType.substring(0, ownType.indexOf(':')) : "";
        this.typeNamespace = ownType.isEmpty() ? null : in.getNamespaceURI(prefix);
        this.status = RecordStatus.of(in.getAttributeValue(null, "status"));
        this.created = instant(in.getAttributeValue(null, "created"));
        this.updated = instant(in.getAttributeValue(null, "updated"));
    }

    /** Takes a start tag; the record's own has depth 1. */
    void start(int depth) {
        gathering = depth == 2
                && switch (in.getLocalName()) {
                    case "identifier", "title", "shortName", "managedAuthority" -> true;
                    default -> false;
                };
        text.setLength(0);
    }

    /** Takes text. */
    void text() {
        if (gathering) {
            text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        }
    }

    /** Takes an end tag of the given depth. */
    void end(int depth) {
        if (!gathering || depth != 2) {
            return;
        }
        gathering = false;
        String value = text.toString().strip().replaceAll("\\s+", " ");
        switch (in.getLocalName()) {
            case "identifier" -> identifier = identifier == null ? value : identifier;
            case "title" -> title = title.isEmpty() ? value : title;
            case "shortName" -> shortName = shortName.isEmpty() ? value : shortName;
            default -> managedAuthorities.add(value.toLowerCase(Locale.ROOT));
        }
    }

    /** The record's identifier; an {@link IllegalArgumentException} says what is wrong with it. */
    Ivoid ivoid() {
        if (identifier == null || identifier.isEmpty()) {
            throw new IllegalArgumentException(
                    "The record" + (title.isEmpty() ? "" : " '" + title + "'") + " has no identifier");
        }
        return Ivoid.of(identifier);
    }

    /** The summary of the record read. */
    ResourceDocument.Summary summary(NamespacePrefixes prefixes) {
        return new ResourceDocument.Summary(
                canonicalType(prefixes), title, shortName, status, created, updated, List.copyOf(managedAuthorities));
    }

    private String canonicalType(NamespacePrefixes prefixes) {
        if (ownType.isEmpty()) {
            return "vr:Resource";
        }
        if (typeNamespace == null || typeNamespace.isEmpty()) {
            return ownType;
        }
        return prefixes.prefix(typeNamespace, null) + ":" + ownType.substring(ownType.indexOf(':') + 1);
    }

    /** VOResource's dates are UTC, with or without a Z, sometimes without a time; null for what is none of these. */
    private static Instant instant(String text) {
        if (text == null) {
            return null;
        }
        String trimmed = text.strip();
        try {
            if (!trimmed.contains("T")) {
                return LocalDate.parse(trimmed).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            if (trimmed.endsWith("Z") || trimmed.matches(".*[+-]\\d\\d:\\d\\d")) {
                return OffsetDateTime.parse(trimmed).toInstant();
            }
            return LocalDateTime.parse(trimmed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
