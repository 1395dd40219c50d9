package edu.stsci.mast.registry.oai;

import com.ctc.wstx.stax.WstxOutputFactory;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.oai.CitedResource.LifeDate;
import edu.stsci.mast.registry.oai.CitedResource.Party;
import edu.stsci.mast.registry.oai.CitedResource.Relation;
import edu.stsci.mast.registry.oai.CitedResource.Rights;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The crosswalk from VOResource to the DataCite Metadata Schema 4.7, the format {@code oai_datacite}.
 *
 * <p>It applies to records of what can be cited and may have a DOI: not deleted ones, nor those of authorities, registries and
 * organisations, and none that lacks what DataCite requires (a title, a publisher, a creator and a year; a publisher is not taken for a
 * creator).
 *
 * <table>
 * <caption>Where DataCite's properties come from; paths are local names below the record's root</caption>
 * <tr><th>DataCite</th><th>VOResource</th></tr>
 * <tr><td>identifier</td><td>the first altIdentifier that is a DOI; without one the IVOID, identifierType {@code ivoid}</td></tr>
 * <tr><td>creator</td><td>curation/creator: name, and as name identifiers altIdentifier, name/@altIdentifier, name/@ivo-id and
 *     {@code @ivo-id}. An ORCID tells a person, whose name "family, given" is also given in its parts; a ROR identifier or an IVOID tells
 *     an organisation; otherwise the nameType is left open</td></tr>
 * <tr><td>title</td><td>title; shortName as AlternativeTitle</td></tr>
 * <tr><td>publisher</td><td>curation/publisher; its identifier from {@code @altIdentifier}, else {@code @ivo-id}</td></tr>
 * <tr><td>publicationYear</td><td>the earliest curation/date of role Available, without one Issued, without one Created; without any,
 *     the year of the attribute created, since DataCite falls back on the date of registration</td></tr>
 * <tr><td>resourceType</td><td>the first content/type, else the record's type; resourceTypeGeneral from the record's type</td></tr>
 * <tr><td>subject</td><td>content/subject</td></tr>
 * <tr><td>contributor</td><td>curation/contributor as Other, for VOResource does not tell the kind of contribution; curation/contact/name
 *     as ContactPerson; identifiers as with creators</td></tr>
 * <tr><td>date</td><td>curation/date; the role is DataCite's dateType, deprecated roles translated ({@code creation}, {@code update}; to
 *     Collected {@code representative} and no role at all); roles that DataCite lacks are Other with the role as dateInformation</td></tr>
 * <tr><td>alternateIdentifier</td><td>the IVOID and the altIdentifiers that are not the identifier</td></tr>
 * <tr><td>relatedIdentifier</td><td>content/relationship/relatedResource: {@code @altIdentifier}, else {@code @ivo-id}, an IVOID as type
 *     URL; the relation is the relationshipType, {@code mirror-of} and {@code derived-from} translated, and what DataCite lacks, above all
 *     IsServedBy and IsServiceFor, Other with the term as relationTypeInformation. content/source, a bibcode or DOI, as IsSupplementTo;
 *     content/referenceURL as IsDescribedBy</td></tr>
 * <tr><td>format</td><td>format</td></tr>
 * <tr><td>version</td><td>curation/version</td></tr>
 * <tr><td>rights</td><td>rights, and its attribute rightsURI; of Creative Commons' licenses also the SPDX identifier</td></tr>
 * <tr><td>description</td><td>content/description as Abstract</td></tr>
 * </table>
 *
 * <p>Language, sizes and funding are not told, since VOResource says nothing of them; nor is the coverage, which is of the sky and not of
 * the Earth, as DataCite's geoLocation is.
 *
 * <p><b>The version</b> is DataCite's newest. Since 4.2 its schema lets an identifier be other than a DOI (its text still asks for a DOI,
 * and OpenAIRE allows others), 4.4 has the type Standard, 4.5 the publisher's identifier, and 4.7 the relation Other, without which the
 * commonest relation in the Virtual Observatory, that of data and the service for them, had no name.
 *
 * <p><b>The envelope:</b> the prefix {@code oai_datacite} is that of DataCite's own provider, where it means the element of that name in
 * {@value #NAMESPACE}, with the {@code resource} of kernel 4 as its payload; InvenioRDM, thus Zenodo, and Daiquiri of the Leibniz
 * Institute for Astrophysics do likewise. Dataverse gives the bare {@code resource}, which DataCite's provider calls {@code datacite}. The
 * symbol of the data centre that registered the DOI, an obligatory string in the envelope, is left empty: no record tells it.
 *
 * <p>White space is collapsed, but paragraphs of descriptions are kept; what is empty or repeated is left out. As in {@link DublinCore},
 * elements go by their local names, so that records that break the schema come through as far as they make sense.
 */
final class DataCite {
    /** The namespace of the format's root element. */
    static final String NAMESPACE = "http://schema.datacite.org/oai/oai-1.1/";

    /** Where the schema of {@link #NAMESPACE} is. */
    static final String SCHEMA = "http://schema.datacite.org/oai/oai-1.1/oai.xsd";

    private static final String VERSION = "4.7";
    private static final String KERNEL = "http://datacite.org/schema/kernel-4";
    private static final String KERNEL_SCHEMA = "http://schema.datacite.org/meta/kernel-" + VERSION + "/metadata.xsd";
    private static final String ENVELOPE = "oai_datacite";
    private static final XMLOutputFactory OUTPUT = new WstxOutputFactory();

    private static final Pattern PERSONAL_NAME = Pattern.compile("([^,]+), ([^,]+)");
    private static final Pattern CREATIVE_COMMONS = Pattern.compile(
            "https?://(?:www\\.)?creativecommons\\.org/(?:licenses/(by(?:-nc)?(?:-nd|-sa)?)|publicdomain/(zero))/(\\d\\.\\d)"
                    + "(?:/|/(?:deed|legalcode)(?:\\.\\w+)?)?");

    private final StoredRecord record;
    private final CitedResource resource;
    private final XMLStreamWriter out;

    private DataCite(StoredRecord record, CitedResource resource, XMLStreamWriter out) {
        this.record = record;
        this.resource = resource;
        this.out = out;
    }

    /**
     * The record as one {@code oai_datacite:oai_datacite} element in UTF-8; empty where the format does not apply to it. What is within
     * the payload declares its namespace itself, without a prefix, as harvesters know it from DataCite.
     */
    static Optional<byte[]> of(StoredRecord record) {
        return written(record, DataCite::writeEnvelope);
    }

    /** The payload alone, a document of DataCite's kernel 4; empty where the format does not apply to the record. */
    static Optional<byte[]> resource(StoredRecord record) {
        return written(record, DataCite::writeResource);
    }

    /** Writes all or a part. */
    private interface Part {
        void write(DataCite dataCite) throws XMLStreamException;
    }

    private static Optional<byte[]> written(StoredRecord record, Part part) {
        if (!isCitable(record)) {
            return Optional.empty();
        }
        CitedResource resource = CitedResource.of(record);
        if (!resource.isComplete()) {
            return Optional.empty();
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);
            XMLStreamWriter out = OUTPUT.createXMLStreamWriter(bytes, "UTF-8");
            part.write(new DataCite(record, resource, out));
            out.close();
            return Optional.of(bytes.toByteArray());
        } catch (XMLStreamException e) {
            throw new IllegalStateException("DataCite metadata of " + record.ivoid() + " cannot be written", e);
        }
    }

    private static boolean isCitable(StoredRecord record) {
        return record.status() != RecordStatus.DELETED
                && record.document() != null
                && switch (localType(record)) {
                    case "Authority", "Registry", "Organisation" -> false;
                    default -> true;
                };
    }

    private static String localType(StoredRecord record) {
        return record.resourceType().substring(record.resourceType().indexOf(':') + 1);
    }

    /** The record's type in DataCite's vocabulary of general types. */
    private static String generalType(String localType) {
        return switch (localType) {
            case "Service", "DataService", "CatalogService", "TableService" -> "Service";
            case "DataCollection", "DataResource", "CatalogResource" -> "Dataset";
            case "Standard", "ServiceStandard", "StandardKeyEnumeration" -> "Standard";
            case "Document" -> "Text";
            case "Application", "DesktopApplication", "SoftwareLibrary" -> "Software";
            case "DataModel" -> "Model";
            default -> "Other";
        };
    }

    private void writeEnvelope() throws XMLStreamException {
        out.writeStartElement(ENVELOPE, ENVELOPE, NAMESPACE);
        out.writeNamespace(ENVELOPE, NAMESPACE);
        out.writeNamespace("xsi", VoNamespace.XSI.uri());
        writeSchemaLocation(NAMESPACE, SCHEMA);
        out.writeStartElement(ENVELOPE, "schemaVersion", NAMESPACE);
        out.writeCharacters(VERSION);
        out.writeEndElement();
        out.writeEmptyElement(ENVELOPE, "datacentreSymbol", NAMESPACE);
        out.writeStartElement(ENVELOPE, "payload", NAMESPACE);
        writeResource();
        out.writeEndElement();
        out.writeEndElement();
    }

    private void writeSchemaLocation(String namespace, String schema) throws XMLStreamException {
        out.writeAttribute("xsi", VoNamespace.XSI.uri(), "schemaLocation", namespace + " " + schema);
    }

    private void writeResource() throws XMLStreamException {
        out.writeStartElement("", "resource", KERNEL);
        out.writeDefaultNamespace(KERNEL);
        if (out.getNamespaceContext().getPrefix(VoNamespace.XSI.uri()) == null) {
            out.writeNamespace("xsi", VoNamespace.XSI.uri());
        }
        writeSchemaLocation(KERNEL, KERNEL_SCHEMA);
        ExternalIdentifier ivoid = ExternalIdentifier.ivoid(record.ivoid().toString());
        ExternalIdentifier identifier = resource.doi().orElse(ivoid);
        leaf("identifier", identifier.value(), "identifierType", identifier.type());
        list("creators", resource.creators(), this::writeCreator);
        start("titles");
        leaf("title", record.title());
        if (!record.shortName().isEmpty()) {
            leaf("title", record.shortName(), "titleType", "AlternativeTitle");
        }
        out.writeEndElement();
        writePublisher(resource.publisher());
        leaf("publicationYear", resource.publicationYear().orElseThrow());
        String type = localType(record);
        leaf(
                "resourceType",
                resource.contentType() == null ? type : resource.contentType(),
                "resourceTypeGeneral",
                generalType(type));
        list("subjects", resource.subjects(), subject -> leaf("subject", subject));
        writeContributors();
        list("dates", resource.dates(), this::writeDate);
        writeAlternateIdentifiers(ivoid, identifier);
        list("relatedIdentifiers", resource.relations(), this::writeRelation);
        list("formats", resource.formats(), format -> leaf("format", format));
        if (resource.version() != null) {
            leaf("version", resource.version());
        }
        list("rightsList", resource.rights(), this::writeRights);
        list(
                "descriptions",
                resource.descriptions(),
                description -> leaf("description", description, "descriptionType", "Abstract"));
        out.writeEndElement();
    }

    private void writeCreator(Party creator) throws XMLStreamException {
        start("creator");
        writeParty("creatorName", creator);
        out.writeEndElement();
    }

    private void writeContributors() throws XMLStreamException {
        if (resource.contributors().isEmpty() && resource.contacts().isEmpty()) {
            return;
        }
        start("contributors");
        for (Party contact : resource.contacts()) {
            writeContributor(contact, "ContactPerson");
        }
        for (Party contributor : resource.contributors()) {
            writeContributor(contributor, "Other");
        }
        out.writeEndElement();
    }

    private void writeContributor(Party contributor, String type) throws XMLStreamException {
        start("contributor", "contributorType", type);
        writeParty("contributorName", contributor);
        out.writeEndElement();
    }

    private void writeParty(String nameElement, Party party) throws XMLStreamException {
        String nameType = party.nameType();
        leaf(nameElement, party.name(), "nameType", nameType);
        Matcher name = PERSONAL_NAME.matcher(party.name());
        if ("Personal".equals(nameType) && name.matches()) {
            leaf("givenName", name.group(2));
            leaf("familyName", name.group(1));
        }
        for (ExternalIdentifier identifier : party.identifiers()) {
            leaf(
                    "nameIdentifier",
                    identifier.value(),
                    "nameIdentifierScheme",
                    identifier.type(),
                    "schemeURI",
                    identifier.schemeUri());
        }
    }

    private void writePublisher(Party publisher) throws XMLStreamException {
        List<ExternalIdentifier> identifiers = publisher.identifiers();
        if (identifiers.isEmpty()) {
            leaf("publisher", publisher.name());
        } else {
            ExternalIdentifier identifier = identifiers.get(0);
            leaf(
                    "publisher",
                    publisher.name(),
                    "publisherIdentifier",
                    identifier.value(),
                    "publisherIdentifierScheme",
                    identifier.type(),
                    "schemeURI",
                    identifier.schemeUri());
        }
    }

    private void writeDate(LifeDate date) throws XMLStreamException {
        leaf("date", date.date(), "dateType", date.type(), "dateInformation", date.information());
    }

    private void writeAlternateIdentifiers(ExternalIdentifier ivoid, ExternalIdentifier identifier)
            throws XMLStreamException {
        List<ExternalIdentifier> others = new ArrayList<>();
        others.add(ivoid);
        others.addAll(resource.identifiers());
        others.removeIf(identifier::equals);
        list(
                "alternateIdentifiers",
                others,
                other -> leaf("alternateIdentifier", other.value(), "alternateIdentifierType", other.type()));
    }

    private void writeRelation(Relation relation) throws XMLStreamException {
        leaf(
                "relatedIdentifier",
                relation.target().value(),
                "relatedIdentifierType",
                relation.target().relatedType().orElseThrow(),
                "relationType",
                relation.type(),
                "relationTypeInformation",
                relation.information());
    }

    private void writeRights(Rights rights) throws XMLStreamException {
        Matcher license = CREATIVE_COMMONS.matcher(rights.uri() == null ? "" : rights.uri());
        if (!license.matches()) {
            leaf("rights", rights.text(), "rightsURI", rights.uri());
            return;
        }
        String spdx = license.group(1) == null
                ? "CC0-" + license.group(3)
                : "CC-" + license.group(1).toUpperCase(Locale.ROOT) + "-" + license.group(3);
        leaf(
                "rights",
                rights.text(),
                "rightsURI",
                rights.uri(),
                "rightsIdentifier",
                spdx,
                "rightsIdentifierScheme",
                "SPDX",
                "schemeURI",
                "https://spdx.org/licenses/");
    }

    /** Writes an element with what {@code item} writes for each value; nothing for no values. */
    private <T> void list(String name, Collection<T> values, Item<T> item) throws XMLStreamException {
        if (values.isEmpty()) {
            return;
        }
        start(name);
        for (T value : values) {
            item.write(value);
        }
        out.writeEndElement();
    }

    /** Writes an element with text; {@code attributes} are names and values in turn, a null value omits its attribute. */
    private void leaf(String name, String text, String... attributes) throws XMLStreamException {
        start(name, attributes);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private void start(String name, String... attributes) throws XMLStreamException {
        out.writeStartElement("", name, KERNEL);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                out.writeAttribute(attributes[i], attributes[i + 1]);
            }
        }
    }

    /** Writes one value of a list. */
    private interface Item<T> {
        void write(T value) throws XMLStreamException;
    }
}
