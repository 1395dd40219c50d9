package edu.stsci.mast.registry.model.store;

import java.util.List;

/**
 * How a writing transaction ended.
 *
 * @param outcome what was stored
 * @param refusals the records that were not taken
 */
public record CommitResult(Outcome outcome, List<Refusal> refusals) {}
