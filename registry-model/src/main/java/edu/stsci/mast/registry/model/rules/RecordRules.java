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
    private static final List<Check> CHECKS = List.of(
            new IdentifierChecks(),
            new CurationChecks(),
            new ContentChecks(),
            new MarkChecks(),
            new SubjectChecks(),
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

    private final Clock clock;
    private final boolean brief;

    /** The rules, by which dates are in the future when they are so by the given clock. */
    public RecordRules(Clock clock) {
        this(clock, false);
    }

    private RecordRules(Clock clock, boolean brief) {
        this.clock = clock;
        this.brief = brief;
    }

    /**
     * The same rules for records that we cannot mend, of which there are many: hints are left out, and of one rule the first finding says how
     * many more there are. Each finding is a row in the database.
     */
    public static RecordRules brief(Clock clock) {
        return new RecordRules(clock, true);
    }

    @Override
    public List<Finding> check(RecordElement record) {
        Subject subject = Subject.of(record, clock.instant());
        Findings found = brief ? Findings.brief() : new Findings();
        for (Check check : CHECKS) {
            check.check(subject, found);
        }
        return found.list();
    }
}
