package edu.stsci.mast.registry.oai;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * The answer to a request. Everything that can fail, and everything that is read from the database, is behind us when it exists; writing
 * can fail only by the stream, holds no connection, and may be repeated. It keeps the documents that it writes in memory.
 */
public final class OaiResponse {
    private final String baseUrl;
    private final Optional<OaiRequest> request;
    private final Instant responseDate;
    private final List<OaiError> errors;
    private final Body body;

    /** Writes what stands below the root element beside the response date, the request and the errors. */
    @FunctionalInterface
    interface Body {
        void write(ResponseXml out) throws XMLStreamException, IOException;
    }

    /** An answer to a request, or to one that could not be understood: {@code request} is then empty. */
    OaiResponse(String baseUrl, Optional<OaiRequest> request, Instant responseDate, List<OaiError> errors, Body body) {
        this.baseUrl = baseUrl;
        this.request = request;
        this.responseDate = responseDate;
        this.errors = List.copyOf(errors);
        this.body = body;
    }

    /** Whether the request failed; OAI-PMH says so in the document, with HTTP's status 200 (section 3.1.2.2). */
    public boolean isError() {
        return !errors.isEmpty();
    }

    /** Why the request failed; empty when it did not. */
    public List<OaiError> errors() {
        return errors;
    }

    /** What was asked for; empty when the request could not be understood. */
    public Optional<Verb> verb() {
        return request.map(OaiRequest::verb);
    }

    /**
     * Writes the document, UTF-8 with an XML declaration. The stream is neither flushed nor closed.
     *
     * @throws IOException when the stream fails
     */
    public void writeTo(OutputStream out) throws IOException {
        try {
            ResponseXml xml = new ResponseXml(out);
            xml.openRoot();
            xml.leaf("responseDate", responseDate);
            writeRequest(xml);
            for (OaiError error : errors) {
                xml.open("error", "code", error.code().text());
                xml.text(error.message());
                xml.close();
            }
            body.write(xml);
            xml.text("\n");
            xml.close();
            xml.end();
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
        }
    }

    /** Section 3.2: the base URL, with the arguments as attributes unless they are in error. */
    private void writeRequest(ResponseXml xml) throws XMLStreamException {
        xml.open("request");
        if (request.isPresent()) {
            xml.attribute("verb", request.get().verb().text());
            for (Map.Entry<Argument, String> argument :
                    request.get().arguments().entrySet()) {
                xml.attribute(argument.getKey().text(), argument.getValue());
            }
        }
        xml.text(baseUrl);
        xml.close();
    }
}
