package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.oai.Granularity;
import java.util.Optional;

/**
 * What a server says about itself in its response to Identify (OAI-PMH 2.0, section 4.2).
 *
 * @param repositoryName its name for people; empty when it gives none
 * @param baseUrl the base URL that it states, which need not be the one it was reached at; empty when it states none
 * @param earliestDatestamp the earliest datestamp as given; empty when it gives none
 * @param granularity how finely it takes times
 * @param registryRecord its own {@code vg:Registry} record, which a VO registry has to include (Registry Interfaces 1.1, section 2.2)
 */
public record OaiIdentity(
        String repositoryName,
        String baseUrl,
        String earliestDatestamp,
        Granularity granularity,
        Optional<ResourceDocument> registryRecord) {
    /** The registry's IVOID, from its own record; empty when that is missing or unusable. */
    public Optional<Ivoid> registry() {
        return registryRecord.map(ResourceDocument::ivoid);
    }
}
