package edu.stsci.mast.registry.harvester;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The body of one answer, in a temporary file that lasts until this is closed. Answers are fetched completely before they are read, so that
 * one that breaks off can be asked for again, and a server is not kept waiting by our database.
 */
final class OaiAnswer implements AutoCloseable {
    private final Path file;
    private final long size;
    private final String trouble;

    /**
     * An answer.
     *
     * @param trouble a verb phrase that says why it ends before its end; empty for a whole one
     */
    OaiAnswer(Path file, long size, String trouble) {
        this.file = file;
        this.size = size;
        this.trouble = trouble;
    }

    /** How many bytes it has, uncompressed. */
    long size() {
        return size;
    }

    /** Whether all of it came. */
    boolean whole() {
        return trouble.isEmpty();
    }

    /** A verb phrase that says why not all of it came; empty for a whole one. */
    String trouble() {
        return trouble;
    }

    /** The bytes; the caller closes the stream. */
    InputStream stream() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
    }

    /** All bytes at once. */
    byte[] bytes() throws IOException {
        return Files.readAllBytes(file);
    }

    /**
     * The text around a place, as far as it can be read.
     *
     * @param offset where, in bytes from the beginning; beyond the end means the end
     */
    String excerpt(long offset) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long before = HarvestProblem.EXCERPT / 2L;
            long begin = Math.max(0, Math.min(offset, in.length()) - before);
            byte[] bytes = new byte[(int) Math.min(HarvestProblem.EXCERPT, in.length() - begin)];
            in.seek(begin);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // an excerpt is a courtesy
        }
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
