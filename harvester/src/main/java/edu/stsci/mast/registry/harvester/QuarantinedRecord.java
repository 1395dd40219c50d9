package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that a source delivers and that could not be taken. It leaves the quarantine when the source delivers it in a form that can be.
 *
 * @param source the source's name
 * @param run the run that delivered it last
 * @param identifier its identifier as far as one was given
 * @param reason a sentence for the person who has to mend it
 * @param excerpt how it begins; may be empty
 * @param since when it was last put there
 */
public record QuarantinedRecord(
        String source, long run, Optional<String> identifier, String reason, String excerpt, Instant since) {}
