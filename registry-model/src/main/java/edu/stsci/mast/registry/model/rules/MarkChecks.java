package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.RecordElement;
import java.util.Set;

/** The marks of templates that something is still to be written, wherever they were left. */
final class MarkChecks implements Check {
    private static final String MARK = "TODO:";

    /** Whose own checks look for placeholders of every kind. */
    private static final Set<String> LOOKED_THROUGH =
            Set.of("Resource/title", "Resource/curation/publisher", "Resource/content/description");

    @Override
    public void check(Subject subject, Findings found) {
        marks(subject.root(), found);
    }

    private static void marks(RecordElement element, Findings found) {
        found.addIf(
                element.text().contains(MARK) && !LOOKED_THROUGH.contains(element.path()),
                Rule.RES_07,
                element,
                () -> "Something is still to be written here: " + Findings.quoted(element.text()) + ".");
        element.children().forEach(child -> marks(child, found));
    }
}
