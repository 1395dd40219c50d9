package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.oai.Granularity;
import java.time.Instant;
import java.util.Optional;

/**
 * A registry that we harvest.
 *
 * @param id its number, which never changes
 * @param name its name for people and commands, unique without regard to case
 * @param baseUrl its OAI-PMH base URL, unique
 * @param registry the IVOID under which its records are kept; empty until it was given or the first run has learned it
 * @param set the OAI-PMH set to ask for; empty for everything
 * @param schedule when it is harvested
 * @param enabled whether it is harvested by itself
 * @param nextFrom the time since when the next run asks for changes: the date of the first response of the last complete run; empty
 *     before one
 * @param granularity how finely it takes times; empty before the first run
 * @param created when it was added
 */
public record HarvestSource(
        long id,
        String name,
        String baseUrl,
        Optional<Ivoid> registry,
        String set,
        Schedule schedule,
        boolean enabled,
        Optional<Instant> nextFrom,
        Optional<Granularity> granularity,
        Instant created) {
    /** The set of the records that a publishing registry manages itself (Registry Interfaces 1.1, section 2.2). */
    public static final String MANAGED_SET = "ivo_managed";
}
