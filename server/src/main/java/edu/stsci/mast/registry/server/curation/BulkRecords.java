package edu.stsci.mast.registry.server.curation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the records that are sent in one request, one after the other, so that few of them are in memory: lines of JSON, or elements
 * {@code record} of XML.
 */
abstract class BulkRecords implements AutoCloseable {
    /**
     * A record as it was sent.
     *
     * @param document its text
     * @param ifMatch the version that the sender has seen; empty when they did not say
     * @param ifNoneMatch {@code *} for a record that must not be there yet; empty when they did not say
     * @param problem why it cannot be used; empty when it can
     */
    record Sent(byte[] document, String ifMatch, String ifNoneMatch, String problem) {}

    /**
     * The next record; empty after the last.
     *
     * @throws BrokenException when what follows cannot be read
     */
    abstract Optional<Sent> next() throws BrokenException, IOException;

    /** The rest cannot be read; the message is a sentence. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    @Override
    public abstract void close() throws IOException;

    /** Reads lines such as <code>{"ifMatch": 3, "document": "…"}</code>. */
    static BulkRecords lines(InputStream body) throws IOException {
        MappingIterator<JsonNode> lines =
                new ObjectMapper().readerFor(JsonNode.class).readValues(body);
        return new BulkRecords() {
            @Override
            Optional<Sent> next() throws BrokenException, IOException {
                try {
                    return lines.hasNextValue() ? Optional.of(sent(lines.nextValue())) : Optional.empty();
                } catch (JacksonException e) {
                    throw new BrokenException(
                            "Line "
                                    + (e.getLocation() == null
                                            ? "?"
                                            : e.getLocation().getLineNr()) + " is no JSON: " + e.getOriginalMessage()
                                    + ".",
                            e);
                }
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }

    private static Sent sent(JsonNode line) {
        String document = line.path("document").asText("");
        return new Sent(
                document.getBytes(StandardCharsets.UTF_8),
                line.path("ifMatch").asText(""),
                line.path("ifNoneMatch").asText(""),
                document.isEmpty()
                        ? "There is no text in 'document'; a line is {\"ifMatch\": 3, \"document\": \"…\"}."
                        : "");
    }

    /** Reads XML with an element {@code record} around each {@code ri:Resource}; its attributes are {@code if-match} and {@code if-none-match}. */
    static BulkRecords elements(InputStream body, DocumentNormaliser normaliser) throws BrokenException {
        try {
            return new Elements(SchemaValidator.safeInputFactory().createXMLStreamReader(body), normaliser);
        } catch (XMLStreamException e) {
            throw new BrokenException(broken(e), e);
        }
    }

    private static String broken(XMLStreamException e) {
        return "The XML cannot be read: "
                + e.getMessage().replaceAll("\\s+", " ").strip() + ".";
    }

    private static final class Elements extends BulkRecords {
        private final XMLStreamReader in;
        private final DocumentNormaliser normaliser;
        private String ifMatch = "";
        private String ifNoneMatch = "";

        Elements(XMLStreamReader in, DocumentNormaliser normaliser) {
            this.in = in;
            this.normaliser = normaliser;
        }

        @Override
        Optional<Sent> next() throws BrokenException {
            try {
                while (in.hasNext()) {
                    if (in.next() != XMLStreamReader.START_ELEMENT) {
                        continue;
                    }
                    if (DocumentNormaliser.isRecord(in)) {
                        return Optional.of(resource());
                    }
                    ifMatch = attribute("if-match");
                    ifNoneMatch = attribute("if-none-match");
                }
                return Optional.empty();
            } catch (XMLStreamException e) {
                throw new BrokenException(broken(e), e);
            }
        }

        private Sent resource() throws XMLStreamException {
            String seen = ifMatch;
            String none = ifNoneMatch;
            ifMatch = "";
            ifNoneMatch = "";
            try {
                return new Sent(normaliser.normalise(in).xml(), seen, none, "");
            } catch (UnusableRecordException e) {
                return new Sent(new byte[0], seen, none, "The record cannot be used: " + e.getMessage() + ".");
            }
        }

        private String attribute(String name) {
            String value = in.getAttributeValue(null, name);
            return value == null ? "" : value;
        }

        @Override
        public void close() throws IOException {
            try {
                in.close();
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
    }
}
