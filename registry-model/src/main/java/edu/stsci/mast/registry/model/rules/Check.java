package edu.stsci.mast.registry.model.rules;

/** The rules of one subject. Without state. */
@FunctionalInterface
interface Check {
    /** Notes what is wrong with the record. */
    void check(Subject subject, Findings found);
}
