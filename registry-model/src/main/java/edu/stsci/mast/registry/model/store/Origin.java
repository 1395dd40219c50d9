package edu.stsci.mast.registry.model.store;

import edu.stsci.mast.registry.model.Ivoid;
import java.util.Optional;

/**
 * Where a record comes from: ours to manage, or a copy from its home registry.
 *
 * @param home the home registry's IVOID; empty for managed records
 */
public record Origin(Optional<Ivoid> home) {
    /** The origin of managed records: this registry. */
    public static final Origin MANAGED = new Origin(Optional.empty());

    /** The origin of records that are copied from another registry. */
    public static Origin harvestedFrom(Ivoid registry) {
        return new Origin(Optional.of(registry));
    }

    /** Whether we are the record's master. */
    public boolean managed() {
        return home.isEmpty();
    }
}
