package edu.stsci.mast.registry.server;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.server.pages.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The records by which a registry describes itself to others: its own {@code vg:Registry} record, which {@code Identify} shows and from
 * which searchable registries take the address to harvest, and a {@code vg:Authority} record for each authority that it manages (Registry
 * Interfaces 1.1, sections 2.4, 2.5 and 3).
 */
final class SelfDescription {
    private final MasterCopy masterCopy;
    private final Ivoid registry;
    private final String baseUrl;

    /**
     * The description of a registry.
     *
     * @param registry the identifier of its own record
     * @param baseUrl the base URL of its OAI-PMH service
     */
    SelfDescription(MasterCopy masterCopy, Ivoid registry, String baseUrl) {
        this.masterCopy = masterCopy;
        this.registry = registry;
        this.baseUrl = baseUrl;
    }

    /** The registry's own record; empty when it is not published. */
    Optional<StoredRecord> ownRecord() {
        return published(registry, "vg:Registry");
    }

    /** What is amiss, one sentence each; empty when others can find and harvest us by our records. */
    List<String> problems() {
        Optional<StoredRecord> own = ownRecord();
        if (own.isEmpty()) {
            return List.of(
                    "The registry's own record " + registry + ", a vg:Registry, is missing: other registries cannot"
                            + " take this one for a registry of the Virtual Observatory until it is imported");
        }
        List<String> problems = new ArrayList<>();
        List<String> addresses = harvestAddresses(own.get());
        if (!addresses.contains(baseUrl)) {
            problems.add("The registry's own record " + registry + " tells others to harvest "
                    + (addresses.isEmpty() ? "nowhere" : String.join(", ", addresses)) + ", but OAI-PMH is at "
                    + baseUrl
                    + "; correct the record, or the setting registry.http.public-url");
        }
        List<String> claimed = ResourceDocument.summaryOf(own.get().document()).managedAuthorities();
        for (String authority : new TreeSet<>(masterCopy.managedAuthorities())) {
            if (!claimed.contains(authority)) {
                problems.add("The registry's own record " + registry + " has no managedAuthority " + authority
                        + ", which the setting registry.managed-authorities names");
            }
            if (published(Ivoid.of("ivo://" + authority), "vg:Authority").isEmpty()) {
                problems.add("The managed authority " + authority + " has no vg:Authority record ivo://" + authority);
            }
        }
        return problems;
    }

    private Optional<StoredRecord> published(Ivoid ivoid, String type) {
        return masterCopy
                .find(ivoid)
                .filter(StoredRecord::managed)
                .filter(record -> record.status() != RecordStatus.DELETED)
                .filter(record -> record.resourceType().equals(type));
    }

    private static List<String> harvestAddresses(StoredRecord record) {
        return Element.root(record.document()).all("capability/interface").stream()
                .filter(i -> i.attribute("type").endsWith(":OAIHTTP"))
                .flatMap(i -> i.texts("accessURL").stream())
                .toList();
    }
}
