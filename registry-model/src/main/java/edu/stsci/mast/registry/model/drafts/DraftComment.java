package edu.stsci.mast.registry.model.drafts;

import java.time.Instant;

/**
 * Something that was said of a draft.
 *
 * @param at when
 * @param author by whom; {@code registry} for the registry itself
 * @param words what, as plain text
 */
public record DraftComment(Instant at, String author, String words) {}
