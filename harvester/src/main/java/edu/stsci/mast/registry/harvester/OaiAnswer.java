package edu.stsci.mast.registry.harvester;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole body of one answer, in a temporary file that lasts until this is closed. Answers are fetched completely before they are read,
 * so that one that breaks off can be asked for again, and a server is not kept waiting by our database.
 */
final class OaiAnswer implements AutoCloseable {
    private final Path file;
    private final long size;

    OaiAnswer(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    /** How many bytes it has, uncompressed. */
    long size() {
        return size;
    }

    /** The bytes; the caller closes the stream. */
    InputStream stream() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
    }

    @Override
    public void close() {
        delete(file);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
