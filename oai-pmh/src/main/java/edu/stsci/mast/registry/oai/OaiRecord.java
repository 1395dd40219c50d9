package edu.stsci.mast.registry.oai;

/**
 * A record as a response carries it.
 *
 * @param header its header
 * @param metadata its metadata, one element in UTF-8 (shared: do not change it); null for a deleted record
 */
public record OaiRecord(OaiHeader header, byte[] metadata) {}
