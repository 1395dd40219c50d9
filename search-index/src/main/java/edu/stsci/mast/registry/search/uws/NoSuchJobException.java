package edu.stsci.mast.registry.search.uws;

/** There is no job with this id, or not any more. */
public final class NoSuchJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchJobException(String id) {
        super("There is no job " + id + " here. It may have been deleted, or its destruction time has passed.");
    }
}
