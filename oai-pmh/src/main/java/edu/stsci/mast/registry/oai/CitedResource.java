package edu.stsci.mast.registry.oai;

import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.ByteArrayInputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a citation, and DataCite, want to know of a resource, in DataCite's terms: read from a record in one pass. For one record; {@link DataCite} documents where everything comes from.
 */
final class CitedResource {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern BLANK_LINES = Pattern.compile("\\R\\s*\\R");

    /** A date, or a date and time, in the W3C's profile of ISO 8601, which DataCite wants; VOResource may omit the time zone. */
    private static final Pattern DATE = Pattern.compile(
            "\\d{4}(?:-\\d\\d(?:-\\d\\d(T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?)?)?");

    private static final String COLLECTED = "Collected";
    private static final String OTHER = "Other";

    /** VOResource's date roles that are DataCite's date types, by their names in any case. */
    private static final Map<String, String> DATE_TYPES =
            terms("Accepted Available Collected Copyrighted Coverage Created Issued "
                    + "Submitted Updated Valid Withdrawn creation=Created update=Updated representative=Collected");

    /** The types of dates that may tell when the resource was published, the best first. */
    private static final List<String> PUBLICATION_DATES = List.of("Available", "Issued", "Created");

    /** DataCite's relation types by their names in any case, and the terms of VOResource 1.0 that others have replaced. */
    private static final Map<String, String> RELATION_TYPES = terms(
            "IsCitedBy Cites IsSupplementTo IsSupplementedBy IsContinuedBy "
                    + "Continues IsNewVersionOf IsPreviousVersionOf IsPartOf HasPart IsPublishedIn IsReferencedBy References IsDocumentedBy "
                    + "Documents IsCompiledBy Compiles IsVariantFormOf IsOriginalFormOf IsIdenticalTo HasMetadata IsMetadataFor Reviews "
                    + "IsReviewedBy IsDerivedFrom IsSourceOf Describes IsDescribedBy HasVersion IsVersionOf Requires IsRequiredBy Obsoletes "
                    + "IsObsoletedBy Collects IsCollectedBy HasTranslation IsTranslationOf mirror-of=IsIdenticalTo derived-from=IsDerivedFrom");

    /** Terms of VOResource 1.0 whose replacement DataCite does not know. */
    private static final Map<String, String> OTHER_RELATIONS = terms("served-by=IsServedBy service-for=IsServiceFor");

    /**
     * A person or an institution.
     *
     * @param name its name, not empty
     */
    record Party(String name, List<ExternalIdentifier> identifiers) {
        /** {@code Personal} or {@code Organizational}, where an identifier tells; null where none does. */
        String nameType() {
            for (ExternalIdentifier identifier : identifiers) {
                switch (identifier.scheme()) {
                    case ORCID -> {
                        return "Personal";
                    }
                    case ROR, IVOID -> {
                        return "Organizational"; // what has a record of its own is an organisation (VOResource 1.1,
                        // vr:Creator)
                    }
                    default -> {}
                }
            }
            return null;
        }
    }

    /**
     * A date in the resource's life.
     *
     * @param type one of DataCite's types
     * @param information the role in VOResource that the type does not express; null when it does
     */
    record LifeDate(String date, String type, String information) {}

    /**
     * A relation to another resource.
     *
     * @param type one of DataCite's types
     * @param information the relation in VOResource that the type does not express; null when it does
     */
    record Relation(ExternalIdentifier target, String type, String information) {}

    /**
     * Rights on the resource.
     *
     * @param uri where they are explained; null when the record does not say so
     */
    record Rights(String text, String uri) {}

    private final StoredRecord record;
    private boolean finished;

    private final Set<ExternalIdentifier> identifiers = new LinkedHashSet<>();
    private Party publisher;
    private final List<Party> creators = new ArrayList<>();
    private final List<Party> contributors = new ArrayList<>();
    private final List<Party> contacts = new ArrayList<>();
    private final Set<LifeDate> dates = new LinkedHashSet<>();
    private String version;
    private final Set<String> subjects = new LinkedHashSet<>();
    private final Set<String> descriptions = new LinkedHashSet<>();
    private String contentType;
    private final Set<Relation> relations = new LinkedHashSet<>();
    private final Set<Rights> rights = new LinkedHashSet<>();
    private final Set<String> formats = new LinkedHashSet<>();

    /** The identifiers of the creator or contact that is being read. */
    private final List<ExternalIdentifier> partyIdentifiers = new ArrayList<>();
    /** The name of the creator or contact that is being read. */
    private String partyName = "";
    /** The type of the relationship that is being read. */
    private String relationshipType = "";
    /** The resources of the relationship that is being read. */
    private final List<ExternalIdentifier> relatedResources = new ArrayList<>();

    private CitedResource(StoredRecord record) {
        this.record = record;
    }

    /** What a record, which has a document, says of its resource. */
    static CitedResource of(StoredRecord record) {
        return new CitedResource(record).read();
    }

    /** Whether the record tells enough to cite the resource: a title, a publisher, a creator and a year. */
    boolean isComplete() {
        return !record.title().isEmpty()
                && publisher != null
                && !creators.isEmpty()
                && publicationYear().isPresent();
    }

    /** The resource's first DOI, without a scheme. */
    Optional<ExternalIdentifier> doi() {
        return identifiers.stream()
                .filter(id -> id.scheme() == ExternalIdentifier.Scheme.DOI)
                .findFirst();
    }

    /** The identifiers other than the IVOID. */
    Collection<ExternalIdentifier> identifiers() {
        return identifiers;
    }

    /** Who makes the resource available; null when {@linkplain #isComplete incomplete}. */
    Party publisher() {
        return publisher;
    }

    List<Party> creators() {
        return creators;
    }

    List<Party> contributors() {
        return contributors;
    }

    List<Party> contacts() {
        return contacts;
    }

    Collection<LifeDate> dates() {
        return dates;
    }

    /**
     * The year in four digits: of the best of the resource's own dates, of the first among equals, else of the record's making, else of the
     * earliest date that the record tells.
     */
    Optional<String> publicationYear() {
        for (String type : PUBLICATION_DATES) {
            Optional<String> earliest = dates.stream()
                    .filter(date -> date.type().equals(type))
                    .map(date -> date.date().substring(0, 4))
                    .min(String::compareTo);
            if (earliest.isPresent()) {
                return earliest;
            }
        }
        return record.created()
                .map(time -> time.atOffset(ZoneOffset.UTC).getYear())
                .filter(year -> year >= 0 && year <= 9999)
                .map("%04d"::formatted)
                .or(() ->
                        dates.stream().map(date -> date.date().substring(0, 4)).min(String::compareTo));
    }

    /** The version; null when the record names none. */
    String version() {
        return version;
    }

    Collection<String> subjects() {
        return subjects;
    }

    /** The descriptions; an empty line is between paragraphs. */
    Collection<String> descriptions() {
        return descriptions;
    }

    /** The first genre that the record names; null when it names none. */
    String contentType() {
        return contentType;
    }

    Collection<Relation> relations() {
        return relations;
    }

    Collection<Rights> rights() {
        return rights;
    }

    Collection<String> formats() {
        return formats;
    }

    private CitedResource read() {
        try {
            XMLStreamReader in = SchemaValidator.safeInputFactory()
                    .createXMLStreamReader(new ByteArrayInputStream(record.document()));
            in.nextTag();
            walk(in, "");
            in.close();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The stored document of " + record.ivoid() + " is not well-formed", e);
        }
    }

    /** Reads what is in the element at whose start tag the reader stands; {@code path} leads to it from below the root. */
    private void walk(XMLStreamReader in, String path) throws XMLStreamException {
        String ivoid = in.getAttributeValue(null, "ivo-id");
        String altIdentifier = in.getAttributeValue(null, "altIdentifier");
        String role = in.getAttributeValue(null, "role");
        String format = in.getAttributeValue(null, "format");
        String rightsUri = in.getAttributeValue(null, "rightsURI");
        StringBuilder text = new StringBuilder();
        for (int event = in.next(); event != XMLStreamReader.END_ELEMENT; event = in.next()) {
            switch (event) {
                case XMLStreamReader.START_ELEMENT -> {
                    if (!path.isEmpty()) {
                        walk(in, path + "/" + in.getLocalName());
                    } else if (in.getLocalName().equals("tableset")) {
                        finished = true; // the bulk of many records, and nothing of interest follows (VODataService)
                    } else {
                        walkChild(in);
                    }
                    if (finished) {
                        return;
                    }
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> text.append(in.getText());
                default -> {}
            }
        }
        switch (path) {
            case "altIdentifier" -> ExternalIdentifier.of(text.toString()).ifPresent(identifiers::add);
            case "curation/publisher" -> publisher(collapse(text), identifiers(altIdentifier, ivoid));
            case "curation/contributor" -> party(contributors, collapse(text), identifiers(altIdentifier, ivoid));
            case "curation/creator/name", "curation/contact/name" -> {
                partyName = collapse(text);
                partyIdentifiers.addAll(identifiers(altIdentifier, ivoid));
            }
            case "curation/creator/altIdentifier", "curation/contact/altIdentifier" ->
                ExternalIdentifier.of(text.toString()).ifPresent(partyIdentifiers::add);
            case "curation/creator" -> endParty(creators, ivoid);
            case "curation/contact" -> endParty(contacts, ivoid);
            case "curation/date" -> date(collapse(text), role);
            case "curation/version" -> version = version == null ? orNull(collapse(text)) : version;
            case "content/subject" -> add(subjects, collapse(text));
            case "content/description" -> add(descriptions, paragraphs(text));
            case "content/source" ->
                source(collapse(text), format).ifPresent(id -> relation(id, "IsSupplementTo", null));
            case "content/referenceURL" ->
                ExternalIdentifier.of(text.toString()).ifPresent(id -> relation(id, "IsDescribedBy", null));
            case "content/type" -> contentType = contentType == null ? orNull(collapse(text)) : contentType;
            case "content/relationship/relationshipType" -> relationshipType = collapse(text);
            case "content/relationship/relatedResource" ->
                identifiers(altIdentifier, ivoid).stream()
                        .filter(identifier -> identifier.relatedType().isPresent())
                        .findFirst()
                        .ifPresent(relatedResources::add);
            case "content/relationship" -> endRelationship();
            case "rights" -> rights(collapse(text), rightsUri == null ? null : orNull(rightsUri.strip()));
            case "format" -> add(formats, collapse(text));
            default -> {}
        }
    }

    /** Reads a child of the root, or passes over it when nothing in it is of interest. */
    private void walkChild(XMLStreamReader in) throws XMLStreamException {
        switch (in.getLocalName()) {
            case "altIdentifier", "curation", "content", "rights", "format" -> walk(in, in.getLocalName());
            default -> {
                for (int depth = 1; depth > 0; ) {
                    int event = in.next();
                    depth += event == XMLStreamReader.START_ELEMENT ? 1 : event == XMLStreamReader.END_ELEMENT ? -1 : 0;
                }
            }
        }
    }

    private void publisher(String name, List<ExternalIdentifier> known) {
        if (publisher == null && !name.isEmpty()) {
            publisher = new Party(name, known);
        }
    }

    private static void party(List<Party> parties, String name, List<ExternalIdentifier> known) {
        if (!name.isEmpty()) {
            parties.add(new Party(name, known));
        }
    }

    private void endParty(List<Party> parties, String ivoid) {
        partyIdentifiers.addAll(identifiers(null, ivoid));
        party(parties, partyName, partyIdentifiers.stream().distinct().toList());
        partyName = "";
        partyIdentifiers.clear();
    }

    private void date(String text, String role) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return;
        }
        String date = matcher.group(1) != null && matcher.group(2) == null ? text + "Z" : text;
        String name = role == null || role.isBlank() ? COLLECTED : collapse(role);
        String type = DATE_TYPES.get(name);
        dates.add(type == null ? new LifeDate(date, OTHER, name) : new LifeDate(date, type, null));
    }

    /** A bibliographic reference; its format says how to read it, without a scheme (VOResource 1.3, vr:Source). */
    private static Optional<ExternalIdentifier> source(String text, String format) {
        return "bibcode".equalsIgnoreCase(format) && !text.isEmpty() && !text.contains(":") && !text.contains(" ")
                ? Optional.of(ExternalIdentifier.bibcode(text))
                : ExternalIdentifier.of(text);
    }

    private void endRelationship() {
        String type = RELATION_TYPES.get(relationshipType);
        String information = type == null ? OTHER_RELATIONS.getOrDefault(relationshipType, relationshipType) : null;
        for (ExternalIdentifier target : relatedResources) {
            if (!relationshipType.isEmpty()) {
                relation(target, type == null ? OTHER : type, information);
            }
        }
        relationshipType = "";
        relatedResources.clear();
    }

    private void relation(ExternalIdentifier target, String type, String information) {
        if (target.relatedType().isPresent()) {
            relations.add(new Relation(target, type, information));
        }
    }

    private void rights(String text, String uri) {
        if (!text.isEmpty() || uri != null) {
            rights.add(new Rights(text, uri));
        }
    }

    private static List<ExternalIdentifier> identifiers(String altIdentifier, String ivoid) {
        return Stream.of(altIdentifier, ivoid)
                .filter(Objects::nonNull)
                .map(ExternalIdentifier::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private static void add(Set<String> values, String value) {
        if (!value.isEmpty()) {
            values.add(value);
        }
    }

    private static String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private static String collapse(CharSequence text) {
        return SPACE.matcher(text.toString().strip()).replaceAll(" ");
    }

    private static String paragraphs(CharSequence text) {
        return BLANK_LINES
                .splitAsStream(text)
                .map(CitedResource::collapse)
                .filter(paragraph -> !paragraph.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    /** A table of terms from a list of words; {@code old=new} is a term that another has replaced. */
    private static Map<String, String> terms(String words) {
        return Arrays.stream(words.split(" "))
                .map(word -> word.split("="))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> pair[pair.length - 1],
                        (a, b) -> a,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    }
}
