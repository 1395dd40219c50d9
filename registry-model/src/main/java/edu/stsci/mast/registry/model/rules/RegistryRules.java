package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordElement;
import edu.stsci.mast.registry.model.RecordStatus;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what a record says of other records against those that the registry holds. The answers change with the other records, so they
 * are asked for when somebody wants to know, and not when the record is stored.
 *
 * <p>Thread-safe when the holdings are.
 */
public final class RegistryRules {
    private final Holdings holdings;

    /** The rules over what a registry holds; {@link Holdings#UNKNOWN} finds nothing. */
    public RegistryRules(Holdings holdings) {
        this.holdings = holdings;
    }

    /**
     * What is wrong with the references of a record.
     *
     * @param managed whether the registry is, or wants to be, the record's master
     */
    public List<Finding> check(RecordElement record, boolean managed) {
        Findings found = new Findings();
        Optional<RecordElement> identifier = record.first("identifier");
        Optional<Ivoid> own = identifier.flatMap(i -> Ivoid.parse(i.text()));
        if (!holdings.isKnown() || own.isEmpty()) {
            return List.of();
        }
        Map<RecordElement, Ivoid> references = references(record, own.get());
        Set<Ivoid> wanted = new HashSet<>(references.values());
        Ivoid authority = own.get().authorityIvoid();
        wanted.add(authority);
        Map<Ivoid, Holdings.Held> held = holdings.find(wanted);
        authority(identifier.get(), own.get(), managed, held, found);
        references.forEach((element, ivoid) -> reference(element, ivoid, held, found));
        return found.list();
    }

    private void authority(
            RecordElement identifier, Ivoid own, boolean managed, Map<Ivoid, Holdings.Held> held, Findings found) {
        found.addIf(
                managed && !holdings.managedAuthorities().contains(own.authority()),
                Rule.ID_04,
                identifier,
                () -> "The authority " + own.authority()
                        + " is not among those that this registry manages. Take one of "
                        + String.join(
                                ", ",
                                holdings.managedAuthorities().stream().sorted().toList())
                        + ", or add it to the settings.");
        Holdings.Held record = held.get(own.authorityIvoid());
        boolean there = record != null
                && record.status() != RecordStatus.DELETED
                && record.resourceType().equals("vg:Authority");
        found.addIf(
                !there && !own.equals(own.authorityIvoid()),
                Rule.ID_05,
                identifier,
                () -> "There is no vg:Authority record " + own.authorityIvoid() + ". "
                        + (managed ? "Make one." : "Its registry should publish one."));
    }

    private static void reference(RecordElement element, Ivoid ivoid, Map<Ivoid, Holdings.Held> held, Findings found) {
        Holdings.Held other = held.get(ivoid);
        if (other == null) {
            found.add(
                    Rule.ID_06,
                    element,
                    "The registry has no record " + ivoid
                            + ". Correct the identifier, or leave it out and keep the name.");
        } else if (other.status() == RecordStatus.DELETED) {
            found.add(
                    Rule.ID_07,
                    element,
                    "The record " + ivoid
                            + " was deleted. Refer to what has taken its place, or remove the reference.");
        } else {
            found.addIf(
                    !other.ivoid().toString().equals(ivoid.toString()),
                    Rule.ID_08,
                    element,
                    () -> "The record is " + other.ivoid() + ", but the reference is spelled " + ivoid
                            + ". Spell it alike.");
        }
    }

    /** The resources that the record names by identifier; standards are none of them, they are checked against a list. */
    private static Map<RecordElement, Ivoid> references(RecordElement record, Ivoid own) {
        Map<RecordElement, Ivoid> references = new LinkedHashMap<>();
        record.each(element -> {
            switch (element.name()) {
                case "publisher",
                        "creator",
                        "name",
                        "contact",
                        "contributor",
                        "relatedResource",
                        "managingOrg",
                        "facility",
                        "instrument" ->
                    Ivoid.parse(element.attribute("ivo-id").split("[?#]", 2)[0])
                            .filter(ivoid -> !ivoid.equals(own))
                            .ifPresent(ivoid -> references.put(element, ivoid));
                default -> {}
            }
        });
        return references;
    }
}
