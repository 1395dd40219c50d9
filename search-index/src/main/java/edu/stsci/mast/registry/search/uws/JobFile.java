package edu.stsci.mast.registry.search.uws;

/**
 * A file that came with a job.
 *
 * @param file its name in the job's folder of uploads; ours, not the sender's
 * @param mediaType what the sender says that it is
 * @param size in bytes
 */
public record JobFile(String file, String mediaType, long size) {}
