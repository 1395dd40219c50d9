package edu.stsci.mast.registry.model.editing;

import java.util.Objects;
import java.util.Optional;

/**
 * One change of a record. All paths of changes that are applied together are those of the document as it was before the first of them.
 */
public sealed interface Edit {
    /** Where. */
    FieldPath path();

    /**
     * Gives an attribute, or the text of an element, a value, and makes the element when it is not there. An empty value removes the
     * attribute, and the element when the schema can do without it.
     */
    record Set(FieldPath path, String value) implements Edit {
        /** Refuses nulls. */
        public Set {
            Objects.requireNonNull(path);
            Objects.requireNonNull(value);
        }
    }

    /**
     * Adds an element at the place that the schema wants, after the others of its name. When the path is of none that is there, such as the
     * one after the last, it is the new one's in the changes that follow.
     *
     * @param type the element's type with its canonical prefix; empty for the usual one
     */
    record Add(FieldPath path, Optional<String> type) implements Edit {}

    /** Removes an element with all that is in it. */
    record Remove(FieldPath path) implements Edit {}

    /**
     * Moves an element among those of its name.
     *
     * @param up whether towards the first of them
     */
    record Move(FieldPath path, boolean up) implements Edit {}

    /**
     * Gives an element, or the record itself, another type. What the new type does not have is lost; {@link RecordEditor#losses} says
     * beforehand what that is.
     *
     * @param type the type with its canonical prefix
     */
    record ChangeType(FieldPath path, String type) implements Edit {}

    /**
     * Replaces the columns of a table, or the parameters of an interface. Those whose names stay keep what the grid does not show.
     *
     * @param path of the columns, as {@code tableset/schema/table/column[*]}
     */
    record Rows(FieldPath path, ColumnGrid grid) implements Edit {}
}
