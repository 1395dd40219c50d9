package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.schemas.SchemaValidator;
import edu.stsci.mast.registry.schemas.VoNamespace;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads of a record's document what searches need, by local names only: so records of all versions of the schemas, with types that nobody
 * knows, and with elements at wrong places give what they have. For one record.
 */
final class RecordReader {
    private static final String XSI = VoNamespace.XSI.uri();

    private final RecordText record = new RecordText();
    private final RecordCoverage coverage = new RecordCoverage();
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder title = new StringBuilder();
    private final StringBuilder description = new StringBuilder();

    /** What has been read; also after a failure. */
    RecordText record() {
        return record;
    }

    /** What has been read of the coverage; also after a failure. */
    RecordCoverage coverage() {
        return coverage;
    }

    /**
     * Reads a document.
     *
     * @throws XMLStreamException when it is not well-formed; what stands before the place is in {@link #record()}
     */
    void read(byte[] document) throws XMLStreamException {
        XMLStreamReader in =
                SchemaValidator.safeInputFactory().createXMLStreamReader(new ByteArrayInputStream(document));
        try {
            while (in.hasNext()) {
                switch (in.next()) {
                    case XMLStreamReader.START_ELEMENT -> start(in);
                    case XMLStreamReader.END_ELEMENT -> end();
                    case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
                        text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                    default -> {}
                }
            }
        } finally {
            in.close();
        }
    }

    private void start(XMLStreamReader in) {
        String element = in.getLocalName();
        switch (element) {
            case "capability" -> standard(attribute(in, null, "standardID"), attribute(in, XSI, "type"));
            // TAPRegExt: the data models of a TAP service are standards that it speaks.
            case "dataModel" -> standard(attribute(in, null, "ivo-id"), "");
            case "column", "table", "schema" -> endOfHead();
            default -> {}
        }
        path.push(element);
        text.setLength(0);
    }

    private void end() {
        String element = path.pop();
        String parent = path.isEmpty() ? "" : path.peek();
        switch (parent) {
            case "Resource" -> ofResource(element);
            case "curation" -> ofCuration(element);
            case "creator" -> ofPerson(element, SolrField.CREATOR);
            case "contributor" -> ofPerson(element, SolrField.CONTRIBUTOR);
            case "content" -> ofContent(element);
            case "column" -> ofColumn(element);
            case "table", "schema", "catalog" -> ofTable(element);
            case "coverage", "spectral" -> ofCoverage(element);
            default -> {}
        }
        if (element.equals("column")) {
            record.add(SolrField.COLUMN, entry());
            clearHead();
        } else if (element.equals("table") || element.equals("schema")) {
            endOfHead();
        }
        text.setLength(0);
    }

    private void ofResource(String element) {
        switch (element) {
            case "title" -> record.add(SolrField.TITLE, text);
            case "shortName" -> record.add(SolrField.SHORT_NAME, text);
            case "identifier", "altIdentifier" -> identifier();
            case "managedAuthority" -> record.add(SolrField.ABOUT, text);
            case "rights" -> record.add(SolrField.RIGHTS, text);
            case "facility", "instrument" -> record.add(SolrField.INSTRUMENT, text);
            default -> {}
        }
    }

    private void ofCuration(String element) {
        switch (element) {
            case "publisher" -> record.add(SolrField.PUBLISHER, text);
            case "contributor" -> record.add(SolrField.CONTRIBUTOR, text);
            // Records from before VOResource 1.0 have the name here.
            case "creator" -> record.add(SolrField.CREATOR, text);
            default -> {}
        }
    }

    private void ofContent(String element) {
        switch (element) {
            case "subject" -> record.add(SolrField.SUBJECT, text);
            case "description" -> record.add(SolrField.DESCRIPTION, text);
            case "referenceURL" -> record.add(SolrField.REFERENCE_URL, text);
            case "contentLevel" ->
                record.add(SolrField.CONTENT_LEVEL, text.toString().toLowerCase(Locale.ROOT));
            case "type" -> {
                record.add(SolrField.ABOUT, text);
                record.add(SolrField.TYPE_WORDS, text);
            }
            case "source" -> identifier();
            default -> {}
        }
    }

    private void ofPerson(String element, String field) {
        if (element.equals("name")) {
            record.add(field, text);
        }
    }

    private void ofCoverage(String element) {
        switch (element) {
            case "waveband" -> record.add(SolrField.WAVEBAND, Wavebands.term(text.toString()));
            case "spatial" -> coverage.sky(text);
            case "temporal" -> coverage.time(text);
            case "spectral" -> coverage.energy(text);
            default -> {}
        }
    }

    private void ofColumn(String element) {
        switch (element) {
            case "name" -> name.append(text);
            case "description" -> description.append(text);
            case "ucd" -> record.add(SolrField.UCD, text);
            default -> {}
        }
    }

    private void ofTable(String element) {
        switch (element) {
            case "name" -> name.append(text);
            case "title" -> title.append(text);
            case "description" -> description.append(text);
            default -> {}
        }
    }

    private void identifier() {
        record.add(SolrField.IDENTIFIER, text);
        record.add(SolrField.IDENTIFIER_KEY, IdentifierKeys.of(text.toString()));
    }

    private void standard(String standardId, String type) {
        record.add(SolrField.STANDARD_ID, standardId);
        ServiceStandards.label(standardId, type).ifPresent(label -> record.add(SolrField.STANDARD, label));
    }

    /** What a table or schema says of itself stands before its parts; it is complete when a part begins or it ends. */
    private void endOfHead() {
        record.add(SolrField.TABLE, entry());
        clearHead();
    }

    private void clearHead() {
        name.setLength(0);
        title.setLength(0);
        description.setLength(0);
    }

    private String entry() {
        StringBuilder entry = new StringBuilder(name.toString().strip());
        for (StringBuilder part : new StringBuilder[] {title, description}) {
            String more = part.toString().strip();
            if (!more.isEmpty()) {
                entry.append(entry.isEmpty() ? "" : ": ").append(more);
            }
        }
        return entry.toString();
    }

    private static String attribute(XMLStreamReader in, String namespace, String name) {
        String value = in.getAttributeValue(namespace, name);
        return value == null ? "" : value;
    }
}
