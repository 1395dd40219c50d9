package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.RecordCheck;
import edu.stsci.mast.registry.model.RecordElement;
import java.time.Clock;
import java.util.List;

/**
 * Checks a record by all rules that the record alone can answer. What depends on other records is {@link RegistryRules}' part; what depends
 * on services is told by {@link VosiComparison} and whoever asks them.
 *
 * <p>Thread-safe.
 */
public final class RecordRules implements RecordCheck {
    private final List<Check> checks;
    private final Clock clock;
    private final boolean brief;

    /** The rules, by which dates are in the future when they are so by the given clock; nothing is known of the terms of subjects. */
    public RecordRules(Clock clock) {
        this(clock, SubjectTerms.NONE);
    }

    /** The rules, with the terms that subjects are to be of. */
    public RecordRules(Clock clock, SubjectTerms subjects) {
        this(clock, subjects, false);
    }

    private RecordRules(Clock clock, SubjectTerms subjects, boolean brief) {
        this.clock = clock;
        this.brief = brief;
        this.checks = List.of(
                new IdentifierChecks(),
                new CurationChecks(),
                new ContentChecks(),
                new MarkChecks(),
                new SubjectChecks(subjects),
                new DateChecks(),
                new VocabularyChecks(),
                new CapabilityChecks(),
                new ConeSearchChecks(),
                new SimpleDalChecks(),
                new TapChecks(),
                new RegistryChecks(),
                new CoverageChecks(),
                new TableChecks(),
                new UcdAndUnitChecks());
    }

    /** As {@link #brief(Clock, SubjectTerms)}, where nothing is known of the terms of subjects. */
    public static RecordRules brief(Clock clock) {
        return brief(clock, SubjectTerms.NONE);
    }

    /**
     * The same rules for records that we cannot mend, of which there are many: hints are left out, and of one rule the first finding says how
     * many more there are. Each finding is a row in the database.
     */
    public static RecordRules brief(Clock clock, SubjectTerms subjects) {
        return new RecordRules(clock, subjects, true);
    }

    @Override
    public List<Finding> check(RecordElement record) {
        Subject subject = Subject.of(record, clock.instant());
        Findings found = brief ? Findings.brief() : new Findings();
        for (Check check : checks) {
            check.check(subject, found);
        }
        return found.list();
    }
}
