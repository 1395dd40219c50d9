package edu.stsci.mast.registry.model;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Gathers a record's {@link ResourceDocument.Summary} while the record is read. For one record. */
final class SummaryReader {
    private static final int DEEPEST = 4;
    private static final Pattern DATE = Pattern.compile(
            "\\d{4}(?:-\\d\\d(?:-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)?)?)?)?");
    /** Kinds of resources that are parts of the infrastructure, not works. */
    private static final Set<String> NEVER_CITED = Set.of("Authority", "Registry", "Organisation");

    private final XMLStreamReader in;
    private final String ownType;
    private final String typeNamespace;
    private final RecordStatus status;
    private final Instant created;
    private final Instant updated;
    private final List<String> managedAuthorities = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    /** The local names of the elements that are open, by depth; the record itself is not among them. */
    private final String[] path = new String[DEEPEST + 1];

    private String identifier;
    private String title = "";
    private String shortName = "";
    private boolean hasCreator;
    private boolean hasPublisher;
    private boolean hasYear;
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

    /** Reads a whole document. */
    static ResourceDocument.Summary read(byte[] document) throws XMLStreamException {
        XMLStreamReader in =
                SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
        in.nextTag();
        SummaryReader summary = new SummaryReader(in);
        int depth = 1;
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamReader.START_ELEMENT -> summary.start(++depth);
                case XMLStreamReader.END_ELEMENT -> summary.end(depth--);
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> summary.text();
                default -> {}
            }
        }
        in.close();
        return summary.summary(new NamespacePrefixes());
    }

    /** Takes a start tag; the record's own has depth 1. */
    void start(int depth) {
        if (depth > 1 && depth <= DEEPEST) {
            path[depth] = in.getLocalName();
        }
        gathering = switch (depth) {
            case 2 ->
                switch (path[2]) {
                    case "identifier", "title", "shortName", "managedAuthority" -> true;
                    default -> false;
                };
            case 3 -> path[2].equals("curation") && (path[3].equals("publisher") || path[3].equals("date"));
            case 4 -> path[2].equals("curation") && path[3].equals("creator") && path[4].equals("name");
            default -> false;
        };
        if (gathering) {
            text.setLength(0);
        }
    }

    /** Takes text. */
    void text() {
        if (gathering) {
            text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        }
    }

    /** Takes an end tag of the given depth. */
    void end(int depth) {
        if (!gathering) {
            return;
        }
        gathering = false;
        String value = text.toString().strip().replaceAll("\\s+", " ");
        switch (path[depth]) {
            case "identifier" -> identifier = identifier == null ? value : identifier;
            case "title" -> title = title.isEmpty() ? value : title;
            case "shortName" -> shortName = shortName.isEmpty() ? value : shortName;
            case "managedAuthority" -> managedAuthorities.add(value.toLowerCase(Locale.ROOT));
            case "publisher" -> hasPublisher |= !value.isEmpty();
            case "date" -> hasYear |= DATE.matcher(value).matches();
            default -> hasCreator |= !value.isEmpty();
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
        String type = canonicalType(prefixes);
        return new ResourceDocument.Summary(
                type, title, shortName, status, created, updated, List.copyOf(managedAuthorities), isCitable(type));
    }

    // DataCite Metadata Schema 4, table 1: the mandatory properties beside the identifier and the resource's type.
    private boolean isCitable(String type) {
        boolean year = hasYear || isFourDigits(created);
        return !NEVER_CITED.contains(type.substring(type.indexOf(':') + 1))
                && !title.isEmpty()
                && hasCreator
                && hasPublisher
                && year;
    }

    private static boolean isFourDigits(Instant time) {
        int year = time == null ? -1 : time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= 9999;
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
