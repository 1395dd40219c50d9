package edu.stsci.mast.registry.harvester;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that a source delivers and that could not be taken.
 *
 * @param id its number in the quarantine
 * @param source the source's number
 * @param run the run that met it last
 * @param identifier its identifier as far as one was given, whatever it looks like
 * @param reason a sentence that says why it could not be taken
 * @param excerpt the beginning of the record; empty for deletions, and for records that could not be read
 * @param time when it was met last
 */
public record QuarantinedRecord(
        long id, long source, long run, Optional<String> identifier, String reason, String excerpt, Instant time) {}
