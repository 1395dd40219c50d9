package edu.stsci.mast.registry.server.http;

import edu.stsci.mast.registry.search.tap.TapException;
import edu.stsci.mast.registry.search.tap.TapRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables that come with one request, in files that are there until this is closed. For one thread. */
final class RequestUploads implements TapRequest.UploadSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestUploads.class);
    private static final String PART = "param:";

    private final Map<String, Part> parts;
    private final UploadFetcher fetcher;
    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    /**
     * The uploads of a request.
     *
     * @param parts the request's parts that are files
     * @param folder where the files are kept
     */
    RequestUploads(Map<String, Part> parts, UploadFetcher fetcher, Path folder) {
        this.parts = parts;
        this.fetcher = fetcher;
        this.folder = folder;
    }

    @Override
    public Path fetch(String uri) throws TapException {
        Path file;
        try {
            Files.createDirectories(folder);
            file = Files.createTempFile(folder, "upload", ".xml");
            files.add(file);
        } catch (IOException e) {
            throw new TapException(TapException.Reason.FAULT, "An uploaded table cannot be kept: " + e.getMessage(), e);
        }
        if (uri.startsWith(PART)) {
            part(uri.substring(PART.length()), file);
        } else {
            fetcher.fetch(uri, file);
        }
        return file;
    }

    private void part(String name, Path file) throws TapException {
        Part part = parts.get(name);
        if (part == null) {
            throw new TapException(
                    TapException.Reason.BAD_REQUEST,
                    "UPLOAD names the part '" + name + "', but the request has "
                            + (parts.isEmpty()
                                    ? "no parts that are files; send it as multipart/form-data"
                                    : "only the parts " + parts.keySet()));
        }
        try (InputStream in = part.getInputStream()) {
            Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TapException(
                    TapException.Reason.BAD_REQUEST,
                    "The uploaded table '" + name + "' cannot be read: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} could not be deleted: {}", file, e.getMessage());
            }
        }
    }
}
