package edu.stsci.mast.registry.search.uws;

/** What jobs do. It is called by several threads, and must be harmless when it is done twice (see {@link Jobs}). */
@FunctionalInterface
public interface JobWork {
    /**
     * Does one job to its end. When it returns, the job is COMPLETED. It should return or throw soon after the job was cancelled: then the
     * hooks given to {@link JobContext#onCancel} have been called and its thread interrupted, and what it does is ignored.
     *
     * @throws JobFailedException with what the one who sent the job shall read
     * @throws Exception for an error of ours, which is logged; the sender reads only that there was one
     */
    void run(JobContext job) throws Exception;
}
