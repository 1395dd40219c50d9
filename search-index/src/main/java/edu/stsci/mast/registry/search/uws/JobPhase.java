package edu.stsci.mast.registry.search.uws;

/** The execution phases (UWS 1.1, section 2.1.3). This service never uses HELD, SUSPENDED, ARCHIVED and UNKNOWN; they can be asked for. */
public enum JobPhase {
    PENDING,
    QUEUED,
    EXECUTING,
    COMPLETED,
    ERROR,
    ABORTED,
    UNKNOWN,
    HELD,
    SUSPENDED,
    ARCHIVED;

    /** Whether it is worth to wait for another phase (section 2.2.1.2). */
    public boolean active() {
        return this == PENDING || this == QUEUED || this == EXECUTING;
    }
}
