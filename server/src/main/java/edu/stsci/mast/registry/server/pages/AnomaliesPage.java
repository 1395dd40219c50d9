package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.HarvestSource;
import edu.stsci.mast.registry.model.store.Holdings.Holding;
import java.util.List;

/**
 * What the page of the anomalies of all registries shows.
 *
 * @param unregistered sources that are known to be registries whose own record is not held
 * @param holdings what is held of each registry, those with the largest share of invalid records first
 */
public record AnomaliesPage(List<HarvestSource> unregistered, List<Holding> holdings) {}
