package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.model.store.Anomalies.InvalidShare;
import edu.stsci.mast.registry.model.store.Anomalies.RegistryWithoutRecord;
import edu.stsci.mast.registry.model.store.Anomalies.SharedAuthority;
import edu.stsci.mast.registry.model.store.Anomalies.UndeclaredAuthority;
import java.util.List;

/**
 * What the page of the anomalies of all registries shows.
 *
 * @param shared authorities that several registries declare
 * @param undeclared authorities that none declares
 * @param withoutRecord registries whose own record is not held
 * @param shares how many records of each registry break the schemas, the largest share first
 */
public record AnomaliesPage(
        List<SharedAuthority> shared,
        List<UndeclaredAuthority> undeclared,
        List<RegistryWithoutRecord> withoutRecord,
        List<InvalidShare> shares) {}
