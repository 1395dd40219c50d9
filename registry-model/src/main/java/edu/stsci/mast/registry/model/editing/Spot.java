package edu.stsci.mast.registry.model.editing;

import edu.stsci.mast.registry.schemas.form.ElementModel;
import edu.stsci.mast.registry.schemas.form.TypeModel;
import edu.stsci.mast.registry.schemas.form.ValueType;
import eu.maveniverse.domtrip.Element;

/**
 * An element of a document with what the schemas say of it.
 *
 * @param type its type; null for text without attributes
 * @param declared how the type around declares it; null for the root
 * @param parent the element around; null for the root
 */
record Spot(Element element, TypeModel type, ElementModel declared, Spot parent) {
    /** What its text may say; null when it holds elements. */
    ValueType value() {
        return type == null ? declared.value() : type.text();
    }

    String label() {
        return declared == null ? "The record" : "'" + declared.label() + "'";
    }
}
