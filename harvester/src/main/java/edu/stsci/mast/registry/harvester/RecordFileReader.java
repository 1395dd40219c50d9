package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the records of one file as a stream: a VOResource document, an {@code ri:VOResources} with any number of them, or a saved
 * OAI-PMH response to ListRecords or GetRecord; each of them also compressed with gzip. What it is shows its content, not its name.
 *
 * <p>For one thread; close it always.
 */
public final class RecordFileReader implements AutoCloseable {
    private final Path file;
    private final InputStream bytes;
    private final XMLStreamReader in;
    private final Source source;

    private RecordFileReader(Path file, InputStream bytes, XMLStreamReader in, Source source) {
        this.file = file;
        this.bytes = bytes;
        this.in = in;
        this.source = source;
    }

    /** Where records come from, one by one; empty after the last. */
    private interface Source {
        Optional<Delivery> next() throws XMLStreamException, RecordFileException;
    }

    /**
     * Opens a file.
     *
     * @param normaliser brings the records into the registry's form and checks them
     * @throws RecordFileException when it cannot be read, is not XML, or holds something else than records
     */
    public static RecordFileReader open(Path file, DocumentNormaliser normaliser) throws RecordFileException {
        InputStream bytes = null;
        try {
            bytes = uncompressed(file);
            XMLStreamReader in = SchemaValidator.safeInputFactory().createXMLStreamReader(bytes);
            while (!in.isStartElement()) {
                in.next();
            }
            return new RecordFileReader(file, bytes, in, source(file, in, normaliser));
        } catch (XMLStreamException e) {
            close(bytes);
            throw malformed(file, e);
        } catch (IOException e) {
            close(bytes);
            throw new RecordFileException(file, 0, 0, "It cannot be read: " + e.getMessage(), e);
        } catch (RecordFileException | RuntimeException e) {
            close(bytes);
            throw e;
        }
    }

    /**
     * The next record; empty after the last.
     *
     * @throws RecordFileException when the file is not well-formed, or an OAI-PMH response without records; what came before that place
     *     has been handed out
     */
    public Optional<Delivery> next() throws RecordFileException {
        try {
            return source.next();
        } catch (XMLStreamException e) {
            throw malformed(file, e);
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (XMLStreamException e) {
            // What was read has been handed out; there is nothing left that could go wrong.
        }
        close(bytes);
    }

    private static Source source(Path file, XMLStreamReader in, DocumentNormaliser normaliser)
            throws RecordFileException {
        ElementReader elements = new ElementReader(in);
        if (DocumentNormaliser.isRecord(in)) {
            return single(in, elements, normaliser);
        }
        return switch (in.getLocalName()) {
            case "VOResources" -> wrapped(in, elements, normaliser);
            case OaiResponseReader.ROOT -> response(file, new OaiResponseReader(in, normaliser));
            default ->
                throw new RecordFileException(
                        file,
                        in.getLocation().getLineNumber(),
                        in.getLocation().getColumnNumber(),
                        "The root element is '" + in.getLocalName()
                                + "'; records are in ri:Resource, ri:VOResources or an OAI-PMH response",
                        null);
        };
    }

    private static Source single(XMLStreamReader in, ElementReader elements, DocumentNormaliser normaliser) {
        return () -> {
            if (!in.isStartElement()) {
                elements.finish();
                return Optional.empty();
            }
            return Optional.of(OaiResponseReader.resource(normaliser, in));
        };
    }

    private static Source wrapped(XMLStreamReader in, ElementReader elements, DocumentNormaliser normaliser) {
        return () -> {
            while (in.hasNext() && elements.nextChild()) {
                if (DocumentNormaliser.isRecord(in)) {
                    return Optional.of(OaiResponseReader.resource(normaliser, in));
                }
                elements.skip();
            }
            elements.finish();
            return Optional.empty();
        };
    }

    private static Source response(Path file, OaiResponseReader response) {
        return () -> {
            Optional<Delivery> next = response.next();
            if (response.faultAfterRoot().isPresent()) {
                throw response.faultAfterRoot().get();
            }
            boolean holdsRecords =
                    response.verb().equals("ListRecords") || response.verb().equals("GetRecord");
            if (next.isEmpty() && !(holdsRecords && response.errors().isEmpty())) {
                throw new RecordFileException(
                        file, 0, 0, "It is an OAI-PMH response without records" + why(response), null);
            }
            return next;
        };
    }

    private static String why(OaiResponseReader response) {
        List<OaiError> errors = response.errors();
        if (errors.isEmpty()) {
            return response.verb().isEmpty() ? "" : ", an answer to " + response.verb();
        }
        return errors.stream().map(OaiError::toString).collect(Collectors.joining(", ", " but with an error, ", ""));
    }

    private static InputStream uncompressed(Path file) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        try {
            stream.mark(2);
            boolean gzip = stream.read() == 0x1f && stream.read() == 0x8b;
            stream.reset();
            return gzip ? new BufferedInputStream(new GZIPInputStream(stream, 64 * 1024)) : stream;
        } catch (IOException e) {
            close(stream);
            throw e;
        }
    }

    private static RecordFileException malformed(Path file, XMLStreamException e) {
        XmlFault fault = XmlFault.of(e);
        return new RecordFileException(file, fault.line(), fault.column(), fault.sentence(), e);
    }

    private static void close(InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            // Only read from; nothing is lost.
        }
    }
}
