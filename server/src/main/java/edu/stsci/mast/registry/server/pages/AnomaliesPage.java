package edu.stsci.mast.registry.server.pages;

import edu.stsci.mast.registry.harvester.ContestedRecord;
import edu.stsci.mast.registry.model.store.Anomalies.InvalidShare;
import edu.stsci.mast.registry.model.store.Anomalies.RegistryWithoutRecord;
import edu.stsci.mast.registry.model.store.Anomalies.SharedAuthority;
import edu.stsci.mast.registry.model.store.Anomalies.UndeclaredAuthority;
import java.util.List;

/**
 * What the page of the anomalies of all registries shows.
 *
 * @param claims claims of others to authorities of ours
 * @param shared authorities that several registries declare
 * @param undeclared authorities that none declares
 * @param contested records that two registries deliver
 * @param withoutRecord registries whose own record is not held
 * @param shares how many records of each registry break the schemas, the largest share first
 */
public record AnomaliesPage(
        List<SharedAuthority> claims,
        List<SharedAuthority> shared,
        List<UndeclaredAuthority> undeclared,
        List<ContestedRecord> contested,
        List<RegistryWithoutRecord> withoutRecord,
        List<InvalidShare> shares) {}
