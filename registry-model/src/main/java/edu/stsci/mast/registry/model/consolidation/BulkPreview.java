package edu.stsci.mast.registry.model.consolidation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.store.StoredRecord;
import java.util.List;

/**
 * What a bulk edit would do to a record.
 *
 * @param record the record as it is, without its document
 * @param refusal why nothing can be done to it; empty when something can
 * @param lines its present text and the changed one side by side; empty when it is refused
 * @param errors what would keep the changed text from being published
 */
public record BulkPreview(StoredRecord record, String refusal, List<Comparison.Line> lines, List<Finding> errors) {
    /** Whether the change can be made, in a draft at least. */
    public boolean possible() {
        return refusal.isEmpty();
    }
}
