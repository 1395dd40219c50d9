package edu.stsci.mast.registry.model.store;

/**
 * Who changes records, and why; kept with every version.
 *
 * @param actor a person, or a part of the registry such as {@code import} or {@code harvest}; at most 400 characters are kept
 * @param reason what for; at most 1000 characters are kept
 */
public record Provenance(String actor, String reason) {}
