package edu.stsci.mast.registry.model.drafts;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;
import java.util.Optional;

/**
 * A text of a managed record that is not published yet. There is one open draft a record at most, which all its editors share.
 *
 * @param id its number
 * @param ivoid the record's identifier, as the draft writes it
 * @param baseVersion the record's version that the draft began with, or was last merged with; 0 for a record that is not there yet
 * @param state how far it has come
 * @param revision counts what was saved, from 1; who changes a draft says which revision was in front of them
 * @param resourceType the resource's type with its canonical prefix
 * @param title the title; empty when there is none
 * @param publishAt when it is to be published; empty unless it is {@link State#SCHEDULED}
 * @param approvedBy who has said so; empty likewise
 * @param created when it was begun
 * @param createdBy by whom
 * @param changed when it was last saved
 * @param changedBy by whom
 */
public record Draft(
        long id,
        Ivoid ivoid,
        int baseVersion,
        State state,
        int revision,
        String resourceType,
        String title,
        Optional<Instant> publishAt,
        Optional<String> approvedBy,
        Instant created,
        String createdBy,
        Instant changed,
        String changedBy) {
    /** How far a draft has come. */
    public enum State {
        /** Being written. */
        OPEN,
        /** Handed to the curators. */
        IN_REVIEW,
        /** To be published at a time. */
        SCHEDULED,
        /** The record's text since; the draft is kept for what was said of it. */
        PUBLISHED,
        /** Given up. */
        DISCARDED;

        /** Whether it can still be changed. */
        public boolean isOpen() {
            return this != PUBLISHED && this != DISCARDED;
        }
    }

    /** Whether it is about a record that is not there yet. */
    public boolean isNew() {
        return baseVersion == 0;
    }
}
