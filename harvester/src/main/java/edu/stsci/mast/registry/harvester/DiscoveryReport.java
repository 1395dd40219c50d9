package edu.stsci.mast.registry.harvester;

import java.util.List;

/**
 * What a look into the Registry of Registries has found.
 *
 * @param registries how many active registries with an OAI-PMH interface it lists, without ourselves
 * @param proposals the numbers of the proposals that are new
 * @param applied the numbers of those that were carried out at once
 * @param problems what else is worth knowing, one line each
 * @param failure a sentence that says why it could not be read; empty when it could. Nothing was proposed then
 */
public record DiscoveryReport(
        int registries, List<Long> proposals, List<Long> applied, List<String> problems, String failure) {}
