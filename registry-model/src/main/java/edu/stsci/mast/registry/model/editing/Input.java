package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.schemas.form.ValueType;
import java.util.List;

/**
 * How a value is to be asked for.
 *
 * @param kind the sort of value
 * @param options values to pick; empty when there is no list
 * @param closed whether only the options are allowed
 * @param suggestions the name of a list that is too long for the form, for {@link Suggestions}; empty when there is none
 * @param maxLength the most characters allowed; -1 when any number is
 * @param defaultValue what no value means; empty when nothing
 * @param fixed whether the schema leaves no choice, so that the value cannot be edited
 */
public record Input(
        ValueType.Kind kind,
        List<Option> options,
        boolean closed,
        String suggestions,
        int maxLength,
        String defaultValue,
        boolean fixed) {
    /** Copies the options. */
    public Input {
        options = List.copyOf(options);
    }
}
