package edu.stsci.mast.registry.server.curation;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.accounts.Actor;
import edu.stsci.mast.registry.model.compare.Comparison;
import edu.stsci.mast.registry.model.compare.Comparison.Kind;
import edu.stsci.mast.registry.model.drafts.Draft;
import edu.stsci.mast.registry.model.drafts.DraftComment;
import edu.stsci.mast.registry.model.drafts.DraftRevision;
import java.util.List;

/**
 * What the page of a draft shows.
 *
 * @param draft the draft
 * @param text its text as it was typed; what somebody has typed since, when it could not be saved
 * @param findings what is wrong in it
 * @param differences the record's present text and the draft's, side by side; empty for a new record
 * @param comments what was said of it
 * @param revisions what was saved, the newest first
 * @param present the record's present version; 0 when there is none
 * @param actor who is looking
 * @param problem why the last thing could not be done; empty when nothing was wrong
 * @param told what was done; empty for nothing
 */
public record DraftView(
        Draft draft,
        String text,
        List<Finding> findings,
        List<Comparison.Line> differences,
        List<DraftComment> comments,
        List<DraftRevision> revisions,
        int present,
        Actor actor,
        String problem,
        String told) {
    /** How many lines around a difference are shown. */
    private static final int AROUND = 3;

    /** Whether the record was changed since the draft began. */
    public boolean outdated() {
        return draft.state().isOpen() && present != draft.baseVersion();
    }

    /** Whether who looks may change it. */
    public boolean mayEdit() {
        return draft.state().isOpen() && actor.mayEdit(draft.ivoid());
    }

    /** Whether who looks may publish it. */
    public boolean mayPublish() {
        return draft.state().isOpen() && actor.mayPublish(draft.ivoid());
    }

    /** How many findings keep it from being published. */
    public long errors() {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
    }

    /** Whether the text differs from the record's. */
    public boolean differs() {
        return differences.stream().anyMatch(line -> line.kind() != Kind.SAME);
    }

    /** Whether a line of the differences is shown: it differs, or is near to one that does. */
    public static boolean shown(List<Comparison.Line> lines, int line) {
        for (int i = Math.max(0, line - AROUND); i <= Math.min(lines.size() - 1, line + AROUND); i++) {
            if (lines.get(i).kind() != Kind.SAME) {
                return true;
            }
        }
        return false;
    }

    /** The state in a word or two. */
    public static String word(Draft.State state) {
        return switch (state) {
            case OPEN -> "open";
            case IN_REVIEW -> "in review";
            case SCHEDULED -> "scheduled";
            case PUBLISHED -> "published";
            case DISCARDED -> "discarded";
        };
    }
}
