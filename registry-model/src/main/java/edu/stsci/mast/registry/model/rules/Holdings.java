package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What a registry holds, as far as rules on references ask. Thread-safe. */
public interface Holdings {
    /**
     * One record of the registry.
     *
     * @param ivoid the identifier as the record writes it
     * @param resourceType the type with its canonical prefix
     */
    record Held(Ivoid ivoid, RecordStatus status, String resourceType) {}

    /** Holdings of which nothing is known, so that no rule complains of what it cannot see. */
    Holdings UNKNOWN = new Holdings() {
        @Override
        public boolean isKnown() {
            return false;
        }

        @Override
        public Map<Ivoid, Held> find(Collection<Ivoid> ivoids) {
            return Map.of();
        }

        @Override
        public Set<String> managedAuthorities() {
            return Set.of();
        }
    };

    /** Whether it can be told what the registry holds. */
    default boolean isKnown() {
        return true;
    }

    /** The records with these identifiers, deleted ones too; those that the registry does not hold are absent. */
    Map<Ivoid, Held> find(Collection<Ivoid> ivoids);

    /** The authorities whose records the registry is the master of, in lower case. */
    Set<String> managedAuthorities();
}
