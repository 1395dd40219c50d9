package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.oai.Granularity;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one OAI-PMH response (OAI-PMH 2.0, section 3.2) as a stream, record by record. The records come from {@link #next()}; all the
 * rest is complete when that has returned empty.
 *
 * <pre>{@code
 * try (OaiResponseReader response = OaiResponseReader.open(stream, normaliser)) {
 *     for (Optional<Delivery> next = response.next(); next.isPresent(); next = response.next()) { … }
 *     response.resumptionToken() …
 * }
 * }</pre>
 *
 * <p>Elements are recognised by their local names, so that a server with a wrong namespace can be read, too. Document type definitions and
 * external entities are never followed. For one thread.
 */
public final class OaiResponseReader implements AutoCloseable {
    static final String ROOT = "OAI-PMH";

    private final XMLStreamReader in;
    private final ElementReader elements;
    private final DocumentNormaliser normaliser;
    private final List<OaiError> errors = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<OaiHeader> headers = new ArrayList<>();
    private String verb = "";
    private Instant responseDate;
    private ResumptionToken token;
    private OaiIdentity identity;
    private boolean inList;
    private boolean finished;
    private XMLStreamException faultAfterRoot;

    /** Reads on from the root's start tag, at which {@code in} stands. */
    OaiResponseReader(XMLStreamReader in, DocumentNormaliser normaliser) {
        this.in = in;
        this.elements = new ElementReader(in);
        this.normaliser = normaliser;
    }

    /**
     * Begins to read a response.
     *
     * @param stream its bytes; the caller closes it
     * @param normaliser brings the records into the registry's form and checks them
     * @throws XMLStreamException when it is not XML, or not an OAI-PMH response
     */
    public static OaiResponseReader open(InputStream stream, DocumentNormaliser normaliser) throws XMLStreamException {
        XMLStreamReader in = SchemaValidator.safeInputFactory().createXMLStreamReader(stream);
        while (!in.isStartElement()) {
            in.next();
        }
        if (!in.getLocalName().equals(ROOT)) {
            throw new XMLStreamException(
                    "The root element is '" + in.getLocalName() + "', not " + ROOT, in.getLocation());
        }
        return new OaiResponseReader(in, normaliser);
    }

    /**
     * The next record of ListRecords or GetRecord; empty after the last.
     *
     * @throws XMLStreamException when the response's root element is not well-formed; the records before that place have been handed out
     */
    public Optional<Delivery> next() throws XMLStreamException {
        while (!finished) {
            boolean child = elements.nextChild();
            if (!child && inList) {
                inList = false;
            } else if (!child) {
                finished = true;
                finish();
            } else if (!inList) {
                part();
            } else if (elements.name().equals("record")) {
                return Optional.of(record());
            } else {
                listPart();
            }
        }
        return Optional.empty();
    }

    /** What follows the root element says nothing about the records, which are all there. */
    private void finish() {
        try {
            elements.finish();
        } catch (XMLStreamException e) {
            faultAfterRoot = e;
        }
    }

    /** What is wrong after the root element's end, as when a server appends its warnings there; complete after the last record. */
    public Optional<XMLStreamException> faultAfterRoot() {
        return Optional.ofNullable(faultAfterRoot);
    }

    /** The verb that was answered, by its element; empty when there is none, as in an error response. */
    public String verb() {
        return verb;
    }

    /** The server's time when it answered; empty when it gives none that can be read. */
    public Optional<Instant> responseDate() {
        return Optional.ofNullable(responseDate);
    }

    /** The errors that the server reports; empty when it did what it was asked. */
    public List<OaiError> errors() {
        return List.copyOf(errors);
    }

    /** How to get the rest of the list; empty when the list is complete. */
    public Optional<ResumptionToken> resumptionToken() {
        return Optional.ofNullable(token);
    }

    /** Reads what is left, for answers whose records, if any, are of no interest. */
    void readToEnd() throws XMLStreamException {
        while (next().isPresent()) {
            // nothing is done with them
        }
    }

    /** What a response to Identify says; empty in other responses. */
    public Optional<OaiIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    /** The {@code setSpec}s of a response to ListSets. */
    public List<String> sets() {
        return List.copyOf(sets);
    }

    /** The headers of a response to ListIdentifiers. */
    public List<OaiHeader> headers() {
        return List.copyOf(headers);
    }

    /** Ends the reading; the stream stays open. */
    @Override
    public void close() throws XMLStreamException {
        in.close();
    }

    private void part() throws XMLStreamException {
        switch (elements.name()) {
            case "responseDate" -> responseDate = instant(elements.text());
            case "error" -> {
                String code = elements.attribute("code");
                errors.add(new OaiError(code.isEmpty() ? "unnamed error" : code, elements.text()));
            }
            case "ListRecords", "ListIdentifiers", "GetRecord", "ListSets" -> {
                verb = elements.name();
                inList = true;
            }
            case "Identify" -> {
                verb = elements.name();
                identity = identify();
            }
            default -> elements.skip();
        }
    }

    private void listPart() throws XMLStreamException {
        switch (elements.name()) {
            case "resumptionToken" -> token = token();
            case "header" -> headers.add(header());
            case "set" -> {
                while (elements.nextChild()) {
                    if (elements.name().equals("setSpec")) {
                        sets.add(elements.text());
                    } else {
                        elements.skip();
                    }
                }
            }
            default -> elements.skip();
        }
    }

    /** An empty token closes the list (section 3.5). */
    private ResumptionToken token() throws XMLStreamException {
        OptionalLong size = number(elements.attribute("completeListSize"));
        OptionalLong cursor = number(elements.attribute("cursor"));
        String value = elements.text();
        return value.isEmpty() ? null : new ResumptionToken(value, size, cursor);
    }

    private Delivery record() throws XMLStreamException {
        int line = elements.line();
        OaiHeader header = new OaiHeader("", "", false, List.of());
        Delivery content = null;
        String foreign = "";
        while (elements.nextChild()) {
            switch (elements.name()) {
                case "header" -> header = header();
                case "metadata" -> {
                    while (elements.nextChild()) {
                        if (!header.deleted() && content == null && DocumentNormaliser.isRecord(in)) {
                            content = resource(normaliser, in);
                        } else {
                            foreign = elements.name();
                            elements.skip();
                        }
                    }
                }
                default -> elements.skip();
            }
        }
        if (header.deleted()) {
            return tombstone(header, line);
        }
        if (content instanceof Delivery.Resource resource) {
            return new Delivery.Resource(resource.document(), Optional.of(header), resource.line());
        }
        if (content instanceof Delivery.Unusable unusable) {
            return new Delivery.Unusable(given(header), unusable.reason(), unusable.xml(), unusable.line());
        }
        String reason = foreign.isEmpty()
                ? "The record has no metadata and is not marked as deleted"
                : "The record's metadata is '" + foreign + "', not ri:Resource";
        return new Delivery.Unusable(given(header), reason, new byte[0], line);
    }

    /** Reads the record at whose start tag the reader stands, to its end tag. */
    static Delivery resource(DocumentNormaliser normaliser, XMLStreamReader in) throws XMLStreamException {
        int line = in.getLocation().getLineNumber();
        try {
            ResourceDocument document = normaliser.normalise(in);
            return new Delivery.Resource(document, Optional.empty(), line);
        } catch (UnusableRecordException e) {
            return new Delivery.Unusable(Optional.empty(), e.getMessage(), e.xml(), line);
        }
    }

    private static Delivery tombstone(OaiHeader header, int line) {
        try {
            return new Delivery.Tombstone(Ivoid.of(header.identifier()), line);
        } catch (IllegalArgumentException e) {
            return new Delivery.Unusable(
                    given(header),
                    header.identifier().isEmpty() ? "The deleted record has no identifier" : e.getMessage(),
                    new byte[0],
                    line);
        }
    }

    private static Optional<String> given(OaiHeader header) {
        return Optional.of(header.identifier()).filter(identifier -> !identifier.isEmpty());
    }

    private OaiHeader header() throws XMLStreamException {
        boolean deleted = elements.attribute("status").equalsIgnoreCase("deleted");
        String identifier = "";
        String datestamp = "";
        List<String> memberOf = new ArrayList<>();
        while (elements.nextChild()) {
            switch (elements.name()) {
                case "identifier" -> identifier = elements.text();
                case "datestamp" -> datestamp = elements.text();
                case "setSpec" -> memberOf.add(elements.text());
                default -> elements.skip();
            }
        }
        return new OaiHeader(identifier, datestamp, deleted, List.copyOf(memberOf));
    }

    private OaiIdentity identify() throws XMLStreamException {
        String name = "";
        String baseUrl = "";
        String earliest = "";
        String granularity = "";
        ResourceDocument registry = null;
        while (elements.nextChild()) {
            switch (elements.name()) {
                case "repositoryName" -> name = elements.text();
                case "baseURL" -> baseUrl = elements.text();
                case "earliestDatestamp" -> earliest = elements.text();
                case "granularity" -> granularity = elements.text();
                case "description" -> {
                    ResourceDocument described = description();
                    registry = registry == null ? described : registry;
                }
                default -> elements.skip();
            }
        }
        return new OaiIdentity(
                name,
                baseUrl,
                earliest,
                Granularity.of(granularity).orElse(Granularity.DAY),
                Optional.ofNullable(registry));
    }

    /** The {@code vg:Registry} record of a description; null when it holds something else, as servers may. */
    private ResourceDocument description() throws XMLStreamException {
        ResourceDocument registry = null;
        while (elements.nextChild()) {
            if (!DocumentNormaliser.isRecord(in)) {
                elements.skip();
            } else if (resource(normaliser, in) instanceof Delivery.Resource resource
                    && resource.document().summary().resourceType().equals("vg:Registry")) {
                registry = resource.document();
            }
        }
        return registry;
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Response dates are UTC with a Z (section 3.3); some servers write an offset, or leave the Z out. */
    static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            try {
                return Instant.parse(text + "Z");
            } catch (DateTimeParseException unreadable) {
                return null;
            }
        }
    }
}
