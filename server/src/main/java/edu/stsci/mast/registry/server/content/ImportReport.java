package edu.stsci.mast.registry.server.content;

import edu.stsci.mast.registry.model.store.Outcome;
import java.util.List;

/**
 * What an import did.
 *
 * @param files how many files were read
 * @param outcome what was stored
 * @param problems one line for each file or record that was not taken, saying where and why
 */
public record ImportReport(int files, Outcome outcome, List<String> problems) {
    /** Whether everything was taken. */
    public boolean complete() {
        return problems.isEmpty();
    }
}
