package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.DocumentNormaliser;
import edu.stsci.mast.registry.model.RecordStatus;
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
import java.util.List;
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
    public record Result(int undone, int kept) {}

    /** Undoes an import as far as the actor may; records that were harvested are an administrator's to change. */
    public Result undo(long run, Actor actor) {
        int undone = 0;
        int kept = 0;
        String after = "";
        for (List<ImportItem> some = runs.toUndo(run, after, AT_A_TIME);
                !some.isEmpty();
                some = runs.toUndo(run, after, AT_A_TIME)) {
            for (ImportItem item : some) {
                try {
                    undo(item, actor, "import " + run + " undone");
                    runs.settle(run, item.ivoid(), ImportItem.State.UNDONE, "");
                    undone++;
                } catch (ConsolidationRefusedException | DraftRefusedException e) {
                    runs.settle(run, item.ivoid(), ImportItem.State.KEPT, e.getMessage());
                    kept++;
                }
            }
            after = some.get(some.size() - 1).ivoid().key();
        }
        if (undone > 0) {
            runs.undone(run, actor);
        }
        return new Result(undone, kept);
    }

    private void undo(ImportItem item, Actor actor, String reason)
            throws ConsolidationRefusedException, DraftRefusedException {
        if (item.draft().isPresent()) {
            undoDraft(item.draft().get(), actor);
            return;
        }
        StoredRecord present = masterCopy
                .find(item.ivoid())
                .orElseThrow(() -> new ConsolidationRefusedException("There is no such record."));
        if (present.version() != item.after()) {
            throw new ConsolidationRefusedException(
                    "It was changed since: it has version " + present.version() + ", not " + item.after() + ".");
        }
        Optional<byte[]> before = textBefore(item);
        if (before.isEmpty() && present.status() == RecordStatus.DELETED) {
            return; // there was no record before, and there is none now
        }
        if (!present.managed()) {
            undoHarvested(present, before, actor, reason);
        } else if (before.isPresent()) {
            publication.publish(before.get(), present.ivoid(), present.version(), actor, reason);
        } else {
            publication.retire(present.ivoid(), present.version(), actor, reason);
        }
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

    private void undoHarvested(StoredRecord present, Optional<byte[]> before, Actor actor, String reason)
            throws ConsolidationRefusedException {
        if (!actor.may(Right.ADMINISTER)) {
            throw new ConsolidationRefusedException("It is a harvested record, which only administrators may change.");
        }
        Origin origin = Origin.harvestedFrom(present.homeRegistry().orElseThrow());
        try (WriteTransaction transaction = masterCopy.begin(actor.provenance(reason))) {
            transaction.expect(present.ivoid(), present.version());
            if (before.isPresent()) {
                transaction.save(List.of(normaliser.normalise(before.get())), origin);
            } else {
                transaction.delete(List.of(present.ivoid()), origin);
            }
            CommitResult result = transaction.commitAll();
            if (!result.refusals().isEmpty()) {
                throw new ConsolidationRefusedException(result.refusals().get(0).reason() + ".");
            }
        } catch (XMLStreamException | UnusableRecordException e) {
            throw new IllegalStateException("A stored text of " + present.ivoid() + " cannot be read", e);
        }
    }
}
