package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.store.HarvestedRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * Keeps one run from emptying a source by mistake. What would remove or deactivate a record is put aside while the run goes on, in the
 * database, so that nothing is lost when its process dies. When the run is complete, all of it is carried out, or, when it is too much
 * for the {@link HarvestLimits}, none before a curator has approved it.
 *
 * <p>For one run and one thread at a time.
 */
final class RemovalGuard {
    private final HeldRemovals removals;
    private final HarvestedRecords records;
    private final DocumentNormaliser normaliser;
    private final HarvestLimits limits;
    private final long source;
    private final Ivoid registry;
    private final long run;
    private final Set<Ivoid> known;

    private RemovalGuard(Guards guards, long source, Ivoid registry, long run) {
        this.removals = guards.removals();
        this.records = guards.records();
        this.normaliser = guards.normaliser();
        this.limits = guards.limits();
        this.source = source;
        this.registry = registry;
        this.run = run;
        this.known = removals.known(source);
    }

    /** What all guards of a process work with. */
    record Guards(
            HeldRemovals removals, HarvestedRecords records, DocumentNormaliser normaliser, HarvestLimits limits) {
        /** The guard of a run. */
        RemovalGuard of(HarvestSource source, Ivoid registry, long run) {
            return new RemovalGuard(this, source.id(), registry, run);
        }
    }

    /**
     * What is to become of the removals.
     *
     * @param released those that are to be carried out now
     * @param alarm a sentence when this run has brought too many; else empty
     */
    record Verdict(List<HeldRemoval> released, Optional<String> alarm) {}

    /** Puts aside what would remove an active record of this source; the rest is handed back for storing. */
    List<Delivery> holdBack(List<Delivery> deliveries) {
        Map<Ivoid, HeldRemovals.Announced> announced = new LinkedHashMap<>();
        Set<Ivoid> delivered = new HashSet<>();
        for (Delivery delivery : deliveries) {
            removal(delivery).ifPresent(removal -> {
                announced.put(removal.ivoid(), removal);
                delivered.remove(removal.ivoid());
            });
            if (delivery instanceof Delivery.Resource resource
                    && removal(delivery).isEmpty()) {
                announced.remove(resource.document().ivoid());
                delivered.add(resource.document().ivoid());
            }
        }
        delivered.retainAll(known);
        if (!delivered.isEmpty()) {
            removals.forget(source, delivered);
            known.removeAll(delivered);
        }
        if (announced.isEmpty()) {
            return deliveries;
        }
        announced.keySet().retainAll(records.active(registry, announced.keySet()));
        removals.announce(source, run, announced.values());
        known.addAll(announced.keySet());
        return deliveries.stream()
                .filter(delivery -> removal(delivery)
                        .filter(removal -> announced.containsKey(removal.ivoid()))
                        .isEmpty())
                .toList();
    }

    /** What a delivery would remove; empty when it does not remove anything. */
    private static Optional<HeldRemovals.Announced> removal(Delivery delivery) {
        if (delivery instanceof Delivery.Tombstone tombstone) {
            return Optional.of(new HeldRemovals.Announced(tombstone.ivoid(), HeldRemoval.Kind.DELETED, null));
        }
        if (delivery instanceof Delivery.Resource resource
                && resource.document().summary().status() != RecordStatus.ACTIVE) {
            return Optional.of(new HeldRemovals.Announced(
                    resource.document().ivoid(),
                    HeldRemoval.Kind.INACTIVE,
                    resource.document().xml()));
        }
        return Optional.empty();
    }

    /** Takes note of records that the source lists no longer. */
    void vanished(Collection<Ivoid> ivoids) {
        removals.announce(
                source,
                run,
                ivoids.stream()
                        .map(ivoid -> new HeldRemovals.Announced(ivoid, HeldRemoval.Kind.VANISHED, null))
                        .toList());
    }

    /** Takes note of records that the source lists as present: what was known of their deletion is over. */
    void listed(Collection<Ivoid> ivoids) {
        Set<Ivoid> back = new HashSet<>(known);
        back.retainAll(ivoids instanceof Set ? ivoids : new HashSet<>(ivoids));
        if (!back.isEmpty()) {
            removals.forgetGone(source, back);
        }
    }

    /** Decides, at the end of a run that is complete. */
    Verdict decide() {
        List<HeldRemoval> undecided = removals.undecided(source);
        if (undecided.isEmpty()) {
            return new Verdict(List.of(), Optional.empty());
        }
        List<HeldRemoval> present = stillPresent(undecided);
        Map<HeldRemoval.State, List<HeldRemoval>> byState =
                present.stream().collect(Collectors.groupingBy(HeldRemoval::state));
        List<HeldRemoval> pending = byState.getOrDefault(HeldRemoval.State.PENDING, List.of());
        int held = byState.getOrDefault(HeldRemoval.State.HELD, List.of()).size();
        List<HeldRemoval> released = new ArrayList<>(byState.getOrDefault(HeldRemoval.State.APPROVED, List.of()));
        int active = records.countActive(registry);
        if (pending.isEmpty() || !limits.tooMany(pending.size() + held, active)) {
            released.addAll(pending);
            return new Verdict(released, Optional.empty());
        }
        removals.hold(source, pending);
        return new Verdict(
                released,
                Optional.of((pending.size() + held) + " of " + active
                        + " active records would be removed or become inactive, more than the "
                        + Math.round(limits.removalShare() * 100)
                        + " % that are allowed; they stay as they are until a curator approves or rejects this"));
    }

    /** Removals of what is gone already, or belongs to another registry by now, are forgotten. */
    private List<HeldRemoval> stillPresent(List<HeldRemoval> undecided) {
        Set<Ivoid> active = records.active(
                registry, undecided.stream().map(HeldRemoval::ivoid).toList());
        List<Ivoid> gone = undecided.stream()
                .map(HeldRemoval::ivoid)
                .filter(ivoid -> !active.contains(ivoid))
                .toList();
        if (!gone.isEmpty()) {
            removals.forget(source, gone);
        }
        return undecided.stream()
                .filter(removal -> active.contains(removal.ivoid()))
                .toList();
    }

    /** A removal as a delivery that carries it out. */
    Delivery delivery(HeldRemoval removal) {
        if (removal.kind() != HeldRemoval.Kind.INACTIVE) {
            return new Delivery.Tombstone(removal.ivoid(), 0);
        }
        byte[] document = removals.document(removal)
                .orElseThrow(() -> new IllegalStateException(removal.ivoid() + " was put aside without its content"));
        try {
            return new Delivery.Resource(normaliser.normalise(document), Optional.empty(), 0);
        } catch (XMLStreamException | UnusableRecordException e) {
            throw new IllegalStateException("The content of " + removal.ivoid() + " was readable before", e);
        }
    }

    /** Forgets removals that have been carried out. */
    void done(List<HeldRemoval> carriedOut) {
        List<Ivoid> ivoids = carriedOut.stream().map(HeldRemoval::ivoid).toList();
        removals.forget(source, ivoids);
        ivoids.forEach(known::remove);
    }
}
