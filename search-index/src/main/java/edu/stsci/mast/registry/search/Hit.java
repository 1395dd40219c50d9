package edu.stsci.mast.registry.search;

import edu.stsci.mast.registry.model.Ivoid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that a search found, with what a list of results shows of it. Texts have their white space collapsed and may hold any
 * character, so pages must escape them.
 *
 * @param ivoid its identifier, as written
 * @param title its title; empty when it has none
 * @param shortName its short name; empty when it has none
 * @param resourceType its type with the canonical prefix, for instance {@code vs:CatalogService}
 * @param description its description; paragraphs are not kept; empty when it has none
 * @param publisher who publishes it; empty when it does not say
 * @param creators who made it, in order
 * @param subjects its subject keywords, in order
 * @param wavebands its wavebands, as terms of the vocabulary where they are known, for instance {@code optical}
 * @param standards the standards of its services, by their names for people, for instance {@code Simple Cone Search}
 * @param referenceUrl where to read on; empty when it does not say
 * @param managed whether this registry is its master
 * @param homeRegistry the registry it was harvested from; empty for managed records
 * @param updated when it was last changed, by its own word; empty when it does not say
 * @param score how well it matches; comparable within one result only
 * @param highlights where it matches; empty when the words matched elsewhere, or there were none
 */
public record Hit(
        Ivoid ivoid,
        String title,
        String shortName,
        String resourceType,
        String description,
        String publisher,
        List<String> creators,
        List<String> subjects,
        List<String> wavebands,
        List<String> standards,
        Optional<String> referenceUrl,
        boolean managed,
        Optional<Ivoid> homeRegistry,
        Optional<Instant> updated,
        double score,
        List<Highlight> highlights) {
    /** Copies the lists. */
    public Hit {
        creators = List.copyOf(creators);
        subjects = List.copyOf(subjects);
        wavebands = List.copyOf(wavebands);
        standards = List.copyOf(standards);
        highlights = List.copyOf(highlights);
    }
}
