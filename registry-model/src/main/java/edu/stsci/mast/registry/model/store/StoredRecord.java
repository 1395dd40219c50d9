package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * The present state of one record in the master copy.
 *
 * @param ivoid its identifier, as written in its latest version
 * @param version its version, from 1
 * @param status active, inactive or deleted
 * @param managed whether we are its master
 * @param homeRegistry the registry it was harvested from; empty for managed records
 * @param resourceType its type with the canonical prefix, for instance {@code vs:CatalogService}; empty for a tombstone that never had a
 *     document
 * @param title its title; empty for such a tombstone
 * @param shortName its short name; empty when it has none
 * @param citable whether it describes something that may be cited by a DOI and says all that DataCite requires for one; of a deleted
 *     record, whether it did
 * @param created when it was made, by its own word; empty when it does not say so
 * @param updated when it was last changed, by its own word; empty likewise
 * @param sequence the position of its latest change in the change feed
 * @param datestamp when it was last changed here, in whole seconds of UTC; grows with {@code sequence}
 * @param document its normalised document (shared: do not change it); null for a tombstone that never had one, and where a call says that
 *     it leaves documents out
 */
public record StoredRecord(
        Ivoid ivoid,
        int version,
        RecordStatus status,
        boolean managed,
        Optional<Ivoid> homeRegistry,
        String resourceType,
        String title,
        String shortName,
        boolean citable,
        Optional<Instant> created,
        Optional<Instant> updated,
        long sequence,
        Instant datestamp,
        byte[] document) {}
