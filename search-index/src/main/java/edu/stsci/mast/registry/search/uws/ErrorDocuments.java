package edu.stsci.mast.registry.search.uws;

import java.nio.charset.StandardCharsets;

/** Writes the documents that tell what went wrong in a job, in the form that the protocol over UWS wants (TAP: VOTable). */
@FunctionalInterface
public interface ErrorDocuments {
    /** The sentence alone, as text. */
    ErrorDocuments TEXT = (type, message) ->
            new Document("text/plain;charset=utf-8", (message + "\n").getBytes(StandardCharsets.UTF_8));

    /** A document and what it is. */
    record Document(String mediaType, byte[] content) {}

    /** The document that tells a sentence. */
    Document write(JobError.Type type, String message);
}
