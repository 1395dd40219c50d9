package edu.stsci.mast.registry.harvester;

import java.util.List;

/**
 * The header of a record in an OAI-PMH response (OAI-PMH 2.0, section 2.5).
 *
 * @param identifier the identifier as given, which for a VO registry should be an IVOID (Registry Interfaces 1.1, section 2.1); empty when
 *     there is none
 * @param datestamp the datestamp as given; empty when there is none
 * @param deleted whether the record is announced as deleted
 * @param sets the sets that the record belongs to
 */
public record OaiHeader(String identifier, String datestamp, boolean deleted, List<String> sets) {}
