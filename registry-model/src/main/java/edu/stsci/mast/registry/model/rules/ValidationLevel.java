package edu.stsci.mast.registry.model.rules;

import edu.stsci.mast.registry.model.Finding;
import edu.stsci.mast.registry.model.RecordElement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How good a record is by the levels of VOResource 1.1, section 3.1.4 ({@code validationLevel}). A program can tell the levels 0 to 2; the
 * levels 3 and 4 take a person's judgement.
 */
public enum ValidationLevel {
    /** Stored, but not in accordance with the standards. */
    STORED("The record is stored; it breaks rules that it must keep."),
    /** In accordance with the schemas and with all rules that are errors. */
    COMPLIANT("The record keeps the schemas and all rules that are errors."),
    /** Compliant, and what it points at was asked and answered. */
    FUNCTIONAL("The record is compliant, and all that it points at answered when it was last asked.");

    private final String sentence;

    ValidationLevel(String sentence) {
        this.sentence = sentence;
    }

    /** What somebody else says of the record's quality. */
    public record Said(String validatedBy, int level) {}

    /**
     * The level of a record.
     *
     * @param findings all that is known to be wrong with it, by schemas and rules
     * @param asked whether everything that it points at was asked; then findings say what did not answer
     */
    public static ValidationLevel of(Collection<Finding> findings, boolean asked) {
        if (findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            return STORED;
        }
        boolean silent = findings.stream().anyMatch(f -> Rule.ofCode(f.code())
                .filter(rule -> rule.ofServices() && rule.severity() != Finding.Severity.HINT)
                .isPresent());
        return asked && !silent ? FUNCTIONAL : COMPLIANT;
    }

    /** The levels that the record itself carries, as others gave them. */
    public static List<Said> said(RecordElement record) {
        return record.all("validationLevel").stream()
                .filter(e -> e.text().matches("[0-4]"))
                .map(e -> new Said(e.attribute("validatedBy"), Integer.parseInt(e.text())))
                .toList();
    }

    /** The level as a number, 0 to 2. */
    public int number() {
        return ordinal();
    }

    /** What the level means. */
    public String sentence() {
        return sentence;
    }

    /** The level of a number; empty for those that only a person gives. */
    public static Optional<ValidationLevel> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
