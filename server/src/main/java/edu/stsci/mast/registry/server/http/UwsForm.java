package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.uws.JobDraft;
import edu.stsci.mast.registry.search.uws.JobRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;

/**
 * What a POST request to a job says: pairs from its address and from a form, {@code application/x-www-form-urlencoded} or
 * {@code multipart/form-data}. The files among them go to the draft while they are received, without a copy in memory or elsewhere.
 */
final class UwsForm {
    /** For all that is not a file, in bytes: ADQL, and lists of IVOIDs in it. */
    private static final int LONGEST_TEXT = 4 << 20;
    /** Boundaries and headers of parts, in bytes. */
    private static final int ENVELOPES = 1 << 20;

    private static final int MOST_PARTS = 1000;

    /** A pair. */
    record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();

    private UwsForm() {}

    /**
     * Reads a request.
     *
     * @param limit how large the files may be, in bytes
     * @throws BadRequestException and its like with a sentence when it is no form
     * @throws JobRefusedException when it is too large
     */
    static UwsForm read(HttpServletRequest request, InputStream body, JobDraft draft, long limit) throws IOException {
        UwsForm form = new UwsForm();
        String type = request.getContentType() == null ? "" : request.getContentType();
        String kind = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (kind.equals(MediaType.MULTIPART_FORM_DATA)) {
            form.addPairs(request.getQueryString(), new byte[0]);
            form.addParts(request, body, draft, limit);
        } else {
            byte[] pairs = body.readNBytes(LONGEST_TEXT + 1);
            if (pairs.length > LONGEST_TEXT) {
                throw tooLarge(LONGEST_TEXT + " bytes", "Send large values as files, in multipart/form-data");
            }
            if (pairs.length > 0 && !kind.equals(MediaType.APPLICATION_FORM_URLENCODED)) {
                throw new ClientErrorException(
                        "Jobs take what is posted as a form; send it with the Content-Type "
                                + MediaType.APPLICATION_FORM_URLENCODED + " or " + MediaType.MULTIPART_FORM_DATA + ".",
                        Response.Status.UNSUPPORTED_MEDIA_TYPE);
            }
            form.addPairs(request.getQueryString(), pairs);
        }
        return form;
    }

    private void addPairs(String query, byte[] pairs) {
        for (Map.Entry<String, List<String>> argument :
                OaiArguments.read(query, pairs).entrySet()) {
            for (String value : argument.getValue()) {
                add(argument.getKey(), value);
            }
        }
    }

    private void addParts(HttpServletRequest request, InputStream body, JobDraft draft, long limit) throws IOException {
        FileUpload upload = new FileUpload();
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        upload.setSizeMax(limit + LONGEST_TEXT + ENVELOPES);
        try {
            long text = LONGEST_TEXT;
            int parts = 0;
            FileItemIterator items = upload.getItemIterator(new Received(request, body));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                if (++parts > MOST_PARTS) {
                    throw tooLarge(MOST_PARTS + " parts", "Send fewer");
                }
                if (item.getFieldName() == null) {
                    throw new BadRequestException(
                            "A part of the form has no name; give it one in its Content-Disposition.");
                }
                try (InputStream content = item.openStream()) {
                    if (item.isFormField()) {
                        byte[] value = content.readNBytes((int) text + 1);
                        text -= value.length;
                        if (text < 0) {
                            throw tooLarge(LONGEST_TEXT + " bytes", "Send large values as files");
                        }
                        add(item.getFieldName(), new String(value, StandardCharsets.UTF_8));
                    } else {
                        draft.upload(checkedName(item.getFieldName()), mediaType(item), content);
                    }
                }
            }
            if (parts == 0) {
                throw new BadRequestException(
                        "The form has no part. Check that its boundary is the one that its Content-Type tells (RFC 7578).");
            }
        } catch (FileUploadException | FileUploadIOException | MultipartStream.MalformedStreamException e) {
            if (e instanceof SizeException || e.getCause() instanceof SizeException) {
                throw tooLarge(limit + " bytes", "Send smaller files");
            }
            throw new BadRequestException(
                    "The form cannot be read as multipart/form-data (RFC 7578): " + e.getMessage(), e);
        }
    }

    private static String mediaType(FileItemStream item) {
        return item.getContentType() == null ? MediaType.APPLICATION_OCTET_STREAM : item.getContentType();
    }

    private static ClientErrorException tooLarge(String limit, String advice) {
        return new ClientErrorException(
                "What was sent is larger than this service takes (" + limit + "). " + advice + ".",
                Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }

    private void add(String name, String value) {
        checkedName(name);
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new BadRequestException("The value of " + name
                    + " cannot be decoded: it must be UTF-8, percent-encoded (RFC 3986, section 2.1).");
        }
        fields.add(new Field(name, value));
    }

    private static String checkedName(String name) {
        if (name.isEmpty() || !UwsDocuments.isXml(name)) {
            throw new BadRequestException(
                    "A parameter has a name that is empty or has characters that no name can have.");
        }
        return name;
    }

    /** All pairs, in their order. */
    List<Field> fields() {
        return fields;
    }

    /** The last value of a name, without regard to case. */
    Optional<String> value(String name) {
        return fields.stream()
                .filter(f -> f.name.equalsIgnoreCase(name))
                .map(f -> f.value.strip())
                .reduce((earlier, later) -> later);
    }

    /** @throws BadRequestException with a sentence when a value is missing */
    String require(String name) {
        return value(name)
                .orElseThrow(() -> new BadRequestException("Post the parameter " + name + ", as a form does."));
    }

    /** A request as Tomcat's reader of multipart messages wants it. */
    private record Received(HttpServletRequest request, InputStream body) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return request.getContentType();
        }

        @Override
        public long contentLength() {
            return request.getContentLengthLong();
        }

        @Override
        public InputStream getInputStream() {
            return body;
        }
    }
}
