package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.Ivoid;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.drafts.DraftRefusedException;
import edu.stsci.mast.registry.model.drafts.Drafts;
import edu.stsci.mast.registry.model.drafts.Publication;
import edu.stsci.mast.registry.model.editing.EditRefusedException;
import edu.stsci.mast.registry.model.store.ManagedRecords;
import edu.stsci.mast.registry.model.store.MasterCopy;
import edu.stsci.mast.registry.model.store.StoredRecord;
import edu.stsci.mast.registry.model.store.WriteTransaction.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One change of many records: first shown, then carried out record by record, as drafts or at once. What is carried out is in the list of
 * imports, and can be undone there. Thread-safe.
 */
public final class BulkEdits {
    /** How many records one bulk edit may be about. */
    public static final int MOST = 500;

    private final ManagedRecords records;
    private final MasterCopy masterCopy;
    private final Drafts drafts;
    private final Publication publication;
    private final ImportRuns runs;

    /** Bulk edits of a master copy's managed records. */
    public BulkEdits(
            ManagedRecords records, MasterCopy masterCopy, Drafts drafts, Publication publication, ImportRuns runs) {
        this.records = records;
        this.masterCopy = masterCopy;
        this.drafts = drafts;
        this.publication = publication;
        this.runs = runs;
    }

    /**
     * What an operation would do to each of the selected records that it concerns; nothing is changed.
     *
     * @throws IllegalArgumentException when more than {@link #MOST} records are selected
     */
    public List<BulkPreview> preview(Selection selection, BulkOperation operation, Actor actor) {
        List<StoredRecord> selected = selection.of(records, masterCopy, MOST + 1);
        if (selected.size() > MOST) {
            throw new IllegalArgumentException(
                    "More than " + MOST + " records are meant. Narrow the choice, and do it in parts.");
        }
        List<BulkPreview> previews = new ArrayList<>();
        for (StoredRecord record : selected) {
            try {
                Optional<byte[]> changed = changed(record, operation);
                if (changed.isPresent()) {
                    previews.add(preview(record, changed.get(), actor));
                }
            } catch (EditRefusedException e) {
                previews.add(new BulkPreview(record, e.getMessage(), List.of(), List.of()));
            }
        }
        return previews;
    }

    /** The record's text with the change made; empty when nothing changes. */
    private static Optional<byte[]> changed(StoredRecord record, BulkOperation operation) throws EditRefusedException {
        byte[] text = operation.apply(record.document());
        return Arrays.equals(text, record.document()) ? Optional.empty() : Optional.of(text);
    }

    private BulkPreview preview(StoredRecord record, byte[] text, Actor actor) {
        Optional<String> objection = objection(record.ivoid(), actor);
        if (objection.isPresent()) {
            return new BulkPreview(record, objection.get(), List.of(), List.of());
        }
        try {
            List<Finding> errors = publication.findings(text).stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .toList();
            return new BulkPreview(record, "", Comparison.of(record.document(), text), errors);
        } catch (DraftRefusedException | IllegalArgumentException e) {
            return new BulkPreview(record, e.getMessage(), List.of(), List.of());
        }
    }

    private Optional<String> objection(Ivoid ivoid, Actor actor) {
        if (!actor.mayEdit(ivoid)) {
            return Optional.of("You may not edit records of " + ivoid.authority() + ".");
        }
        return drafts.open(ivoid)
                .map(draft -> "There is a draft of it already, begun by " + draft.createdBy()
                        + ". Publish or discard that first.");
    }

    /**
     * A record as it was shown.
     *
     * @param version the version that was in front of whoever decided
     */
    public record Seen(Ivoid ivoid, int version) {}

    /**
     * Carries an operation out on records. Each is changed by itself; what is not possible is among the problems of the import.
     *
     * @param publish whether the changed texts are published at once; else they become drafts
     * @param reason what for; kept in the records' histories
     * @return the number of the import
     */
    public long carryOut(List<Seen> seen, BulkOperation operation, boolean publish, String reason, Actor actor) {
        String words = reason.isBlank() ? operation.words() : reason.strip() + " (" + operation.words() + ")";
        long run = runs.begin(ImportRun.Kind.BULK_EDIT, words, actor);
        List<String> problems = new ArrayList<>();
        try {
            for (Seen record : seen) {
                try {
                    carryOut(record, operation, publish, words, actor, run);
                } catch (DraftRefusedException | EditRefusedException | ConsolidationRefusedException e) {
                    problems.add(record.ivoid() + ": " + e.getMessage());
                }
            }
        } finally {
            runs.end(run, problems);
        }
        return run;
    }

    private void carryOut(Seen seen, BulkOperation operation, boolean publish, String reason, Actor actor, long run)
            throws DraftRefusedException, EditRefusedException, ConsolidationRefusedException {
        StoredRecord record = masterCopy
                .find(seen.ivoid())
                .filter(found -> found.managed() && found.document() != null)
                .orElseThrow(() -> new ConsolidationRefusedException("There is no such record that is ours."));
        if (record.version() != seen.version()) {
            throw new ConsolidationRefusedException("It was changed meanwhile: it has version " + record.version()
                    + ", and version " + seen.version() + " was shown. Look at it again.");
        }
        byte[] text = changed(record, operation)
                .orElseThrow(() -> new ConsolidationRefusedException("There is nothing to change in it any more."));
        Optional<String> objection = objection(record.ivoid(), actor);
        if (objection.isPresent()) {
            throw new ConsolidationRefusedException(objection.get());
        }
        if (publish) {
            Written written = new Written(record.ivoid(), seen.version(), seen.version() + 1);
            publication.publish(
                    text,
                    record.ivoid(),
                    seen.version(),
                    actor,
                    reason,
                    connection -> runs.note(connection, run, List.of(written)));
        } else {
            drafts.create(text, seen.version(), actor, (connection, draft) -> runs.note(connection, run, draft));
        }
    }
}
