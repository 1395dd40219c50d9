package edu.stsci.mast.registry.schemas.form;

import javax.xml.namespace.QName;

/**
 * An element as the type around it declares it.
 *
 * @param namespace its namespace; empty for the elements of all VOResource extensions
 * @param name its local name
 * @param label the name for people
 * @param help what it is for, in the schema's words; empty when it does not say
 * @param min how often it must occur at least
 * @param max how often it may occur at most; {@link #UNBOUNDED} when any number of times
 * @param type the key of its type in the {@link FormModel}; null when it holds only text, without attributes
 * @param value what its text may say; null when it has a type
 */
public record ElementModel(
        String namespace, String name, String label, String help, int min, int max, QName type, ValueType value) {
    /** The {@link #max} of elements that may occur any number of times. */
    public static final int UNBOUNDED = -1;

    /** Whether a type must have it. */
    public boolean required() {
        return min > 0;
    }

    /** Whether it may occur more than once. */
    public boolean repeatable() {
        return max == UNBOUNDED || max > 1;
    }
}
