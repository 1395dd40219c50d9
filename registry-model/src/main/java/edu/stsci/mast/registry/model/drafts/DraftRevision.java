package edu.stsci.mast.registry.model.drafts;

import java.time.Instant;

/**
 * A text that was saved.
 *
 * @param number its number, from 1
 * @param at when
 * @param author by whom
 */
public record DraftRevision(int number, Instant at, String author) {}
