package edu.stsci.mast.registry.search.uws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request brings, before it becomes a job or part of one; for one thread. Closing it deletes the files that did not become a job's,
 * so close it in any case.
 */
public final class JobDraft implements AutoCloseable {
    /** More parameters than any request needs; each costs memory as long as the job is looked at. */
    static final int MOST_PARAMETERS = 1000;

    private final Path folder;
    private final long limit;
    private final List<JobParameter> parameters = new ArrayList<>();
    private Optional<String> sender = Optional.empty();
    private Optional<String> runId = Optional.empty();
    private Optional<Long> executionDuration = Optional.empty();
    private Optional<Instant> destruction = Optional.empty();
    private long size;

    /**
     * A draft without anything.
     *
     * @param folder where its files go; made when there is one
     * @param limit how much it may bring, in bytes
     */
    JobDraft(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** Who sends a new job, by any text that tells senders apart: each has limits. A draft without it has none; jobs do not show it. */
    public void sender(String key) {
        sender = Optional.of(key);
    }

    /** What the sender calls the job (UWS 1.1, section 2.1.9). */
    public void runId(String text) {
        runId = Optional.of(text);
    }

    /** How long a new job may run, in seconds, as {@link Jobs#setExecutionDuration}; of no meaning for a job that exists. */
    public void executionDuration(long seconds) {
        executionDuration = Optional.of(seconds);
    }

    /** When a new job is to be deleted, as {@link Jobs#setDestruction}; of no meaning for a job that exists. */
    public void destruction(Instant time) {
        destruction = Optional.of(time);
    }

    /**
     * Takes a text parameter.
     *
     * @throws JobRefusedException when that is too much
     */
    public void parameter(String name, String value) {
        grow(name.length() + value.getBytes(StandardCharsets.UTF_8).length);
        add(new JobParameter(name, value, Optional.empty()));
    }

    /**
     * Takes a parameter that is a file.
     *
     * @param mediaType what the sender says that it is
     * @throws JobRefusedException when that is too much; nothing of it is kept then
     */
    public void upload(String name, String mediaType, InputStream content) throws IOException {
        Files.createDirectories(folder);
        String file = JobStore.newId();
        long before = size;
        try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
            byte[] piece = new byte[1 << 16];
            for (int n = content.read(piece); n >= 0; n = content.read(piece)) {
                grow(n);
                out.write(piece, 0, n);
            }
        }
        add(new JobParameter(name, "", Optional.of(new JobFile(file, mediaType, size - before))));
    }

    private void add(JobParameter parameter) {
        if (parameters.size() == MOST_PARAMETERS) {
            throw new JobRefusedException(
                    JobRefusedException.Kind.TOO_LARGE, "A request has at most " + MOST_PARAMETERS + " parameters.");
        }
        parameters.add(parameter);
    }

    private void grow(long bytes) {
        size += bytes;
        if (size > limit) {
            throw new JobRefusedException(
                    JobRefusedException.Kind.TOO_LARGE,
                    "The parameters and files of a request may have " + limit
                            + " bytes together; this one has more. Send less.");
        }
    }

    List<JobParameter> parameters() {
        return List.copyOf(parameters);
    }

    Optional<String> sender() {
        return sender;
    }

    Optional<String> runId() {
        return runId;
    }

    Optional<Long> executionDuration() {
        return executionDuration;
    }

    Optional<Instant> destruction() {
        return destruction;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        JobStore.deleteTree(folder);
    }
}
