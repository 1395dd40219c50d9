package edu.stsci.mast.registry.search.uws;

/**
 * A result of a job (UWS 1.1, section 2.1.10).
 *
 * @param id its name among the job's results, letters, digits, {@code _}, {@code -} and {@code .}
 * @param mediaType what it is
 * @param size in bytes
 */
public record JobResult(String id, String mediaType, long size) {}
