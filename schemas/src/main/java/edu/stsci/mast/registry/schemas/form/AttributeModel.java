package edu.stsci.mast.registry.schemas.form;

/**
 * An attribute as its schema declares it.
 *
 * @param namespace its namespace; empty for nearly all
 * @param name its local name
 * @param label the name for people
 * @param help what it is for, in the schema's words; empty when it does not say
 * @param value what it may say
 * @param required whether it has to be there
 * @param defaultValue what its absence means; null when nothing
 * @param fixedValue the only value that it may have; null when it may have any
 */
public record AttributeModel(
        String namespace,
        String name,
        String label,
        String help,
        ValueType value,
        boolean required,
        String defaultValue,
        String fixedValue) {}
