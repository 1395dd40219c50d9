package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import java.util.Optional;

/** One thing that another registry, or a file, hands over: a resource record, the news that one is gone, or something unusable. */
public sealed interface Delivery {
    /** The line at which it begins in what was read, from 1. */
    int line();

    /**
     * A resource record in the registry's form.
     *
     * @param header the OAI-PMH header it came with; empty when it came without one
     */
    record Resource(ResourceDocument document, Optional<OaiHeader> header, int line) implements Delivery {}

    /** The news that a record was deleted (OAI-PMH 2.0, section 2.5.1). */
    record Tombstone(Ivoid ivoid, int line) implements Delivery {}

    /**
     * A record that cannot be kept under any IVOID.
     *
     * @param identifier its identifier as far as one was given, whatever it looks like
     * @param reason a sentence for the person who has to mend it
     * @param xml the record as far as it could be read; may be empty, and is shared: do not change it
     */
    record Unusable(Optional<String> identifier, String reason, byte[] xml, int line) implements Delivery {}
}
