package edu.stsci.mast.registry.oai;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
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
    private final Optional<OaiContent> content;

    private OaiResponse(
            String baseUrl,
            Optional<OaiRequest> request,
            Instant responseDate,
            List<OaiError> errors,
            Optional<OaiContent> content) {
        this.baseUrl = baseUrl;
        this.request = request;
        this.responseDate = responseDate;
        this.errors = List.copyOf(errors);
        this.content = content;
    }

    /** The answer to a request that was understood and did not fail. */
    static OaiResponse success(String baseUrl, OaiRequest request, Instant responseDate, OaiContent content) {
        return new OaiResponse(baseUrl, Optional.of(request), responseDate, List.of(), Optional.of(content));
    }

    /** The answer to a request that failed; {@code request} is empty when it could not even be understood. */
    static OaiResponse failure(
            String baseUrl, Optional<OaiRequest> request, Instant responseDate, List<OaiError> errors) {
        return new OaiResponse(baseUrl, request, responseDate, errors, Optional.empty());
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

    /** The address of the service as harvesters see it. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The arguments beside the verb, by their names; empty when the request could not be understood. */
    public Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        request.ifPresent(r -> r.arguments().forEach((argument, value) -> arguments.put(argument.text(), value)));
        return arguments;
    }

    /** The date of the response, in whole seconds of UTC: what a harvester may use as its next {@code from}. */
    public Instant responseDate() {
        return responseDate;
    }

    /** What the response says; empty when the request failed. */
    public Optional<OaiContent> content() {
        return content;
    }

    /**
     * A short text that changes when the answer does, the response date left aside: for conditional requests (RFC 9110, section 8.8.3; weak).
     * Empty for lists, which are asked for once, and for errors.
     */
    public Optional<String> fingerprint() {
        if (content.isEmpty()
                || content.get() instanceof OaiContent.Records
                || content.get() instanceof OaiContent.Headers) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            write(new DigestOutputStream(OutputStream.nullOutputStream(), digest), Instant.EPOCH);
            return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the document, UTF-8 with an XML declaration. The stream is neither flushed nor closed.
     *
     * @throws IOException when the stream fails
     */
    public void writeTo(OutputStream out) throws IOException {
        write(out, responseDate);
    }

    private void write(OutputStream out, Instant date) throws IOException {
        try {
            ResponseXml xml = new ResponseXml(out);
            xml.openRoot();
            xml.leaf("responseDate", date);
            writeRequest(xml);
            for (OaiError error : errors) {
                xml.open("error", "code", error.code().text());
                xml.text(error.message());
                xml.close();
            }
            if (content.isPresent()) {
                new ContentXml(xml).write(verb().orElseThrow(), content.get());
            }
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
