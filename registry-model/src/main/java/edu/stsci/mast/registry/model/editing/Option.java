package edu.stsci.mast.registry.model.editing;

/**
 * A value to pick.
 *
 * @param value as records write it
 * @param label the name for people
 * @param help what it means; empty when the name says it
 * @param replacedBy the value that standards now want in its place; empty for current ones
 */
public record Option(String value, String label, String help, String replacedBy) {
    /** Whether standards advise against it. */
    public boolean deprecated() {
        return !replacedBy.isEmpty();
    }
}
