package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.RecordStatus;
import edu.stsci.mast.registry.model.ResourceDocument;
import edu.stsci.mast.registry.model.UnusableRecordException;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.accounts.Right;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.drafts.Publication;
import edu.stsci.mast.registry.model.store.CommitResult;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.Origin;
import edu.stsci.mast.registry.model.store.RecordVersion;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.WriteTransaction;
import edu.stsci.mast.registry.schemas.SchemaValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Undoes imports: each record that nobody has changed since gets the text that it had before, one that was new leaves a tombstone, and a draft
 * that nobody has touched is discarded. What was changed since stays. Doing it again tries what has stayed. Thread-safe.
 */
public final class Undo {
    private static final int AT_A_TIME = 200;

    private final ImportRuns runs;
    private final MasterCopy masterCopy;
    private final Drafts drafts;
    private final Publication publication;
    private final DocumentNormaliser normaliser = new DocumentNormaliser(SchemaValidator.shared());

    /** Undoes the imports of a list. */
    public Undo(ImportRuns runs, MasterCopy masterCopy, Drafts drafts, Publication publication) {
        this.runs = runs;
        this.masterCopy = masterCopy;
        this.drafts = drafts;
        this.publication = publication;
    }

    /**
     * How an undoing went.
     *
     * @param undone how many changes were undone
     * @param kept how many were not, each with a note that says why
     */
    public record Result(int undone, int kept) {
        Result plus(Result other) {
            return new Result(undone + other.undone, kept + other.kept);
        }
    }

    /** Undoes an import as far as the actor may; records that were harvested are an administrator's to change. */
    public Result undo(long run, Actor actor) {
        Result result = new Result(0, 0);
        String after = "";
        for (List<ImportItem> some = runs.toUndo(run, after, AT_A_TIME);
                !some.isEmpty();
                some = runs.toUndo(run, after, AT_A_TIME)) {
            result = result.plus(undo(run, some, actor));
            after = some.get(some.size() - 1).ivoid().key();
        }
        if (result.undone() > 0) {
            runs.undone(run, actor);
        }
        return result;
    }

    private Result undo(long run, List<ImportItem> items, Actor actor) {
        String reason = "import " + run + " undone";
        Map<Ivoid, List<StoredRecord>> harvested = new HashMap<>();
        Map<Ivoid, ImportItem> byIvoid = new HashMap<>();
        int undone = 0;
        int kept = 0;
        for (ImportItem item : items) {
            byIvoid.put(item.ivoid(), item);
            try {
                Optional<StoredRecord> copy = undoOurs(item, actor, reason);
                if (copy.isPresent()) {
                    harvested
                            .computeIfAbsent(copy.get().homeRegistry().orElseThrow(), home -> new ArrayList<>())
                            .add(copy.get());
                } else {
                    runs.settle(run, item.ivoid(), ImportItem.State.UNDONE, "");
                    undone++;
                }
            } catch (ConsolidationRefusedException | DraftRefusedException e) {
                runs.settle(run, item.ivoid(), ImportItem.State.KEPT, e.getMessage());
                kept++;
            }
        }
        Result result = new Result(undone, kept);
        for (Map.Entry<Ivoid, List<StoredRecord>> home : harvested.entrySet()) {
            result = result.plus(undoHarvested(run, home.getKey(), home.getValue(), byIvoid, actor, reason));
        }
        return result;
    }

    /** Undoes a change of a record that we manage, or a draft; gives a harvested record back, whose turn comes later. */
    private Optional<StoredRecord> undoOurs(ImportItem item, Actor actor, String reason)
            throws ConsolidationRefusedException, DraftRefusedException {
        if (item.draft().isPresent()) {
            undoDraft(item.draft().get(), actor);
            return Optional.empty();
        }
        StoredRecord present = masterCopy
                .find(item.ivoid())
                .orElseThrow(() -> new ConsolidationRefusedException("There is no such record."));
        if (present.version() != item.after()) {
            throw new ConsolidationRefusedException(
                    "It was changed since: it has version " + present.version() + ", not " + item.after() + ".");
        }
        if (!present.managed() && !actor.may(Right.ADMINISTER)) {
            throw new ConsolidationRefusedException("It is a harvested record, which only administrators may change.");
        }
        Optional<byte[]> before = textBefore(item);
        if (before.isEmpty() && present.status() == RecordStatus.DELETED) {
            return Optional.empty(); // there was no record before, and there is none now
        }
        if (!present.managed()) {
            return Optional.of(present);
        }
        if (before.isPresent()) {
            publication.publish(before.get(), present.ivoid(), present.version(), actor, reason);
        } else {
            publication.retire(present.ivoid(), present.version(), actor, reason);
        }
        return Optional.empty();
    }

    private void undoDraft(long id, Actor actor) throws ConsolidationRefusedException, DraftRefusedException {
        Draft draft = drafts.find(id).orElseThrow(() -> new ConsolidationRefusedException("There is no such draft."));
        if (draft.state() == Draft.State.DISCARDED) {
            return;
        }
        if (draft.state() != Draft.State.OPEN
                || draft.revision() != 1
                || !drafts.comments(id).isEmpty()) {
            throw new ConsolidationRefusedException("Somebody has gone on with the draft.");
        }
        drafts.discard(id, 1, actor);
    }

    /** The text that the record had before; empty when it was not there, or deleted. */
    private Optional<byte[]> textBefore(ImportItem item) {
        boolean there = masterCopy.history(item.ivoid()).stream()
                .filter(version -> version.version() == item.before())
                .map(RecordVersion::status)
                .anyMatch(status -> status != RecordStatus.DELETED);
        return there ? masterCopy.document(item.ivoid(), item.before()) : Optional.empty();
    }

    /** Undoes changes of records from one registry, together: there may be many. */
    private Result undoHarvested(
            long run,
            Ivoid home,
            List<StoredRecord> records,
            Map<Ivoid, ImportItem> items,
            Actor actor,
            String reason) {
        Origin origin = Origin.harvestedFrom(home);
        CommitResult result;
        try (WriteTransaction transaction = masterCopy.begin(actor.provenance(reason))) {
            List<ResourceDocument> documents = new ArrayList<>();
            List<Ivoid> deletions = new ArrayList<>();
            for (StoredRecord record : records) {
                transaction.expect(record.ivoid(), record.version());
                Optional<byte[]> before = textBefore(items.get(record.ivoid()));
                if (before.isPresent()) {
                    documents.add(normaliser.normalise(before.get()));
                } else {
                    deletions.add(record.ivoid());
                }
            }
            transaction.save(documents, origin);
            transaction.delete(deletions, origin);
            result = transaction.commit();
        } catch (XMLStreamException | UnusableRecordException e) {
            throw new IllegalStateException("A stored text of a record from " + home + " cannot be read", e);
        }
        Map<Ivoid, String> kept = new HashMap<>();
        result.refusals().forEach(refusal -> kept.put(refusal.ivoid(), refusal.reason()));
        for (StoredRecord record : records) {
            String why = kept.get(record.ivoid());
            runs.settle(
                    run,
                    record.ivoid(),
                    why == null ? ImportItem.State.UNDONE : ImportItem.State.KEPT,
                    why == null ? "" : "It was not taken back: " + why + ".");
        }
        return new Result(records.size() - kept.size(), kept.size());
    }
}
