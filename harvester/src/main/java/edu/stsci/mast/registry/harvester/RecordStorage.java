package edu.stsci.mast.registry.harvester;

import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.Outcome;
import edu.stsci.mast.registry.model.store.Provenance;
import edu.stsci.mast.registry.model.store.Refusal;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stores what one run delivers: what can be taken in the master copy, the rest in quarantine. For one thread at a time. */
final class RecordStorage {
    private static final int REMOVALS_AT_A_TIME = 200;

    private final MasterCopy masterCopy;
    private final Quarantine quarantine;
    private final long source;
    private final long run;
    private final Origin origin;
    private final Provenance provenance;
    private final Set<String> quarantined;
    private final RemovalGuard guard;

    /**
     * The storage of one run.
     *
     * @param what what the run is, for the history of records: a harvest, a reconciliation
     */
    RecordStorage(
            MasterCopy masterCopy,
            Quarantine quarantine,
            RemovalGuard guard,
            HarvestSource source,
            String what,
            long run,
            Ivoid registry) {
        this.guard = guard;
        this.masterCopy = masterCopy;
        this.quarantine = quarantine;
        this.source = source.id();
        this.run = run;
        this.origin = Origin.harvestedFrom(registry);
        this.provenance = new Provenance("harvest", what + " " + run + " of " + source.name() + " (" + registry + ")");
        this.quarantined = quarantine.keys(source.id());
    }

    /**
     * What became of some deliveries.
     *
     * @param wentBack sentences about records that were taken although they say that they are older than what we had
     */
    record Result(Outcome outcome, List<Quarantine.Entry> refused, List<String> wentBack) {}

    /**
     * What became of the removals that had been put aside.
     *
     * @param results what was carried out, in parts
     * @param alarm a sentence when the rest is too much to be carried out without a curator's word
     */
    record Settlement(List<Result> results, Optional<String> alarm) {}

    /**
     * Stores deliveries in one transaction; of two for one record the later one counts. What would remove records is put aside until
     * {@link #settleRemovals}.
     */
    Result store(List<Delivery> deliveries) {
        return storeAll(guard.holdBack(deliveries));
    }

    /** Carries out, at the end of a complete run, the removals that were put aside, unless they are too many. */
    Settlement settleRemovals() {
        RemovalGuard.Verdict verdict = guard.decide();
        List<Result> results = new ArrayList<>();
        List<HeldRemoval> released = verdict.released();
        for (int i = 0; i < released.size(); i += REMOVALS_AT_A_TIME) {
            List<HeldRemoval> part = released.subList(i, Math.min(released.size(), i + REMOVALS_AT_A_TIME));
            results.add(storeAll(part.stream().map(guard::delivery).toList()));
            guard.done(part);
        }
        return new Settlement(results, verdict.alarm());
    }

    /**
     * Takes a registry's own record from its answer to Identify, when it is new or newer than what we have. The record says which
     * authorities the registry manages, which has to be known before its first record is looked at (docs/harvesting.md).
     */
    void introduce(ResourceDocument own) {
        Optional<Instant> known =
                masterCopy.find(own.ivoid()).map(record -> record.updated().orElse(Instant.MIN));
        Instant updated = own.summary().updated();
        boolean newer = known.isPresent()
                && updated != null
                && updated.truncatedTo(ChronoUnit.MILLIS).isAfter(known.get());
        if (known.isEmpty() || newer) {
            store(List.of(new Delivery.Resource(own, Optional.empty(), 0)));
        }
    }

    private Result storeAll(List<Delivery> deliveries) {
        List<Quarantine.Entry> refused = new ArrayList<>();
        Map<Ivoid, ResourceDocument> documents = new LinkedHashMap<>();
        Set<Ivoid> deletions = new HashSet<>();
        for (Delivery delivery : deliveries) {
            if (delivery instanceof Delivery.Resource resource) {
                Ivoid ivoid = resource.document().ivoid();
                documents.put(ivoid, resource.document());
                deletions.remove(ivoid);
            } else if (delivery instanceof Delivery.Tombstone tombstone) {
                documents.remove(tombstone.ivoid());
                deletions.add(tombstone.ivoid());
            } else if (delivery instanceof Delivery.Unusable unusable) {
                refused.add(new Quarantine.Entry(unusable.identifier(), unusable.reason(), unusable.xml()));
            }
        }
        Map<Ivoid, String> wentBack = wentBack(documents);
        CommitResult result = commit(documents, deletions);
        Set<Ivoid> taken = new HashSet<>(documents.keySet());
        taken.addAll(deletions);
        for (Refusal refusal : result.refusals()) {
            taken.remove(refusal.ivoid());
            ResourceDocument document = documents.get(refusal.ivoid());
            refused.add(new Quarantine.Entry(
                    Optional.of(refusal.ivoid().toString()),
                    refusal.reason(),
                    document == null ? new byte[0] : document.xml()));
        }
        updateQuarantine(taken, refused);
        wentBack.keySet().retainAll(taken);
        return new Result(result.outcome(), refused, List.copyOf(wentBack.values()));
    }

    /** The registry that manages a record is right, also when it takes a change back; but a person may want to know. */
    private Map<Ivoid, String> wentBack(Map<Ivoid, ResourceDocument> documents) {
        Map<Ivoid, String> sentences = new LinkedHashMap<>();
        Map<Ivoid, Instant> known = masterCopy.updated(documents.keySet());
        documents.forEach((ivoid, document) -> {
            Instant before = known.get(ivoid);
            Instant now = document.summary().updated();
            if (before != null && now != null && now.plusMillis(1).isBefore(before)) { // stored to the millisecond
                sentences.put(
                        ivoid,
                        ivoid + ": its 'updated' went back from " + before + " to " + now + "; it was taken as it is");
            }
        });
        return sentences;
    }

    private CommitResult commit(Map<Ivoid, ResourceDocument> documents, Set<Ivoid> deletions) {
        try (WriteTransaction transaction = masterCopy.begin(provenance)) {
            transaction.save(documents.values(), origin);
            transaction.delete(deletions, origin);
            return transaction.commit();
        }
    }

    private void updateQuarantine(Set<Ivoid> taken, List<Quarantine.Entry> refused) {
        List<String> mended = taken.stream()
                .map(ivoid -> Quarantine.key(ivoid.toString()))
                .filter(quarantined::contains)
                .toList();
        if (mended.isEmpty() && refused.isEmpty()) {
            return;
        }
        quarantine.update(source, run, mended, refused);
        mended.forEach(quarantined::remove);
        refused.forEach(entry -> quarantined.add(entry.key()));
    }
}
