package edu.stsci.mast.registry.schemas;

/**
 * One way in which a document breaks its schema.
 *
 * @param line the line, counted from 1 in the document as it was read; -1 when the parser did not say
 * @param column the column, counted from 1; -1 when the parser did not say
 * @param element the path of local names to the element at fault, for instance {@code Resource/curation/publisher}
 * @param message what is wrong, in the schema processor's words without its rule's code
 */
public record SchemaProblem(int line, int column, String element, String message) {
    /** The problem as a person reads it: place first, then what is wrong. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ", in " + element + ": " + message;
    }
}
